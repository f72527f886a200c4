"""Beam search with the results of reference transformers 5 (`GenerationMixin._beam_search`).

One step, for a sentence with K beams: the best 2K continuations by summed log-probability are
the candidates. The K best that do not end run on. Those among the *first* K that end, or reach
the limit, enter the pool of the K best finished ones with score / length^penalty, the length
counting the end token. The sentence is settled when no running beam can beat the pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.search import Front, Hypothesis, Settings

NO_SCORE = -1e9  # the reference's score of an empty place in the pool


@dataclass(frozen=True)
class Candidate:
    """One continuation: the row it goes on from, its column, id and summed log-probability."""

    row: int
    column: int
    id: int
    total: float
    logprob: float


@dataclass(frozen=True)
class Finished:
    """A place in the pool: its score and its last candidate, taken at `step`."""

    score: float
    last: Candidate
    step: int


@dataclass(frozen=True)
class Step:
    """What one step left behind: the survivors in row order and the watched rows (R, S)."""

    survivors: tuple[Candidate, ...]
    rows: NDArray[np.float32] | None


class Pool:
    """The finished hypotheses of one sentence, best first."""

    def __init__(self, settings: Settings, limit: int) -> None:
        self._settings = settings
        self._limit = limit
        self.finished: list[Finished] = []
        self.settled = False

    @property
    def _full(self) -> bool:
        return len(self.finished) >= self._settings.beams

    def ends(self, candidate: Candidate, length: int) -> bool:
        """Whether nothing may follow this candidate."""
        return candidate.id == self._settings.eos or length >= self._limit

    def add(self, candidates: Sequence[Candidate], step: int) -> None:
        """Take in those of the first K candidates that end."""
        stopped = self._full and self._settings.early_stopping is True
        if self.settled or stopped:
            return
        penalty = (step + 1) ** self._settings.length_penalty
        ending = [c for c in candidates[: self._settings.beams] if self.ends(c, step + 1)]
        scored = [Finished(c.total / penalty, c, step) for c in ending]
        self.finished += [one for one in scored if one.score > NO_SCORE]
        self.finished.sort(key=lambda finished: -finished.score)
        del self.finished[self._settings.beams :]

    def settle(self, running: Sequence[Candidate], length: int) -> bool:
        """Whether the search of this sentence is over; it stays so."""
        longest = self._settings.early_stopping == "never" and self._settings.length_penalty > 0
        most = self._limit if longest else length
        best = running[0].total / most**self._settings.length_penalty if running else NO_SCORE
        worst = self.finished[-1].score if self._full else NO_SCORE
        self.settled = self.settled or best <= worst
        return (
            self.settled
            or not running
            or (self._settings.early_stopping is True and self._full)
        )


class BeamSearch:
    """Keeps the K best outputs of each sentence; see the module's text for the rules."""

    def __init__(self, front: Front, settings: Settings) -> None:
        self._front, self._settings = front, settings
        count, beams = len(front.sentences), settings.beams
        with torch.inference_mode():
            self._totals = torch.full((count, beams), NO_SCORE)  # (B, K)
            self._totals[:, 0] = 0.0
        self._active = list(range(count))
        self._pools = [Pool(settings, limit) for limit in settings.limits]
        self._steps: list[Step] = []

    @property
    def done(self) -> bool:
        """See `Search`."""
        return not self._active

    def step(self) -> None:
        """See `Search`."""
        with torch.inference_mode():
            scores, rows = self._front.scores()
            self._advance(self._candidates(scores), rows)

    def _candidates(self, scores: Tensor) -> list[list[Candidate]]:
        count, beams = self._totals.shape
        width = scores.shape[1]
        totals = (scores.view(count, beams, width) + self._totals[:, :, None]).flatten(1)
        best = totals.topk(min(2 * beams, totals.shape[1]), dim=1)
        rows = best.indices.div(width, rounding_mode="floor")
        rows += torch.arange(count)[:, None] * beams
        columns = best.indices % width
        fields = (
            rows,
            columns,
            self._front.ids(columns),
            best.values,
            scores[rows, columns],
        )
        by_sentence = zip(*(field.tolist() for field in fields), strict=True)
        return [[Candidate(*one) for one in zip(*found, strict=True)] for found in by_sentence]

    def _advance(
        self, candidates: list[list[Candidate]], rows: NDArray[np.float32] | None
    ) -> None:
        step, beams = len(self._steps), self._settings.beams
        survivors: list[Candidate] = []
        kept: list[int] = []
        for at, sentence in enumerate(self._active):
            pool = self._pools[sentence]
            pool.add(candidates[at], step)
            running = [c for c in candidates[at] if not pool.ends(c, step + 1)][:beams]
            if not pool.settle(running, step + 1):
                survivors += running
                kept.append(at)
        self._steps.append(Step(tuple(survivors), rows))
        self._reorder(survivors, kept)

    def _reorder(self, survivors: list[Candidate], kept: list[int]) -> None:
        self._active = [self._active[at] for at in kept]
        if not kept:
            return
        self._front.keep(torch.tensor([c.row for c in survivors]), kept)
        self._front.extend(torch.tensor([c.column for c in survivors]))
        self._totals = torch.tensor([c.total for c in survivors]).view(len(kept), -1)

    def running(self, sentence: int) -> tuple[int, ...]:
        """See `Search`."""
        if sentence in self._active:
            row = self._active.index(sentence) * self._settings.beams
            path = self._path(self._steps[-1].survivors[row], len(self._steps) - 1)
            return tuple(candidate.id for candidate in path)
        return self.results()[sentence][0].ids

    def _path(self, last: Candidate, step: int) -> list[Candidate]:
        path = [last]
        for before in reversed(self._steps[:step]):
            path.append(before.survivors[path[-1].row])
        return path[::-1]

    def results(self) -> list[list[Hypothesis]]:
        """See `Search`."""
        return [[self._hypothesis(one) for one in pool.finished] for pool in self._pools]

    def _hypothesis(self, finished: Finished) -> Hypothesis:
        path = self._path(finished.last, finished.step)
        rows = [
            step.rows[candidate.row]
            for step, candidate in zip(self._steps, path, strict=False)
            if step.rows is not None
        ]
        return Hypothesis(
            tuple(candidate.id for candidate in path),
            tuple(candidate.logprob for candidate in path),
            finished.score,
            np.stack(rows) if rows else None,
            finished.last.id == self._settings.eos,
        )
