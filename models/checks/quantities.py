"""The numbers of a text, each with everything that it can mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from models.checks import han_numbers, written_numbers
from models.checks.clock import clock
from models.checks.number_phrases import phrases
from models.checks.number_words import SCALES
from models.checks.quantity import Quantity, Reading, Strength, numbers
from models.checks.roman import ROMAN, roman
from models.messages import Span

_DIGITS = re.compile(r"\d+")
_NEXT_WORD = re.compile(r"[\s-]?([^\W\d_]+)")
_DECADE = re.compile(r"['’]?s\b|er\b")
_LOOK_AHEAD = 16  # code points that can belong to the number before them
_LINKING = re.compile(
    r"\s*(?:[-–—/~]|to|and|or|a|e|ou|y|o|u|à|et|bis|und|oder|ed)\s*", re.IGNORECASE
)
_NEVER_AFTER_DIGITS = frozenset(["cent", "cento", "centos", "miles"])  # coins and distances
# Letters that multiply the number before them, unless they are a unit.
_SHORT = MappingProxyType(
    {"k": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "mi": 10**6, "bn": 10**9}
    | {"b": 10**9, "bi": 10**9, "mrd": 10**9, "md": 10**9, "tn": 10**12, "tri": 10**12}
)
_SMALL_FORMS = re.compile("[²³¹⁰⁴-⁹₀-₉½¼¾⅓⅔]")
_SURE_ROMAN = re.compile("[IVX]{2,}")


def quantities(text: str, masked: Sequence[Span] = ()) -> list[Quantity]:
    """All numbers of `text` in order, without those within `masked` places."""
    taken = list(masked)
    found: list[Quantity] = []
    for reader in (_mixed, _written, _numerals, _romans, phrases, _small_forms):
        new = [one for one in reader(text) if _free(one, taken)]
        taken.extend(Span(one.start, one.end) for one in new)
        found.extend(new)
    return _ranges(text, sorted(found, key=lambda one: one.start))


def _free(one: Quantity, taken: Iterable[Span]) -> bool:
    return all(one.end <= span.start or span.end <= one.start for span in taken)


def _mixed(text: str) -> Iterator[Quantity]:
    for found in han_numbers.MIXED.finditer(text):
        value = han_numbers.mixed(written_numbers.plain(found[0]))
        yield Quantity(*found.span(), numbers([value]), Strength.DIGITS)


def _written(text: str) -> Iterator[Quantity]:
    at = 0
    while found := written_numbers.WRITTEN.search(text, at):
        quantity = _quantity(text, found.start(), found.end())
        yield quantity
        at = quantity.end


def _quantity(text: str, start: int, end: int) -> Quantity:
    """A number in digits with the words and letters after it that belong to it."""
    written = written_numbers.plain(text[start:end])
    values = written_numbers.values(written)
    following = text[end : end + _LOOK_AHEAD]
    time = clock(written, following)
    if time.exact:
        return Quantity(start, end + time.length, time.readings, Strength.DIGITS)
    decade = _DECADE.match(following) if _is_round(written) else None
    if decade:
        return Quantity(start, end + decade.end(), numbers(_decade(written)), Strength.DIGITS)
    parts = _parts(text, start, end) if _can_be_parted(written) else ()
    scaled, after = _scaled(text, values, end)
    if after == end:
        scaled = values | _shortened(values, following)
    readings: frozenset[Reading] = numbers(scaled) | time.readings
    return Quantity(start, max(after, end + time.length), readings, Strength.DIGITS, parts)


def _is_round(written: str) -> bool:
    return written.isdigit() and written[-1] == "0"


def _decade(written: str) -> frozenset[Decimal]:
    """1990s is also "the nineties", and 1800s the 19th century."""
    year = Decimal(written)
    century = {year // 100 + 1} if year % 100 == 0 and year >= 100 else set()
    return frozenset({year, year % 100} | century)


def _can_be_parted(written: str) -> bool:
    """Whether separators may part numbers (9.30, 12.05.2020): not those of thousands."""
    whole = Decimal("".join(c for c in written if c.isdigit())).normalize()
    return not written.isdigit() and whole not in written_numbers.values(written)


def _parts(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(
            *run.span(), numbers([Decimal(written_numbers.plain(run[0]))]), Strength.DIGITS
        )
        for run in _DIGITS.finditer(text, start, end)
    )


def _scaled(text: str, values: frozenset[Decimal], end: int) -> tuple[frozenset[Decimal], int]:
    """The values times the words after them ("5 million", "2 mil milhões"), and their end."""
    while found := _NEXT_WORD.match(text, end):
        word = found[1].lower()
        if word not in SCALES or word in _NEVER_AFTER_DIGITS:
            break
        values = frozenset(value * factor for value in values for factor in SCALES[word])
        end = found.end()
    return values, end


def _shortened(values: frozenset[Decimal], following: str) -> frozenset[Decimal]:
    found = _NEXT_WORD.match(following)
    factor = _SHORT.get(found[1].lower()) if found else None
    return frozenset(value * factor for value in values) if factor else frozenset()


def _numerals(text: str) -> Iterator[Quantity]:
    for found in han_numbers.NUMERAL.finditer(text):
        value = han_numbers.numeral(found[0])
        strength = Strength.WORD if len(found[0]) > 1 else Strength.HINT
        yield Quantity(*found.span(), numbers([value]), strength)


def _romans(text: str) -> Iterator[Quantity]:
    for found in ROMAN.finditer(text):
        strength = Strength.WORD if _SURE_ROMAN.fullmatch(found[0]) else Strength.HINT
        yield Quantity(*found.span(), numbers([roman(found[0])]), strength)


def _small_forms(text: str) -> Iterator[Quantity]:
    for found in _SMALL_FORMS.finditer(text):
        value = round(unicodedata.numeric(found[0]), 2)
        yield Quantity(*found.span(), numbers([value]), Strength.HINT)


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """With "5 to 6 million" the first number may be 5 or 5 million."""
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], found[at + 1]
        between = _LINKING.fullmatch(text, one.end, other.start)
        digits = (one.strength, other.strength) == (Strength.DIGITS, Strength.DIGITS)
        if between and digits and text[other.start : other.end][-1].isalpha():
            scales = _scaled(text, frozenset({Decimal(1)}), _digits_end(text, other))[0]
            more = {(unit, value * scale) for unit, value in one.readings for scale in scales}
            found[at] = replace(one, readings=one.readings | more)
    return found


def _digits_end(text: str, one: Quantity) -> int:
    runs = list(_DIGITS.finditer(text, one.start, one.end))
    return runs[-1].end()
