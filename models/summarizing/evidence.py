"""Which sentences of what was read each sentence of a summary rests on.

Attention says where the decoder looked; much of it goes to places that every output looks at
and to long sentences as such. What counts is how much more a sentence was looked at than any
would be. Words that both share and few other sentences have speak for a sentence as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.alignment import overlap
from models.messages import Piece, Span
from models.summarizing.level import Weights
from models.text.characters import BLANKLESS

Floats = NDArray[np.float32]

WORD_SHARE = 0.3  # of the weights, for rare words in common
SHARPNESS = 1.5  # power of the attention beyond what any sentence gets
RARE, RARE_SHARE = 3, 0.25  # sentences that may have a rare word, and their share of all
# How much of what the other written sentences looked at is taken for what any looks at; two
# that rest on the same sentence must both keep it.
COMMON = 0.75
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_TINY = 1e-9


@dataclass(frozen=True)
class Side:
    """A text as sentences and as pieces; spans count from its start."""

    text: str
    sentences: Sequence[Span]
    pieces: Sequence[Piece]

    def words(self) -> list[set[str]]:
        """The words of each sentence; where no blanks part them, pairs of characters too."""
        return [_words(self.text[span.start : span.end]) for span in self.sentences]


def evidence(rows: Floats, read: Side, written: Side) -> list[Weights]:
    """For each written sentence its shares of the read ones; `rows` (T, S) are attention's."""
    looked = attention_shares(rows, read, written)
    common = word_shares(read, written)
    named = common.sum(axis=1, keepdims=True) > 0
    mixed = np.where(named, (1 - WORD_SHARE) * looked + WORD_SHARE * common, looked)
    return [
        {int(at): float(row[at]) for at in np.flatnonzero(row > 0)}
        for row in np.minimum(mixed, 1)
    ]


def attention_shares(rows: Floats, read: Side, written: Side) -> Floats:
    """(written, read) sentences: rows sum to 1, or to 0 for what looked at nothing."""
    into = overlap(read.pieces, read.sentences)  # (S, read)
    out = overlap(written.pieces, written.sentences)  # (T, written)
    counts = out.sum(axis=0)[:, None]
    mass = (out.T @ rows @ into) / np.maximum(counts, _TINY)
    mass /= np.maximum(mass.sum(axis=1, keepdims=True), _TINY)
    lengths = into.sum(axis=0)
    uniform = lengths / max(float(lengths.sum()), _TINY)
    usual = np.maximum(uniform, COMMON * _of_others(mass, counts))
    if len(read.sentences) == 1:
        usual = np.zeros_like(usual)  # there is nothing to compare it with
    beyond = np.maximum(mass - usual, 0) ** SHARPNESS
    sums = beyond.sum(axis=1, keepdims=True)
    return np.asarray(np.where(sums > 0, beyond / np.maximum(sums, _TINY), 0), np.float32)


def _of_others(mass: Floats, counts: Floats) -> Floats:
    """What the other written sentences give to each read one; nothing without others."""
    weighted = mass * counts
    others = np.maximum(counts.sum() - counts, _TINY)
    return np.asarray((weighted.sum(axis=0, keepdims=True) - weighted) / others, np.float32)


def word_shares(read: Side, written: Side) -> Floats:
    """As `attention_shares`, by the rare words that two sentences have in common."""
    found = read.words()
    spread = Counter(word for words in found for word in words)
    most = max(1, min(RARE, int(RARE_SHARE * len(found))))
    shares = np.zeros((len(written.sentences), len(found)), np.float32)
    for row, words in enumerate(written.words()):
        rare = {word for word in words if 0 < spread[word] <= most}
        for at, others in enumerate(found):
            shares[row, at] = sum(1 / spread[word] for word in rare & others)
    sums = shares.sum(axis=1, keepdims=True)
    return np.asarray(shares / np.maximum(sums, _TINY), np.float32)


def _words(text: str) -> set[str]:
    found = {word.casefold() for word in _WORD.findall(text)}
    if BLANKLESS.search(text):
        found |= {text[at : at + 2] for at in range(len(text) - 1)}
    return found
