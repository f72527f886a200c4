"""Where each target piece should look while it is learned (Chen et al. 2016, section 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import torch
from torch import Tensor

LEAST_WEIGHT = 1e-6  # below it a weight pulls no harder


def copied_from(source: Sequence[int], target: Sequence[int]) -> list[list[int]]:
    """For each target piece the source places that it may be a copy of.

    These hold the same piece; of several only those within the longest run of equal pieces
    count. A piece that is not in the source has none.
    """
    places = defaultdict[int, list[int]](list)
    for at, piece in enumerate(source):
        places[piece].append(at)
    found = []
    for at, piece in enumerate(target):
        runs = [(_run(source, target, place, at), place) for place in places.get(piece, ())]
        longest = max(runs, default=(0, 0))[0]
        found.append([place for run, place in runs if run == longest])
    return found


def _run(source: Sequence[int], target: Sequence[int], place: int, at: int) -> int:
    before = after = 0
    while min(place, at) > before and source[place - before - 1] == target[at - before - 1]:
        before += 1
    while (
        place + after + 1 < len(source)
        and at + after + 1 < len(target)
        and source[place + after + 1] == target[at + after + 1]
    ):
        after += 1
    return before + after


def guide_of(sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]) -> Tensor:
    """Weights (B, T, S) that copies should have; rows of other pieces and padding are zero."""
    shape = len(sources), max(map(len, targets)), max(map(len, sources))
    guide = torch.zeros(shape)
    for row, (source, target) in enumerate(zip(sources, targets, strict=True)):
        for at, places in enumerate(copied_from(source, target)):
            guide[row, at, places] = 1 / max(len(places), 1)
    return guide


def guided_loss(weights: Tensor, guide: Tensor) -> Tensor:
    """Cross-entropy of attention weights (B, T, S) with their guide, summed."""
    return -(guide * weights.clamp_min(LEAST_WEIGHT).log()).sum()
