"""From attention to the strengths of links, the same for every head, layer and checkpoint.

Heads differ in how sharply they look: the mean of many spreads its weights over places that
one head does not look at. What decides links must not depend on that, nor on the special
pieces, where attention goes that has nothing to look for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.kernels.structures import Sharpness
from models.nets.native import native

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

# The likeliest source place of a row has at least this much, in the mean over a pair's rows.
# With less, too few links reach the threshold; guided heads have more by themselves.
LEAST_PEAK = 0.65
MOST_POWER, HALVINGS = 16.0, 8  # of the search for the power that gives it
# What a source place gets of all target places counts as at least this much, so that one which
# nobody looks at is not linked with whatever brushed it.
LEAST_COLUMN = 0.1
TINY = 1e-12
SHARPNESS = Sharpness(LEAST_PEAK, MOST_POWER, TINY, LEAST_COLUMN, HALVINGS)


def sharpened(rows: Floats) -> Floats:
    """Rows (T, S) that sum to 1 or are empty: powers of the weights with the least peak."""
    kernels = native()
    if kernels is not None:
        return kernels.sharpened(rows, SHARPNESS)
    return sharpened_here(rows)


def sharpened_here(rows: Floats) -> Floats:
    """The same without compiled kernels."""
    found = np.zeros(rows.shape, np.float32)
    filled = rows.max(axis=1, initial=0) > TINY
    if not filled.any():
        return found
    used = rows[filled] / rows[filled].max(axis=1, keepdims=True)
    raised = used ** _power(used)
    found[filled] = raised / raised.sum(axis=1, keepdims=True)
    return found


def _power(rows: Floats) -> float:
    # Rows (T, S) of which the largest is 1.
    logs = np.log(np.maximum(rows, TINY))

    def peak(power: float) -> float:
        return float((1 / np.exp(power * logs).sum(axis=1)).mean())

    least, most = 1.0, MOST_POWER
    if peak(least) >= LEAST_PEAK:
        return least
    for _ in range(HALVINGS):
        middle = (least * most) ** 0.5
        least, most = (least, middle) if peak(middle) >= LEAST_PEAK else (middle, most)
    return most


def of_text(rows: Floats, source: Bools, target: Bools) -> Floats:
    """Sharpened rows (T, S) of the pieces that stand for text; those of others are 0.

    A row with less than half of the pair's usual share of text is that much weaker: it looked
    at nothing in particular.
    """
    inside = np.where(target[:, None] & source, rows, 0)
    shares = inside.sum(axis=1) / np.maximum(rows.sum(axis=1), TINY)
    usual = float(shares[target].mean()) if target.any() else 0.0
    weights = np.minimum(1, 2 * shares / max(usual, TINY))
    return np.asarray(sharpened(inside) * weights[:, None], np.float32)


def balanced(matrix: Floats) -> Floats:
    """How much target t looks at source s, and s is looked at by t, in the mean: (T, S).

    The second is the share of t in all that s gets. A word that only one word of the other
    side cares for is thereby linked even where that one has several to look at.
    """
    columns = np.maximum(matrix.sum(axis=0, keepdims=True), LEAST_COLUMN)
    return np.asarray((matrix + matrix / columns) / 2, np.float32)
