"""Numbers in Chinese, Japanese and Korean text: 三百二十, 5万, 3億5000万, 二〇二四."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

_DIGITS: Mapping[str, int] = MappingProxyType(
    {c: at for at, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
)
_SMALL: Mapping[str, int] = MappingProxyType({"十": 10, "百": 100, "千": 1000})
_LARGE: Mapping[str, int] = MappingProxyType(
    {"万": 10**4, "萬": 10**4, "만": 10**4, "亿": 10**8, "億": 10**8, "억": 10**8}
    | {"兆": 10**12, "조": 10**12}
)
_NUMERALS = "".join(_DIGITS) + "".join(_SMALL) + "".join(_LARGE)

MIXED = re.compile(
    rf"\d[\d.,]*\s?[{''.join(_SMALL)}]?[{''.join(_LARGE)}]"
    rf"(?:\d[\d,]*[{''.join(_SMALL)}]?[{''.join(_LARGE)}]?)*|\d[\d.,]*[{''.join(_SMALL)}]"
)
NUMERAL = re.compile(f"[{_NUMERALS}]+")
_PART = re.compile(rf"(\d[\d.,]*)\s?([{_NUMERALS}]*)")


def mixed(text: str) -> Decimal:
    """The value of digits with numerals between them, as in 3億5000万."""
    total = Decimal(0)
    for digits, units in _PART.findall(text):
        factor = Decimal(1)
        for unit in units:
            factor *= _SMALL.get(unit) or _LARGE[unit]
        total += Decimal(digits.replace(",", "").strip(".")) * factor
    return total


def numeral(text: str) -> int:
    """The value of numerals alone, by their places (二〇二四) or by their units (三百二十)."""
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SMALL:
            section += (digit or 1) * _SMALL[c]
            digit = 0
        else:
            total += ((section + digit) or 1) * _LARGE[c]
            section = digit = 0
    return total + section + digit
