"""Repetition loops: the output repeats itself where the source does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

LONGEST = 12  # pieces in a repeated n-gram
FEWEST = 4  # repeats one after another that are suspicious; one more for single pieces
EXCESS = 1.5  # a target may repeat this much more often than its source

_GRAM = 2
_SHORTEST = 24  # pieces; below it the share of repeated n-grams says nothing
_MOST = 0.5
_MORE = 0.3


def repetition(target: Sequence[int], source: Sequence[int]) -> bool:
    """Whether piece ids `target` run in a loop that piece ids `source` do not explain."""
    if len(target) < FEWEST:
        return False
    if max(Counter(target).values()) >= FEWEST and _runs_in_circles(target, source):
        return True
    share = _repeated_share(target)
    return share > _MOST and share > _repeated_share(source) + _MORE


def _runs_in_circles(target: Sequence[int], source: Sequence[int]) -> bool:
    repeats = longest_run(target)
    return repeats >= FEWEST and repeats > EXCESS * longest_run(source)


def longest_run(ids: Sequence[int]) -> int:
    """The most often that an n-gram follows itself; a single piece counts one less."""
    most = 1
    for n in range(1, min(LONGEST, len(ids) // 2) + 1):
        same = best = 0
        for left, right in zip(ids, ids[n:], strict=False):
            same = same + 1 if left == right else 0
            best = max(best, same)
        most = max(most, best // n + (n > 1))
    return most


def _repeated_share(ids: Sequence[int]) -> float:
    """The share of n-grams that occurred before."""
    total = len(ids) - _GRAM + 1
    if len(ids) < _SHORTEST:
        return 0.0
    grams = zip(*(ids[offset:] for offset in range(_GRAM)), strict=False)
    return 1 - len(set(grams)) / total
