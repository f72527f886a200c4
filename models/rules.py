"""Next-token rules: what a search may not choose next.

Rules work on columns of the score matrix. These are ids of the vocabulary, or places in a
batch's candidates; `search.Columns` translates once, before the search starts.
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

    `history` is (R, step). `sentences` are the original numbers of the sentences still
    searched; rows of a sentence stand together, R / len(sentences) of them. `prefixes` holds
    for each original sentence the columns that it must begin with.
    """

    step: int
    history: Tensor
    sentences: Sequence[int]
    prefixes: Sequence[Sequence[int]] | None = None

    @property
    def beams(self) -> int:
        """K, rows for each sentence."""
        return self.history.shape[0] // len(self.sentences)


class Rule(Protocol):
    """Gives back the scores (R, C) of the next token with changes; leaves its input alone."""

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor: ...


def apply(rules: Sequence[Rule], logprobs: Tensor, situation: Situation) -> Tensor:
    """The scores (R, C) after all rules; a forced prefix has the last word."""
    scores = logprobs
    for rule in rules:
        scores = rule(scores, situation)
    return scores if situation.prefixes is None else forced(scores, logprobs, situation)


def forced(scores: Tensor, logprobs: Tensor, situation: Situation) -> Tensor:
    """Only the prefix's column where a sentence still has one, with its own log-probability."""
    result = scores
    for at, sentence in enumerate(situation.sentences):
        prefix = situation.prefixes[sentence] if situation.prefixes else ()
        if situation.step >= len(prefix):
            continue
        result = result.clone() if result is scores else result
        rows = slice(at * situation.beams, (at + 1) * situation.beams)
        column = prefix[situation.step]
        result[rows] = NEVER
        result[rows, column] = logprobs[rows, column]
    return result


class NoEndBefore:
    """No end token among the first `least` new tokens."""

    def __init__(self, least: int, eos: int) -> None:
        self._least = least
        self._eos = eos

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        if situation.step >= self._least:
            return scores
        scores = scores.clone()
        scores[:, self._eos] = NEVER
        return scores


class NoRepeatedNgram:
    """No n-gram twice in one output (Paulus et al. 2017, section 2.5)."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        scores = scores.clone()
        for row, output in enumerate(situation.history.tolist()):
            start = output[len(output) - self._size + 1 :]
            for at in range(len(output) - self._size + 1):
                if output[at : at + self._size - 1] == start:
                    scores[row, output[at + self._size - 1]] = NEVER
        return scores
