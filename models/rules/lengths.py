"""Rules about where an output begins and ends."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from models.rules import NEVER, Effect, Situation

LARGEST_GROWTH = 60.0  # exp of it and any score stay far below what float32 can hold


class NoEndBefore:
    """No end token among the first `least` new tokens."""

    effect = Effect.BANS

    def __init__(self, least: int, ends: Sequence[int]) -> None:
        self._least = least
        self._ends = list(ends)

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        if situation.step < self._least:
            for end in self._ends:
                scores[:, end] = NEVER
        return scores


class ForcedFirst:
    """The first new token, at no cost."""

    effect = Effect.FORCES

    def __init__(self, column: int) -> None:
        self._column = column

    def forces(self, situation: Situation) -> bool:
        """See `Forcing`."""
        return situation.step == 0

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        if self.forces(situation):
            scores.fill_(NEVER)
            scores[:, self._column] = 0.0
        return scores


class ForcedLast:
    """The last token that fits is one of these, at no cost."""

    effect = Effect.FORCES

    def __init__(self, columns: Sequence[int]) -> None:
        self._columns = list(columns)

    def forces(self, situation: Situation) -> bool:
        """See `Forcing`."""
        last = situation.step + 1
        return any(last == situation.limits[sentence] for sentence in situation.sentences)

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        for at, sentence in enumerate(situation.sentences):
            if situation.step == situation.limits[sentence] - 1:
                rows = scores[situation.rows_of(at)]
                rows.fill_(NEVER)
                rows[:, self._columns] = 0.0
        return scores


class LikelierEnd:
    """After `start` new tokens ending grows likelier by `factor` with each one."""

    effect = Effect.CHANGES

    def __init__(self, start: int, factor: float, ends: Sequence[int]) -> None:
        self._start, self._factor = start, factor
        self._ends = list(ends)

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        beyond = situation.step - self._start
        if beyond > 0:
            ends = scores[:, self._ends]
            growth = math.exp(min(beyond * math.log(self._factor), LARGEST_GROWTH))
            gain = ends.abs() * (growth - 1)
            scores[:, self._ends] = torch.where(ends.isfinite(), ends + gain, ends)
        return scores
