"""Attention of finished outputs, from one teacher-forced pass over each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from models.methods import Method, Pair
from models.model import Model
from models.nets import Memory, Net, Replay, Source, Want

Floats = NDArray[np.float32]
Ids = Sequence[int]
# Numbers of attention (L x H x T x S, all pairs of a batch) that a pass may make at once.
MOST_WEIGHTS = 60_000_000
MOST_HEADS = 256  # L x H of the largest checkpoints


def replay(
    model: Model,
    sources: Sequence[Ids],
    targets: Sequence[Ids],
    want: Want,
    memory: Memory | None = None,
) -> Replay:
    """One teacher-forced pass over pairs of any lengths, within `torch.inference_mode()`.

    `memory` is that of the sources, where they have been read already.
    """
    width = max(map(len, targets))
    padded = [[*target, *[target[-1]] * (width - len(target))] for target in targets]
    if memory is None:
        memory = model.net.encode(Source.of([list(source) for source in sources]))
    target = torch.tensor(padded, device=memory.states.device)
    return model.net.replay(memory, model.generation.start, target, want)


def attention_rows(
    model: Model,
    method: Method,
    sources: Sequence[Ids],
    targets: Sequence[Ids],
    stopped: Callable[[], None],
    memory: Memory | None = None,
) -> list[Floats]:
    """Rows (T, S) of each pair; `stopped` is called between two passes and may raise.

    `memory` is that of all sources, where they have been read already.
    """
    found: dict[int, Floats] = {}
    for batch in _batches(sources, targets):
        stopped()
        with torch.inference_mode():
            passed = replay(
                model,
                [sources[at] for at in batch],
                [targets[at] for at in batch],
                replace(method.want, logprobs=False),
                memory and memory.select(torch.tensor(batch, device=memory.states.device)),
            )
            for row, at in enumerate(batch):
                pair = Pair(row, len(targets[at]), len(sources[at]))
                found[at] = method.rows(passed, pair).copy()
    return [
        found.get(at, np.zeros((0, len(source)), np.float32))
        for at, source in enumerate(sources)
    ]


def kept_rows(
    net: Net, method: Method, memory: Memory, kept: Sequence[Floats], sources: Sequence[int]
) -> list[Floats]:
    """Rows (T, S) of each pair from the attention of all heads (T, L, H, S) that was kept.

    `sources` are the source pieces of each; `memory` is that of all of them.
    """
    found = []
    with torch.inference_mode():
        for at, (weights, source) in enumerate(zip(kept, sources, strict=True)):
            cross = torch.from_numpy(weights).permute(1, 2, 0, 3)[None, ..., :source]
            norms = None
            if method.want.norms:
                norms = net.norms(_without_padding(memory, at, source), cross)
            pair = Pair(0, len(weights), source)
            found.append(method.rows(Replay(cross=cross, norms=norms), pair).copy())
    return found


def _without_padding(memory: Memory, at: int, source: int) -> Memory:
    # only what norms are made of: the values of one sentence
    here = slice(at, at + 1)
    pairs = tuple((keys[here], v[here, :, :source]) for keys, v in memory.keys_values)
    return replace(memory, states=memory.states[here], keys_values=pairs)


def _batches(sources: Sequence[Ids], targets: Sequence[Ids]) -> Iterator[list[int]]:
    # Pairs of similar length together; an empty target has no rows.
    order = sorted(
        (at for at, target in enumerate(targets) if target),
        key=lambda at: (len(targets[at]), len(sources[at])),
    )
    batch: list[int] = []
    longest = widest = 0
    for at in order:
        longest, widest = max(longest, len(targets[at])), max(widest, len(sources[at]))
        if batch and (len(batch) + 1) * longest * widest * MOST_HEADS > MOST_WEIGHTS:
            yield batch
            batch, longest, widest = [], len(targets[at]), len(sources[at])
        batch.append(at)
    if batch:
        yield batch
