"""Searches that keep one output to each row: greedy search, and independent draws."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from models.beam import BeamSearch
from models.front import (
    Columns,
    Front,
    Hypothesis,
    Prediction,
    Search,
    Settings,
    fetched,
)
from models.likeliest import Largest, likeliest_logprobs
from models.nets import Memory, Net, Watch
from models.rules import NEVER, Rule
from models.sampling import Draw

__all__ = ["Columns", "Hypothesis", "Search", "Settings", "StraightSearch", "start_search"]

# Finished sentences leave the batch when they are at least this share of it.
LEAVE_SHARE = 0.25

# scores (R, C), sentences -> columns (R) and their log-probabilities
Choose = Callable[[Tensor, Sequence[int]], Largest]


def start_search(
    net: Net,
    memory: Memory,
    settings: Settings,
    rules: Sequence[Rule],
    watch: Watch | None,
) -> Search:
    """Draws when sampling is asked for, a greedy search for one beam, else beam search."""
    with torch.inference_mode():
        front = Front(net, memory, settings, rules, watch)
        if settings.sampling:
            banned = memory.candidates.banned if memory.candidates else None
            draw = Draw(settings.sampling, memory.sentences, front.device, banned)
            return StraightSearch(front, settings, drawing(draw))
    if settings.beams > 1:
        return BeamSearch(front, settings)
    return StraightSearch(front, settings, greedily)


def greedily(scores: Tensor, sentences: Sequence[int]) -> Largest:
    """The columns with the highest scores."""
    del sentences
    return likeliest_logprobs(scores)


def drawing(draw: Draw) -> Choose:
    """The columns that are drawn."""

    def choose(scores: Tensor, sentences: Sequence[int]) -> Largest:
        columns = draw(scores, sentences)
        logprobs = scores.log_softmax(dim=-1).gather(1, columns.unsqueeze(1)).squeeze(1)
        return Largest(logprobs, columns)

    return choose


class StraightSearch:
    """Gives each row one token a step, as `choose` says."""

    def __init__(self, front: Front, settings: Settings, choose: Choose) -> None:
        self._front, self._settings, self._choose = front, settings, choose
        self._per, outputs = settings.rows, len(front.sentences) * settings.rows
        self._done = False
        self._over = [False] * outputs
        self._ids: list[list[int]] = [[] for _ in range(outputs)]
        self._logprobs: list[list[float]] = [[] for _ in range(outputs)]
        self._path: list[list[int]] = [[] for _ in range(outputs)]

    @property
    def done(self) -> bool:
        """See `Search`."""
        return self._done

    def running(self, sentence: int) -> tuple[int, ...]:
        """See `Search`; of several draws the first."""
        return tuple(self._ids[sentence * self._per])

    def step(self) -> None:
        """See `Search`."""
        with torch.inference_mode():
            prediction = self._front.predict(normalized=False)
            columns, logprobs = self._next(prediction)
            self._front.extend(columns)
            self._note(*fetched([columns], [logprobs]))
            self._leave()

    def _next(self, prediction: Prediction) -> tuple[Tensor, Tensor]:
        logprobs, columns = self._choose(prediction.scores, self._front.sentences)
        for one in prediction.prefixed:
            columns[one.rows] = one.column
            logprobs[one.rows] = one.logprobs
        return columns, logprobs

    def _note(self, columns: list[int], logprobs: list[float]) -> None:
        per, row = self._per, 0
        for sentence in self._front.sentences:
            limit = self._settings.limits[sentence]
            for output in range(sentence * per, (sentence + 1) * per):
                if not self._over[output]:
                    id, ids = self._front.id(columns[row]), self._ids[output]
                    ids.append(id)
                    # Where everything is banned there is no probability either.
                    sure = logprobs[row]
                    self._logprobs[output].append(NEVER if math.isnan(sure) else sure)
                    self._path[output].append(row)
                    self._over[output] = id in self._settings.ends or len(ids) >= limit
                row += 1

    def _leave(self) -> None:
        # All draws of a sentence stay until the last has ended: the reference goes on drawing
        # for those that have, and which numbers come next depends on it.
        per, sentences = self._per, self._front.sentences
        staying = [
            at
            for at, sentence in enumerate(sentences)
            if not all(self._over[sentence * per : (sentence + 1) * per])
        ]
        if not staying:
            self._done = True
        elif len(sentences) - len(staying) >= LEAVE_SHARE * len(sentences):
            rows = [at * per + draw for at in staying for draw in range(per)]
            self._front.keep(rows, staying)

    def results(self) -> list[list[Hypothesis]]:
        """See `Search`; draws are in the order of drawing."""
        found = [self._hypothesis(output) for output in range(len(self._ids))]
        return [found[at : at + self._per] for at in range(0, len(found), self._per)]

    def _hypothesis(self, output: int) -> Hypothesis:
        ids, logprobs = self._ids[output], self._logprobs[output]
        return Hypothesis(
            tuple(ids),
            tuple(logprobs),
            sum(logprobs) / max(len(ids), 1) ** self._settings.length_penalty,
            self._front.watched.of(self._path[output]),
            bool(ids) and ids[-1] in self._settings.ends,
        )
