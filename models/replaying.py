"""Attention of finished outputs, from one teacher-forced pass over each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from models.methods import Method, Pair
from models.model import Model
from models.nets import Replay, Source, Want

Floats = NDArray[np.float32]
Ids = Sequence[int]
# Numbers of attention (L x H x T x S, all pairs of a batch) that a pass may make at once.
MOST_WEIGHTS = 60_000_000
MOST_HEADS = 256  # L x H of the largest checkpoints


def replay(model: Model, sources: Sequence[Ids], targets: Sequence[Ids], want: Want) -> Replay:
    """One teacher-forced pass over pairs of any lengths, within `torch.inference_mode()`."""
    width = max(map(len, targets))
    padded = [[*target, *[target[-1]] * (width - len(target))] for target in targets]
    memory = model.net.encode(Source.of([list(source) for source in sources]))
    target = torch.tensor(padded, device=memory.states.device)
    return model.net.replay(memory, model.generation.start, target, want)


def attention_rows(
    model: Model,
    method: Method,
    sources: Sequence[Ids],
    targets: Sequence[Ids],
    stopped: Callable[[], None],
) -> list[Floats]:
    """Rows (T, S) of each pair; `stopped` is called between two passes and may raise."""
    found: dict[int, Floats] = {}
    for batch in _batches(sources, targets):
        stopped()
        with torch.inference_mode():
            passed = replay(
                model,
                [sources[at] for at in batch],
                [targets[at] for at in batch],
                replace(method.want, logprobs=False),
            )
            for row, at in enumerate(batch):
                pair = Pair(row, len(targets[at]), len(sources[at]))
                found[at] = method.rows(passed, pair).copy()
    return [
        found.get(at, np.zeros((0, len(source)), np.float32))
        for at, source in enumerate(sources)
    ]


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
