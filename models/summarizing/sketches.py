"""Short dense vectors of sentences, for telling which say the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.summarizing.terms import Floats, Integers, Terms, sums

_MOST, _FEWEST = 512, 32
_NUMBERS = 1 << 22  # in all sketches together, where there are many sentences
_ROWS = 8192  # sketched at once
_MIX = 2654435761  # 2^32 over the golden ratio: spreads neighbouring numbers


def sketches(terms: Terms, sentences: Integers) -> NDArray[np.float32]:
    """(some sentences, width) with products near the cosines of these sentences.

    `sentences` are their numbers in order. Each column of `terms` goes to one place with a
    sign (Weinberger et al. 2009); the error of a product is about 1 by the root of the width.
    """
    count = len(sentences)
    width = int(np.clip(_NUMBERS // max(count, 1), _FEWEST, _MOST))
    rows, columns, values = _of(terms, sentences)
    mixed = (columns.astype(np.uint64) * np.uint64(_MIX)) % np.uint64(1 << 32)
    places = ((mixed >> np.uint64(8)) % np.uint64(width)).astype(np.int64)
    signed = np.where(mixed >> np.uint64(31), values, -values)
    made = np.zeros((count, width), np.float32)
    for first in range(0, count, _ROWS):
        size = min(_ROWS, count - first)
        low, high = np.searchsorted(rows, [first, first + size])
        at = (rows[low:high] - first) * width + places[low:high]
        made[first : first + size] = sums(at, signed[low:high], size * width).reshape(-1, width)
    return made


def _of(terms: Terms, sentences: Integers) -> tuple[Integers, Integers, Floats]:
    """The entries of some sentences, with new row numbers."""
    new = np.full(terms.sentences, -1, np.int64)
    new[sentences] = np.arange(len(sentences))
    kept = new[terms.rows] >= 0
    return new[terms.rows[kept]], terms.columns[kept], terms.values[kept]
