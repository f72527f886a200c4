"""What a number written in digits can mean: `1.234` is 1234 to some and 1.234 to others."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

BLANKS = "\u0020\u00a0\u2009\u202f"
_MARKS = ".,'’:·٫٬．，"
# Digits of any script; groups of three after blanks belong to one number.
WRITTEN = re.compile(
    rf"\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[{_MARKS}]\d+)*"
)

_SEPARATOR = re.compile(r"\D")
_EQUAL = str.maketrans(
    {"٫": ",", "٬": "'", "．": ".", "，": ",", "’": "'"} | dict.fromkeys(BLANKS, " ")
)
_GROUPING = re.compile(r"\d{1,3}(?:\d{3})*")


def plain(text: str) -> str:
    """The text with every decimal digit as 0 to 9 and one form of each separator."""
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return "".join(digits).translate(_EQUAL)


def values(text: str) -> frozenset[Decimal]:
    """Every number that the digits and separators can stand for; none for 12.05.2020."""
    parts = _SEPARATOR.split(text)
    marks = _SEPARATOR.findall(text)
    if not marks:
        return frozenset({Decimal(text)})
    whole = Decimal("".join(parts))
    found = set()
    if len(set(marks)) == 1 and marks[0] != ":" and _are_groups(parts):
        found.add(whole)
    fraction = marks[-1] in ".,·" and (len(marks) == 1 or marks[-1] not in marks[:-1])
    if fraction and (len(parts) == 2 or _are_groups(parts[:-1])):
        found.add(whole.scaleb(-len(parts[-1])))
    return frozenset(value.normalize() for value in found)


def _are_groups(parts: list[str]) -> bool:
    """Groups of three digits, or of two before the last as in 12,34,567."""
    first, *rest = parts
    if not 1 <= len(first) <= 3 or not rest or len(rest[-1]) != 3:
        return False
    return {len(part) for part in rest[:-1]} in (set(), {2}, {3})
