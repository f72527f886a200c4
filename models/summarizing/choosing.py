"""Which sentences of a document make a summary of a given number of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.summarizing.stopping import Asked, stop_if
from models.summarizing.terms import Floats, Integers

# What a sentence loses that says what was said: maximal marginal relevance with 0.7 for the
# sentence and 0.3 for the repetition (Carbonell and Goldstein 1998).
_RELEVANCE, _REPETITION = 0.7, 0.3
_ALIKE = 0.8  # similarity from which a sentence hardly says anything new
_SAME = 0.98  # similarity from which it is the other one, but for its marks
_CROWDED = 0.1  # what it loses for each one that is taken of its stretch of the document
_NEAR = 0.05  # of the words wanted: so near to it nothing is added
_FAR = 0.25  # of the words wanted: so far from it even repetitions and fragments are better
_EXCESS = 0.25  # what a sentence loses for being too long by all the words wanted
_ROUNDS = 200  # about so many choices are made; where more are needed, several at once


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences to choose from, each with one entry in every array.

    `places` say which share of the document's words comes before (0..1). `sketches` are
    (sentences, width); `weak` ones are taken when there is nothing else.
    """

    scores: Floats
    words: Integers
    places: Floats
    sketches: NDArray[np.float32]
    weak: NDArray[np.bool_]


def choose(candidates: Candidates, wanted: int, cancelled: Asked) -> list[int]:
    """Which of the candidates are chosen, in order, together of about `wanted` words."""
    choice = _Choice(candidates, wanted)
    strong, any_ = ~candidates.weak, np.ones_like(candidates.weak)
    for tier, most_alike in ((strong, _ALIKE), (strong, _SAME), (any_, _SAME)):
        while choice.add_best(tier, most_alike):
            stop_if(cancelled)
        if choice.missing <= _FAR * wanted:
            break
    choice.add_last()
    return sorted(choice.taken)


def expected_sentences(words: Integers, wanted: int) -> int:
    """About how many of the sentences with that many `words` make the words wanted."""
    usual = float(np.median(words)) if len(words) else 1.0
    return max(1, round(wanted / max(usual, 1.0)))


class _Choice:
    """The sentences taken so far, and what they leave of the others' worth."""

    def __init__(self, candidates: Candidates, wanted: int) -> None:
        self._from = candidates
        self._wanted = wanted
        self._close = _NEAR * wanted  # words that do not matter
        count = len(candidates.words)
        low, high = candidates.scores.min(initial=0.0), candidates.scores.max(initial=0.0)
        self._relevance = (candidates.scores - low) / max(high - low, 1e-9)
        self._similar = np.zeros(count, np.float32)  # to the most similar one taken
        self._free = np.ones(count, np.bool_)
        self.taken: list[int] = []
        self.missing = wanted
        expected = expected_sentences(candidates.words, wanted)
        self._at_once = -(-expected // _ROUNDS)
        # A stretch has about as many words as one sentence of the summary stands for.
        self._stretch = (candidates.places * expected).astype(np.int64)
        self._in_stretch = np.zeros(expected + 1, np.int64)

    def add_best(self, tier: NDArray[np.bool_], most_alike: float) -> bool:
        """Take the best of a tier that fit and are not too like those taken, if there are any.

        False where there are none, and where nothing is missing.
        """
        if self.missing <= self._close:
            return False
        fitting = self._from.words <= self.missing + self._close
        open_ = np.flatnonzero(tier & self._free & fitting & (self._similar < most_alike))
        if not len(open_):
            return False
        gains = self._gains(open_)
        # A stable order, so that the earlier of two equal sentences is taken.
        best = open_[np.argsort(-gains, kind="stable")[: self._at_once]]
        self._take([int(at) for at in best])
        return True

    def add_last(self) -> None:
        """Take one more, longer than what is missing, where this comes nearer to the aim.

        Where nothing was taken it is taken however long it is.
        """
        open_ = np.flatnonzero(self._free & ~self._from.weak & (self._similar < _ALIKE))
        if not len(open_) and not self.taken:
            open_ = np.flatnonzero(self._free)
        excess = self._from.words[open_] - self.missing
        if self.taken:
            nearer = (excess > 0) & (excess < self.missing) & (self.missing > self._close)
            open_, excess = open_[nearer], excess[nearer]
        if len(open_):
            worth = self._gains(open_) - _EXCESS * np.maximum(excess, 0) / self._wanted
            self._take([int(open_[np.argmax(worth)])])

    def _gains(self, numbers: Integers) -> Floats:
        crowd = self._in_stretch[self._stretch[numbers]]
        repetition = _REPETITION * self._similar[numbers] + _CROWDED * crowd
        return np.asarray(_RELEVANCE * self._relevance[numbers] - repetition, np.float64)

    def _take(self, numbers: Sequence[int]) -> None:
        """Take those that still fit; one alone is always taken."""
        kept: list[int] = []
        for at in numbers:
            words = int(self._from.words[at])
            if not kept or words <= self.missing + self._close:
                kept.append(at)
                self.missing -= words
        sketches = self._from.sketches
        # (sentences, width) x (width, taken) -> (sentences, taken)
        products = sketches @ sketches[kept].T
        self._similar = np.maximum(self._similar, products.max(axis=1))
        self._free[kept] = False
        self.taken.extend(kept)
        np.add.at(self._in_stretch, self._stretch[kept], 1)
