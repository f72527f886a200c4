"""Next-token rules: what a search may not, or must, choose next.

Rules work on columns of the score matrix. These are ids of the vocabulary, or places in a
batch's candidates; `front.Columns` translates once, before the search starts.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

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


class Effect(enum.Enum):
    """What a rule does to scores."""

    BANS = "bans"  # some become NEVER; normalized or not makes no difference
    FORCES = "forces"  # as BANS, and at some steps all but a few become NEVER, and these 0
    CHANGES = "changes"  # anything
    NORMALIZES = "normalizes"  # they become log-probabilities


class Rule(Protocol):
    """Gives back the scores (R, C) of the next token with changes, which may be in place."""

    @property
    def effect(self) -> Effect: ...

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor: ...


def normalized_last(rules: Sequence[Rule]) -> bool:
    """Whether rules give log-probabilities, and the same ones for scores that are none."""
    if not rules or rules[-1].effect is not Effect.NORMALIZES:
        return False
    return all(rule.effect is not Effect.CHANGES for rule in rules)


@runtime_checkable
class Forcing(Protocol):
    """A rule that `FORCES`."""

    def forces(self, situation: Situation) -> bool:
        """Whether it does so in this step."""
        ...


def only_bans(rules: Sequence[Rule], situation: Situation) -> bool:
    """Whether rules leave scores as they are in this step, or make them NEVER."""
    return all(
        rule.effect is Effect.BANS or (isinstance(rule, Forcing) and not rule.forces(situation))
        for rule in rules
    )


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


def force(scores: Tensor, prefixed: Sequence[Due], totals: Tensor | None = None) -> None:
    """Leave only what the prefixes decide, in place.

    `totals` (R) are still to be taken off the scores.
    """
    for one in prefixed:
        scores[one.rows] = NEVER
        own = one.logprobs if totals is None else one.logprobs + totals[one.rows]
        scores[one.rows, one.column] = own
