"""Joining the links of two directions: by their mean, or by the rules of Koehn et al. 2003."""

from __future__ import annotations

import enum

import numpy as np
from numpy.typing import NDArray

from models.messages import UsageError

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


class Join(enum.Enum):
    """How the links of a checkpoint and of its reverse become one set."""

    MEAN = "mean"
    INTERSECTION = "intersection"
    GROW_DIAG_FINAL = "grow-diag-final"
    UNION = "union"


def join_named(name: str) -> Join:
    """The way of joining of that name. Raises `UsageError` for an unknown one."""
    known = [join.value for join in Join]
    if name not in known:
        raise UsageError(
            f"Links cannot be joined by {name}.", f"Choose one of {', '.join(known)}."
        )
    return Join(name)


def joined(one: Floats, other: Floats, how: Join, threshold: float) -> Floats:
    """A matrix (T, S) of which the cells of at least `threshold` are the joined links."""
    if how is Join.MEAN:
        return np.asarray((one + other) / 2, np.float32)
    both, either = np.minimum(one, other), np.maximum(one, other)
    if how is Join.INTERSECTION:
        return both
    if how is Join.UNION:
        return either
    links = grown(one >= threshold, other >= threshold)
    return np.where(links, either, both)


def grown(one: Bools, other: Bools) -> Bools:
    """grow-diag-final of two link sets (T, S).

    The intersection takes in neighbouring links of the union, diagonal ones too, that link a
    word without links, as long as there are any; then every link of either set does that still
    does so.
    """
    links, union = one & other, one | other
    while (new := _neighbours(links) & union & ~links).any():
        before = int(links.sum())
        for row, column in np.argwhere(new):
            _take(links, int(row), int(column))
        if int(links.sum()) == before:
            break
    for direction in (one, other):
        for row, column in np.argwhere(direction & ~links):
            _take(links, int(row), int(column))
    return links


def _take(links: Bools, row: int, column: int) -> None:
    if not (links[row].any() and links[:, column].any()):
        links[row, column] = True


def _neighbours(links: Bools) -> Bools:
    # Cells next to a link in any of the eight directions.
    rows, columns = links.shape
    padded = np.zeros((rows + 2, columns + 2), np.bool_)
    padded[1:-1, 1:-1] = links
    shifts = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    return np.asarray(np.logical_or.reduce(shifts), np.bool_)
