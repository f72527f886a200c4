"""ROUGE (Lin 2004): how much of a reference an output shares, as F1 from 0 to 100."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words that are compared: letters and digits, without case."""
    return WORD.findall(text.casefold())


def rouge_n(output: str, reference: str, n: int) -> float:
    """ROUGE-N: runs of n words that both have."""
    found, wanted = _runs(output, n), _runs(reference, n)
    return _f1((found & wanted).total(), found.total(), wanted.total())


def rouge_l(output: str, reference: str) -> float:
    """ROUGE-L: the longest common subsequence of words."""
    found, wanted = words_of(output), words_of(reference)
    return _f1(_common(found, wanted), len(found), len(wanted))


def _runs(text: str, n: int) -> Counter[tuple[str, ...]]:
    words = words_of(text)
    return Counter(tuple(words[at : at + n]) for at in range(len(words) - n + 1))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    before = [0] * (len(other) + 1)
    for word in one:
        now = [0]
        for at, place in enumerate(other):
            now.append(before[at] + 1 if word == place else max(before[at + 1], now[at]))
        before = now
    return before[-1]


def _f1(common: int, found: int, wanted: int) -> float:
    return 200 * common / (found + wanted) if found + wanted else 0.0
