"""Next-token rules: what a search may not, or must, choose next.

Rules work on columns of the score matrix. These are ids of the vocabulary, or places in a
batch's candidates; `front.Columns` translates once, before the search starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor

NEVER = float("-inf")


@dataclass(frozen=True)
class Situation:
    """What a rule may look at: the output so far of each row, as columns.

    `step` counts the new tokens so far. `history` is (R, step), or (R, 1 + step) when the
    start token is a column too and stands first. `sentences` are the original numbers of the
    sentences still searched; rows of a sentence stand together, R / len(sentences) of them.
    For each original sentence `limits` holds the most new tokens and `prefixes` the columns
    that its output must begin with.
    """

    step: int
    history: Tensor
    sentences: Sequence[int]
    limits: Sequence[int]
    prefixes: Sequence[Sequence[int]] | None = None

    @property
    def beams(self) -> int:
        """K, rows for each sentence."""
        return self.history.shape[0] // len(self.sentences)

    def rows_of(self, at: int) -> slice:
        """The rows of the sentence at a place of `sentences`."""
        return slice(at * self.beams, (at + 1) * self.beams)


class Rule(Protocol):
    """Gives back the scores (R, C) of the next token with changes, which may be in place."""

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor: ...


def apply(rules: Sequence[Rule], scores: Tensor, situation: Situation) -> Tensor:
    """The scores (R, C) after all rules; those given are used up."""
    for rule in rules:
        scores = rule(scores, situation)
    return scores


@dataclass(frozen=True)
class Due:
    """Rows whose next column a prefix decides, with its own log-probabilities (K)."""

    rows: slice
    column: int
    logprobs: Tensor


def due(scores: Tensor, situation: Situation) -> list[Due]:
    """What the prefixes decide in this step; `scores` (R, C) are those before the rules.

    A prefix has the last word: it is stronger than all rules.
    """
    found: list[Due] = []
    if situation.prefixes is None:
        return found
    for at, sentence in enumerate(situation.sentences):
        prefix = situation.prefixes[sentence]
        if situation.step < len(prefix):
            rows, column = situation.rows_of(at), prefix[situation.step]
            found.append(Due(rows, column, scores[rows].log_softmax(dim=-1)[:, column]))
    return found


def force(scores: Tensor, prefixed: Sequence[Due]) -> None:
    """Leave only what the prefixes decide, in place."""
    for one in prefixed:
        scores[one.rows] = NEVER
        scores[one.rows, one.column] = one.logprobs
