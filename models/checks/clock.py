"""Times of day: 9:30 pm, 21h30, 21.30 Uhr and 2130 UTC are one time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from models.checks.quantity import Reading

_DAY = 24 * 60
_WRITTEN = re.compile(r"(\d{1,2})(?:([:.])(\d{2}))?")
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_MINUTES = re.compile(r"\s?h\s?(\d{2})\b(?!\s?h)", re.IGNORECASE)
_HALF_DAY = re.compile(r"(?:\s|-)?([ap])(?:\.\s?m\.?|m\b)", re.IGNORECASE)
_HOURS = re.compile(
    r"\s?(?:h\b|hs\b|hrs?\b|hours?\b|horas?\b|heures?\b|uhr\b|ore\b|o['’]clock|[点點时時])",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s?(?:UTC|GMT|Z\b|h(?:ou)?rs\b|h\b|horas\b|hours\b)")


@dataclass(frozen=True, slots=True)
class Clock:
    """What a number means as a time; `length` code points after it belong to it.

    `exact` is a time that says which half of the day.
    """

    readings: frozenset[Reading] = frozenset()
    length: int = 0
    exact: bool = False


def clock(written: str, following: str) -> Clock:
    """`written` has plain digits; `following` is the text after it."""
    military = _MILITARY.fullmatch(written)
    if military:
        zone = written[0] == "0" or _ZONE.match(following)
        return Clock(_times(int(military[1]), int(military[2]), False)) if zone else Clock()
    found = _WRITTEN.fullmatch(written)
    if not found or int(found[1]) > 24 or int(found[3] or 0) > 59:
        return Clock()
    hour, minute = int(found[1]), int(found[3] or 0)
    half = _HALF_DAY.match(following)
    if half and hour <= 12:
        return Clock(_exact(hour, minute, half[1] in "pP"), half.end(), exact=True)
    later = None if found[2] else _MINUTES.match(following)
    if later and int(later[1]) < 60:
        return Clock(_times(hour, int(later[1]), True), later.end())
    if found[2] == ":" or _HOURS.match(following):
        return Clock(_times(hour, minute, True))
    return Clock()


def _exact(hour: int, minute: int, evening: bool) -> frozenset[Reading]:
    full = hour % 12 + 12 * evening
    alone = {("number", Decimal(one)) for one in (hour, full)} if not minute else set()
    return _times(full, minute, False) | alone


def _times(hour: int, minute: int, either_half: bool) -> frozenset[Reading]:
    at = (hour * 60 + minute) % _DAY
    found = {at, (at + _DAY // 2) % _DAY} if either_half and hour <= 12 else {at}
    return frozenset(("time", Decimal(one)) for one in found)
