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
from models.nets import Head, Memory, Net
from models.rules import Due, Rule, Situation, apply, due


@dataclass(frozen=True)
class Hypothesis:
    """One output: ids with the end token if it was reached, and their log-probabilities.

    `score` is the sum of the log-probabilities by length^penalty. `rows` (T, S) are the
    watched attention rows, each the one that predicts its piece.
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
        self._width = memory.output[0].shape[0]
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
    """Scores (R, C) of the next token after the rules, and the watched rows (R, S).

    `prefixed` says for which rows a prefix decides instead.
    """

    scores: Tensor
    prefixed: list[Due]
    watched: Tensor | None


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
        watch: Head | None,
    ) -> None:
        self._net, self._memory, self._settings = net, memory, settings
        self._rules, self._watch = rules, watch
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
        scores, watched = self._net.step(self._last, self._memory, self._cache, self._watch)
        scores = scores.float()
        if normalized:
            scores = scores.log_softmax(dim=-1)
        settings = self._settings
        situation = Situation(
            self._step, self._history, self.sentences, settings.limits, settings.prefixes
        )
        prefixed = due(scores, situation)
        scores = apply(self._rules, scores, situation)
        if prefixed:
            ruled = scores if normalized else scores.log_softmax(dim=-1)
            prefixed = [_allowed(one, ruled) for one in prefixed]
        return Prediction(scores, prefixed, watched)

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


def _allowed(one: Due, scores: Tensor) -> Due:
    # Where the rules allow what a prefix asks for, it costs what they make of it: a language
    # token that must come first costs nothing.
    ruled = scores[one.rows][:, one.column]
    return replace(one, logprobs=torch.where(ruled.isfinite(), ruled, one.logprobs))


def fetched(places: Tensor, *numbers: Tensor) -> tuple[Any, ...]:
    """Whole numbers below 2**53 and float32 numbers of one shape as lists, in one transfer."""
    if places.device.type == "cpu":
        return tuple(tensor.tolist() for tensor in (places, *numbers))
    packed = torch.stack([tensor.double() for tensor in (places, *numbers)]).cpu()
    return packed[0].long().tolist(), *packed[1:].tolist()


class Watched:
    """The watched attention rows of all steps, fetched from the device when they are wanted."""

    def __init__(self) -> None:
        self._steps: list[Tensor] = []
        self._fetched: list[NDArray[np.float32]] = []

    def add(self, rows: Tensor | None) -> None:
        """The rows (R, S) of one more step, if a head is watched."""
        if rows is not None:
            self._steps.append(rows)

    def of(self, path: Iterable[int]) -> NDArray[np.float32] | None:
        """Rows (T, S) of an output: of each step from the first the row it was on."""
        if not self._steps:
            return None
        missing = self._steps[len(self._fetched) :]
        self._fetched += [rows.cpu().numpy() for rows in missing]
        found = [rows[row] for rows, row in zip(self._fetched, path, strict=False)]
        return np.stack(found) if found else self._fetched[0][:0]
