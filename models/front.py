"""What all searches over the Net protocol share: settings, columns, the rows they go on from.

A search is an object that is stepped, so that whoever runs it can cancel, show what there is
and do other work between two steps. All tensors live inside `torch.inference_mode()`, which
is entered and left within one step.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.generation import Sampling
from models.likeliest import log_totals
from models.nets import Memory, Net, Watch
from models.rules import (
    Due,
    Rule,
    Situation,
    apply,
    due,
    force,
    normalized_last,
    only_bans,
)
from models.watched import Watched


@dataclass(frozen=True)
class Hypothesis:
    """One output: ids with the end token if it was reached, and their log-probabilities.

    `score` is the sum of the log-probabilities by length^penalty. `rows` (T, S), of all heads
    (T, L, H, S), are the watched attention rows, each the one that predicts its piece.
    """

    ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    score: float
    rows: NDArray[np.float32] | None
    ended: bool


@dataclass(frozen=True)
class Settings:
    """How to search. `limits` holds for each sentence the most new tokens, `prefixes` the
    columns that its output begins with.

    `early_stopping` is True, False or "never" with the meanings of reference
    transformers 5 (`GenerationConfig.early_stopping`). `hypotheses` are the outputs wanted of
    a sentence: the best of the beams, or with `sampling` as many draws.
    """

    start: int
    ends: tuple[int, ...]
    limits: tuple[int, ...]
    beams: int = 1
    length_penalty: float = 1.0
    early_stopping: bool | str = False
    prefixes: tuple[tuple[int, ...], ...] | None = None
    hypotheses: int = 1
    sampling: Sampling | None = None

    @property
    def rows(self) -> int:
        """K, rows for each sentence."""
        return self.hypotheses if self.sampling else self.beams


class Search(Protocol):
    """A running search over one batch."""

    @property
    def done(self) -> bool:
        """Whether every sentence has its output."""
        ...

    def step(self) -> None:
        """Add one token to every unfinished output."""
        ...

    def running(self, sentence: int) -> tuple[int, ...]:
        """The ids of the best output so far."""
        ...

    def results(self) -> list[list[Hypothesis]]:
        """For each sentence its hypotheses, best first."""
        ...


class Columns:
    """Columns of the score matrix <-> ids of the vocabulary."""

    def __init__(self, memory: Memory) -> None:
        self._ids = memory.candidates.ids if memory.candidates else None
        self._listed = None if self._ids is None else self._ids.tolist()
        self._width = memory.output.width
        self.device = memory.states.device

    def ids(self, columns: Tensor) -> Tensor:
        """Vocabulary ids (R) of columns (R)."""
        return columns if self._ids is None else self._ids.index_select(0, columns)

    def id(self, column: int) -> int:
        """The vocabulary id of one column."""
        found: int = column if self._listed is None else self._listed[column]
        return found

    def place(self, id: int | None) -> int | None:
        """The column of an id; None for one that is no candidate."""
        if id is None:
            return None
        if self._listed is None:
            return id if 0 <= id < self._width else None
        column = bisect_left(self._listed, id)
        return column if self._listed[column : column + 1] == [id] else None

    def known(self, ids: Iterable[int]) -> list[int]:
        """Columns of those ids that are candidates."""
        return [column for column in map(self.place, ids) if column is not None]

    def of(self, ids: Sequence[int]) -> list[int]:
        """Columns of ids, all of which must be candidates."""
        found = self.known(ids)
        if len(found) < len(ids):
            raise ValueError(f"some of the ids {list(ids)} are no candidates")
        return found


class Prediction(NamedTuple):
    """Scores (R, C) of the next token after the rules.

    `prefixed` says for which rows a prefix decides instead. Normalized scores become
    log-probabilities when `totals` (R) are taken off, unless they are None.
    """

    scores: Tensor
    prefixed: list[Due]
    totals: Tensor | None = None

    def forced(self) -> Tensor:
        """The scores with nothing left but a prefix where there is one, in their place."""
        force(self.scores, self.prefixed, self.totals)
        return self.scores


class Front:
    """The rows that a running search goes on from, K for each unfinished sentence.

    `sentences` are the original numbers of the sentences, in the order of their rows. All
    methods are called within `torch.inference_mode()`.
    """

    def __init__(
        self,
        net: Net,
        memory: Memory,
        settings: Settings,
        rules: Sequence[Rule],
        watch: Watch | None,
    ) -> None:
        self._net, self._memory, self._settings = net, memory, settings
        self._rules, self.watched = rules, Watched(watch)
        self._normalized_last = normalized_last(rules)
        self._columns = Columns(memory)
        self.device = memory.states.device
        rows = memory.sentences * settings.rows
        self._cache = net.cache(memory, settings.rows)
        self._last = torch.full((rows, 1), settings.start, device=self.device)
        start = self._columns.known([settings.start])
        self._history = torch.tensor([start], dtype=torch.long, device=self.device)
        self._history = self._history.expand(rows, -1)  # (R, 0 or 1)
        self._step = 0
        self.sentences = list(range(memory.sentences))

    def predict(self, normalized: bool) -> Prediction:
        """Run the net one step on; `normalized` gives the rules log-probabilities."""
        seen = self.watched
        scores, rows = self._net.step(self._last, self._memory, self._cache, seen.watch)
        seen.add(rows)
        scores = scores.float()
        settings = self._settings
        situation = Situation(
            self._step, self._history, self.sentences, settings.limits, settings.prefixes
        )
        prefixed = due(scores, situation)
        if not normalized:
            scores = apply(self._rules, scores, situation)
            ruled = [_allowed(one, scores.log_softmax(dim=-1), None) for one in prefixed]
            return Prediction(scores, ruled)
        scores, totals = self._normalized(scores, situation)
        return Prediction(scores, [_allowed(one, scores, totals) for one in prefixed], totals)

    def _normalized(self, scores: Tensor, situation: Situation) -> tuple[Tensor, Tensor | None]:
        # Scores after the rules for log-probabilities, and what is to be taken off them.
        last = self._normalized_last
        rules = self._rules[:-1] if last else self._rules
        if not only_bans(rules, situation):
            scores = scores if last else scores.log_softmax(dim=-1)
            return apply(self._rules, scores, situation), None
        if last:
            return _with_totals(apply(rules, scores, situation))
        scores, totals = _with_totals(scores)
        return apply(rules, scores, situation), totals

    def id(self, column: int) -> int:
        """The vocabulary id of a column."""
        return self._columns.id(column)

    def keep(self, rows: Sequence[int], places: Sequence[int]) -> None:
        """Go on with some rows, and with the sentences at some places of `sentences`."""
        if len(places) < len(self.sentences):
            wanted = torch.tensor(places, dtype=torch.long, device=self.device)
            self._memory = self._memory.select(wanted)
            self.sentences = [self.sentences[at] for at in places]
        elif all(row == at for at, row in enumerate(rows)):
            return
        kept = torch.tensor(rows, dtype=torch.long, device=self.device)
        self._cache.reorder(kept)
        self._last = self._last.index_select(0, kept)
        self._history = self._history.index_select(0, kept)

    def extend(self, columns: Tensor) -> None:
        """Give each row its next column (R)."""
        self._last = self._columns.ids(columns)[:, None]
        self._step += 1
        if self._rules:
            self._history = torch.cat([self._history, columns[:, None]], dim=1)


def _with_totals(scores: Tensor) -> tuple[Tensor, Tensor | None]:
    # Of a row as wide as the vocabulary only a few log-probabilities are wanted in the end.
    totals = log_totals(scores)
    return (scores.log_softmax(dim=-1), None) if totals is None else (scores, totals)


def _allowed(one: Due, scores: Tensor, totals: Tensor | None) -> Due:
    # Where the rules allow what a prefix asks for, it costs what they make of it: a language
    # token that must come first costs nothing.
    ruled = scores[one.rows][:, one.column]
    if totals is not None:
        ruled = ruled - totals[one.rows]
    return replace(one, logprobs=torch.where(ruled.isfinite(), ruled, one.logprobs))


def fetched(whole: Sequence[Tensor], numbers: Sequence[Tensor]) -> tuple[Any, ...]:
    """Whole numbers below 2**53 and float32 numbers of one shape as lists, in one transfer."""
    if whole[0].device.type == "cpu":
        return tuple(tensor.tolist() for tensor in (*whole, *numbers))
    packed = torch.stack([tensor.double() for tensor in (*whole, *numbers)]).cpu()
    return *packed[: len(whole)].long().tolist(), *packed[len(whole) :].tolist()
