"""Beam search with the results of reference transformers 5 (`GenerationMixin._beam_search`).

One step, for a sentence with K beams and E end tokens: the best (1 + E)K continuations by
summed log-probability are the candidates. The K best that do not end run on. Those among the
*first* K that end, or reach the limit, enter the pool of the K best finished ones with
score / length^penalty, the length counting the end token. The sentence is settled when no
running beam can beat the pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import torch
from torch import Tensor

from models.front import Front, Hypothesis, Settings, fetched
from models.likeliest import largest

NO_SCORE = -1e9  # the reference's score of an empty place in the pool


class Candidate(NamedTuple):
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
        return candidate.id in self._settings.ends or length >= self._limit

    def add(self, candidates: Sequence[Candidate], step: int) -> None:
        """Take in those of the first K candidates that end."""
        stopped = self._full and self._settings.early_stopping is True
        if self.settled or stopped:
            return
        ending = [c for c in candidates[: self._settings.beams] if self.ends(c, step + 1)]
        if ending:
            penalty = (step + 1) ** self._settings.length_penalty
            scored = [Finished(c.total / penalty, c, step) for c in ending]
            self.finished += [one for one in scored if one.score > NO_SCORE]
            self.finished.sort(key=lambda finished: -finished.score)
            del self.finished[self._settings.beams :]

    def running(self, candidates: Sequence[Candidate], length: int) -> list[Candidate]:
        """The K candidates that run on; one that ends only where others are impossible."""
        beams = self._settings.beams
        going = [c for c in candidates if not self.ends(c, length)]
        if len(going) >= beams and going[beams - 1].total > NO_SCORE / 2:
            return going[:beams]
        late = [
            c._replace(total=c.total + NO_SCORE) if self.ends(c, length) else c
            for c in candidates
        ]
        return sorted(late, key=attrgetter("total"), reverse=True)[:beams]

    def settle(self, running: Sequence[Candidate], length: int) -> bool:
        """Whether the search of this sentence is over; it stays so."""
        longest = self._settings.early_stopping == "never" and self._settings.length_penalty > 0
        most = self._limit if longest else length
        best = running[0].total / most**self._settings.length_penalty
        worst = self.finished[-1].score if self._full else NO_SCORE
        self.settled = self.settled or best <= worst
        return (
            self.settled
            or length >= self._limit
            or (self._settings.early_stopping is True and self._full)
        )


class BeamSearch:
    """Keeps the K best outputs of each sentence; see the module's text for the rules."""

    def __init__(self, front: Front, settings: Settings) -> None:
        self._front, self._settings = front, settings
        count, beams = len(front.sentences), settings.beams
        with torch.inference_mode():
            self._totals = torch.full((count, beams), NO_SCORE, device=front.device)  # (B, K)
            self._totals[:, 0] = 0.0
        self._pools = [Pool(settings, limit) for limit in settings.limits]
        self._active = list(range(count))
        self._steps: list[list[Candidate]] = []  # the survivors of each step in row order

    @property
    def done(self) -> bool:
        """See `Search`."""
        return not self._active

    def step(self) -> None:
        """See `Search`."""
        with torch.inference_mode():
            prediction = self._front.predict(normalized=True)
            self._advance(self._candidates(prediction.forced(), prediction.totals))

    def _candidates(self, scores: Tensor, log_totals: Tensor | None) -> list[list[Candidate]]:
        count, beams = self._totals.shape
        kept = max(2, 1 + len(self._settings.ends)) * beams
        # The best of a sentence are among the best of its rows.
        logprobs, columns = largest(scores, kept)  # (R, k)
        if log_totals is not None:
            logprobs = logprobs - log_totals[:, None]
        width = columns.shape[1]
        totals = (logprobs.view(count, beams, width) + self._totals[:, :, None]).flatten(1)
        best = totals.topk(min(kept, totals.shape[1]), dim=1)
        parts = [part.view(count, -1).gather(1, best.indices) for part in (columns, logprobs)]
        fields = fetched([best.indices, parts[0]], [best.values, parts[1]])
        return [
            [
                Candidate(at * beams + place // width, column, self._front.id(column), *numbers)
                for place, column, *numbers in zip(*of_sentence, strict=True)
            ]
            for at, of_sentence in enumerate(zip(*fields, strict=True))
        ]

    def _advance(self, candidates: list[list[Candidate]]) -> None:
        step = len(self._steps)
        survivors: list[Candidate] = []
        kept: list[int] = []
        for at, sentence in enumerate(self._active):
            pool = self._pools[sentence]
            pool.add(candidates[at], step)
            running = pool.running(candidates[at], step + 1)
            if not pool.settle(running, step + 1):
                survivors += running
                kept.append(at)
        self._steps.append(survivors)
        self._reorder(survivors, kept)

    def _reorder(self, survivors: list[Candidate], kept: list[int]) -> None:
        self._active = [self._active[at] for at in kept]
        if not kept:
            return
        device = self._front.device
        self._front.keep([c.row for c in survivors], kept)
        self._front.extend(torch.tensor([c.column for c in survivors], device=device))
        totals = torch.tensor([c.total for c in survivors], device=device)
        self._totals = totals.view(len(kept), -1)

    def running(self, sentence: int) -> tuple[int, ...]:
        """See `Search`."""
        if sentence in self._active:
            if not self._steps:
                return ()
            row = self._active.index(sentence) * self._settings.beams
            path = self._path(self._steps[-1][row], len(self._steps) - 1)
            return tuple(candidate.id for candidate in path)
        return self.results()[sentence][0].ids

    def _path(self, last: Candidate, step: int) -> list[Candidate]:
        path = [last]
        for survivors in reversed(self._steps[:step]):
            path.append(survivors[path[-1].row])
        return path[::-1]

    def results(self) -> list[list[Hypothesis]]:
        """See `Search`."""
        wanted = self._settings.hypotheses
        return [
            [self._hypothesis(one) for one in pool.finished[:wanted]] or [self._impossible()]
            for pool in self._pools
        ]

    def _impossible(self) -> Hypothesis:
        # The rules left nothing at all that could be said.
        return Hypothesis((), (), NO_SCORE, self._front.watched.of(()), False)

    def _hypothesis(self, finished: Finished) -> Hypothesis:
        path = self._path(finished.last, finished.step)
        return Hypothesis(
            tuple(candidate.id for candidate in path),
            tuple(candidate.logprob for candidate in path),
            finished.score,
            self._front.watched.of(candidate.row for candidate in path),
            finished.last.id in self._settings.ends,
        )
