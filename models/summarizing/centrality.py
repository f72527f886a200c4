"""Which sentences are most like all the others."""

from __future__ import annotations

import numpy as np

from models.summarizing.stopping import Asked, stop_if
from models.summarizing.terms import Floats, Terms, sums

_DAMPING = 0.9
_MOST_STEPS = 30
_CLOSE = 1e-4  # of the mean, by which a step may still change a sentence
_LEAST = 1e-9  # similarity of a sentence that has no word in common with any


def centrality(terms: Terms, cancelled: Asked) -> Floats:
    """(sentences,): how central each is; the mean is 1.

    The stationary distribution of a walk from sentence to sentence by their cosine
    similarity (LexRank, Erkan and Radev 2004, section 3.3, without a threshold). The
    similarities are never written down: a step is two products with the sparse matrix.
    """
    count = terms.sentences
    own = sums(terms.rows, terms.values**2, count)
    ones = np.ones(count)
    degree = np.maximum(_similar(terms, ones, own), _LEAST)
    central: Floats = ones
    for _ in range(_MOST_STEPS):
        stop_if(cancelled)
        spread = central / degree
        walked = _similar(terms, spread, own)
        lost = count - walked.sum()  # from those that are like no other, to all
        after: Floats = 1 - _DAMPING + _DAMPING * (walked + lost / max(count, 1))
        if np.abs(after - central).max(initial=0.0) < _CLOSE:
            return after
        central = after
    return central


def _similar(terms: Terms, weights: Floats, own: Floats) -> Floats:
    """The sum of each sentence's similarities to the others, times their weights."""
    found = terms.times(terms.transposed_times(weights)) - own * weights
    return np.asarray(np.maximum(found, 0.0), np.float64)
