"""Batches of examples of like length, in an order that seed and epoch alone decide."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from models.nets import Source
from models.training.guiding import guide_of
from models.training.vocabulary import PAD

NOISE = 2.0  # pieces by which lengths are blurred, so that batches differ from epoch to epoch


@dataclass(frozen=True)
class Example:
    """Ids of a pair, each side with its end."""

    source: list[int]
    target: list[int]


@dataclass(frozen=True)
class Batch:
    """Padded pairs: target ids (B, T), and where they are real (B, T).

    `guide` (B, T, S) are the weights that an attention head is taught.
    """

    source: Source
    target: Tensor
    real: Tensor
    guide: Tensor | None = None

    @staticmethod
    def of(examples: Sequence[Example], guided: bool = False) -> Batch:
        """Pad examples on the right."""
        target = Source.of([one.target for one in examples], PAD)
        places = torch.arange(target.ids.shape[1])
        return Batch(
            source=Source.of([one.source for one in examples], PAD),
            target=target.ids,
            real=places < target.lengths[:, None],
            guide=_guide(examples) if guided else None,
        )

    def to(self, device: str) -> Batch:
        """The same batch on another device."""
        source = Source(self.source.ids.to(device), self.source.lengths.to(device))
        guide = None if self.guide is None else self.guide.to(device)
        return Batch(source, self.target.to(device), self.real.to(device), guide)

    @property
    def pieces(self) -> int:
        """Real target pieces."""
        return int(self.real.sum())


def _guide(examples: Sequence[Example]) -> Tensor:
    return guide_of([one.source for one in examples], [one.target for one in examples])


def epoch(examples: Sequence[Example], budget: int, seed: int, number: int) -> list[list[int]]:
    """Every example once, as batches of indices.

    Both sides of a batch with their padding have at most `budget` pieces; an example longer
    than that is a batch of its own.
    """
    dice = random.Random(f"{seed} {number}")
    keys = [
        (len(one.target) + dice.uniform(0, NOISE), len(one.source) + dice.uniform(0, NOISE))
        for one in examples
    ]
    # Whole target lengths first; among these the sources are in order too.
    order = sorted(range(len(examples)), key=lambda at: (int(keys[at][0]), keys[at][1]))
    found = _cut(examples, order, budget)
    dice.shuffle(found)
    return found


def _cut(examples: Sequence[Example], order: Sequence[int], budget: int) -> list[list[int]]:
    found: list[list[int]] = []
    rows: list[int] = []
    longest = (0, 0)
    for at in order:
        one = examples[at]
        grown = (max(longest[0], len(one.source)), max(longest[1], len(one.target)))
        if rows and (len(rows) + 1) * sum(grown) > budget:
            found.append(rows)
            rows, grown = [], (len(one.source), len(one.target))
        rows.append(at)
        longest = grown
    return [*found, rows] if rows else found
