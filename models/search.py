"""Search over the Net protocol: what all searches share, and greedy search.

A search is an object that is stepped, so that whoever runs it can cancel, show what there is
and do other work between two steps. All tensors live inside `torch.inference_mode()`, which
is entered and left within one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.nets import Head, Memory, Net
from models.rules import Rule, Situation, apply

# Finished sentences leave the batch when they are at least this share of it.
LEAVE_SHARE = 0.25


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
    transformers 5 (`GenerationConfig.early_stopping`).
    """

    start: int
    eos: int
    limits: tuple[int, ...]
    beams: int = 1
    length_penalty: float = 1.0
    early_stopping: bool | str = False
    prefixes: tuple[tuple[int, ...], ...] | None = None


class Columns:
    """Columns of the score matrix <-> ids of the vocabulary."""

    def __init__(self, memory: Memory) -> None:
        self._ids = memory.candidates.ids if memory.candidates else None

    def ids(self, columns: Tensor) -> Tensor:
        """Vocabulary ids of columns."""
        return columns if self._ids is None else self._ids[columns]

    def of(self, ids: Sequence[int]) -> list[int]:
        """Columns of ids, all of which must be candidates."""
        if self._ids is None:
            return list(ids)
        found: list[int] = torch.searchsorted(self._ids, torch.tensor(list(ids))).tolist()
        return found


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


def start_search(
    net: Net,
    memory: Memory,
    settings: Settings,
    rules: Sequence[Rule],
    watch: Head | None,
) -> Search:
    """A greedy search for one beam, else beam search."""
    from models.beam import BeamSearch  # noqa: PLC0415

    with torch.inference_mode():
        front = Front(net, memory, settings, rules, watch)
    return GreedySearch(front, settings) if settings.beams == 1 else BeamSearch(front, settings)


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
        rows = memory.sentences * settings.beams
        self._cache = net.cache(memory, settings.beams)
        self._last = torch.full((rows, 1), settings.start)
        self._history = torch.empty((rows, 0), dtype=torch.long)
        self.sentences = list(range(memory.sentences))

    def scores(self) -> tuple[Tensor, NDArray[np.float32] | None]:
        """Log-probabilities (R, C) of the next token after the rules; watched rows (R, S)."""
        logits, rows = self._net.step(self._last, self._memory, self._cache, self._watch)
        situation = Situation(
            self._history.shape[1], self._history, self.sentences, self._settings.prefixes
        )
        scores = apply(self._rules, logits.float().log_softmax(dim=-1), situation)
        return scores, None if rows is None else rows.numpy()

    def ids(self, columns: Tensor) -> Tensor:
        """Vocabulary ids of columns."""
        return self._columns.ids(columns)

    def keep(self, rows: Tensor, sentences: list[int]) -> None:
        """Go on with some rows, and with the sentences at some places of `sentences`."""
        if len(sentences) < len(self.sentences):
            self._memory = self._memory.select(torch.tensor(sentences, dtype=torch.long))
            self.sentences = [self.sentences[at] for at in sentences]
        self._cache.reorder(rows)
        self._last, self._history = self._last[rows], self._history[rows]

    def extend(self, columns: Tensor) -> None:
        """Give each row its next column (R)."""
        self._last = self.ids(columns)[:, None]
        self._history = torch.cat([self._history, columns[:, None]], dim=1)


class GreedySearch:
    """Takes the likeliest token at each step."""

    def __init__(self, front: Front, settings: Settings) -> None:
        self._front, self._settings = front, settings
        count = len(front.sentences)
        self._done = False
        self._ended = [False] * count
        self._ids: list[list[int]] = [[] for _ in range(count)]
        self._logprobs: list[list[float]] = [[] for _ in range(count)]
        self._rows: list[list[NDArray[np.float32]]] = [[] for _ in range(count)]

    @property
    def done(self) -> bool:
        """See `Search`."""
        return self._done

    def running(self, sentence: int) -> tuple[int, ...]:
        """See `Search`."""
        return tuple(self._ids[sentence])

    def step(self) -> None:
        """See `Search`."""
        with torch.inference_mode():
            scores, rows = self._front.scores()
            best = scores.max(dim=-1)
            self._front.extend(best.indices)
            self._note(self._front.ids(best.indices).tolist(), best.values.tolist(), rows)
            self._leave()

    def _note(
        self, ids: list[int], logprobs: list[float], rows: NDArray[np.float32] | None
    ) -> None:
        for row, sentence in enumerate(self._front.sentences):
            if self._over(sentence):
                continue
            self._ids[sentence].append(ids[row])
            self._logprobs[sentence].append(logprobs[row])
            if rows is not None:
                self._rows[sentence].append(rows[row])
            self._ended[sentence] = ids[row] == self._settings.eos

    def _over(self, sentence: int) -> bool:
        return self._ended[sentence] or (
            len(self._ids[sentence]) >= self._settings.limits[sentence]
        )

    def _leave(self) -> None:
        sentences = self._front.sentences
        staying = [row for row, sentence in enumerate(sentences) if not self._over(sentence)]
        if not staying:
            self._done = True
        elif len(sentences) - len(staying) >= LEAVE_SHARE * len(sentences):
            self._front.keep(torch.tensor(staying), staying)

    def results(self) -> list[list[Hypothesis]]:
        """See `Search`: one hypothesis for each sentence."""
        penalty = self._settings.length_penalty
        return [
            [
                Hypothesis(
                    tuple(ids),
                    tuple(logprobs),
                    sum(logprobs) / max(len(ids), 1) ** penalty,
                    np.stack(rows) if rows else None,
                    ended,
                )
            ]
            for ids, logprobs, rows, ended in zip(
                self._ids, self._logprobs, self._rows, self._ended, strict=True
            )
        ]
