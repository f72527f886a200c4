"""Offsets for Qt: Python counts code points, Qt counts UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Offsets of one text in code points and in UTF-16 units, both ways.

    Code points beyond U+FFFF take two units, all others one, lone surrogates too. Only
    the former are stored, so a text without emoji costs nothing.
    """

    def __init__(self, text: str) -> None:
        self._wide = [found.start() for found in _WIDE.finditer(text)]  # code points
        self._wide_units = [at + n for n, at in enumerate(self._wide)]  # their first units

    def units(self, points: int) -> int:
        """The UTF-16 offset of code point offset `points`."""
        return points + bisect_left(self._wide, points)

    def points(self, units: int) -> int:
        """The code point offset of UTF-16 offset `units`; within a pair, the pair's start."""
        return units - bisect_left(self._wide_units, units)
