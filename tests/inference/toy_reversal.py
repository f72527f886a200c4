"""A toy task for recurrent nets: write a word backwards, or as it is after a copy mark.

Which place comes next follows from the last one, so that attention solves it; one vector of
the source has to hold the whole word.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import nn

from models.nets import Source
from models.nets.recurrent import Recurrent
from models.nets.recurrent_sizes import RecurrentSizes
from models.nets.recurrent_start import build_recurrent

PAD, START, END, COPY = 0, 1, 2, 3
LETTERS = range(4, 16)
SHORTEST, LONGEST = 2, 8
STEPS, BATCH, RATE, WARM_UP = 240, 48, 1e-2, 0.1
Pair = tuple[list[int], list[int]]


def pairs(random_: random.Random, count: int, shortest: int, longest: int) -> list[Pair]:
    """Words of such lengths and what is to be written for them."""
    found = []
    for _ in range(count):
        word = [random_.choice(LETTERS) for _ in range(random_.randint(shortest, longest))]
        copied = random_.random() < 0.5
        source = [COPY, *word, END] if copied else [*word, END]
        found.append((source, [*(word if copied else word[::-1]), END]))
    return found


def trained(sizes: RecurrentSizes, seed: int = 1) -> Recurrent:
    """A net that learned from batches of growing length."""
    torch.manual_seed(seed)
    random_ = random.Random(seed)
    net = build_recurrent(sizes).train()
    optimizer = torch.optim.Adam(net.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=STEPS, pct_start=WARM_UP
    )
    for step in range(STEPS):
        longest = round(SHORTEST + 1 + (LONGEST - SHORTEST - 1) * min(1, 2 * step / STEPS))
        optimizer.zero_grad()
        loss(net, pairs(random_, BATCH, SHORTEST, longest)).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return net.eval()


def loss(net: Recurrent, batch: Sequence[Pair]) -> torch.Tensor:
    """The mean loss of the real target pieces."""
    target = Source.of([written for _, written in batch], PAD)
    memory = net.encode(Source.of([source for source, _ in batch], PAD))
    states, _ = net.states(memory, START, target.ids)
    real = torch.arange(target.ids.shape[1]) < target.lengths[:, None]
    logits = memory.output(states[real])
    return nn.functional.cross_entropy(logits, target.ids[real])


def exact(net: Recurrent, batch: Sequence[Pair]) -> float:
    """The share of the pairs that are written without a fault, step by step."""
    most = max(len(written) for _, written in batch)
    with torch.inference_mode():
        memory = net.encode(Source.of([source for source, _ in batch], PAD))
        cache = net.cache(memory, 1)
        token, rows = torch.full((len(batch), 1), START), []
        for _ in range(most):
            logits, _ = net.step(token, memory, cache)
            token = logits.argmax(dim=-1, keepdim=True)
            rows.append(token)
    found = torch.cat(rows, dim=1).tolist()
    right = [
        row[: len(wanted)] == wanted for row, (_, wanted) in zip(found, batch, strict=True)
    ]
    return sum(right) / len(right)
