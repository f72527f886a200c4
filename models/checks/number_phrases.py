"""Numbers said in words, also in several: "two hundred and fifty", "vinte e cinco"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.checks.number_words import CARDINALS, CONNECTORS, MONTHS, RELATED, SCALES
from models.checks.quantity import Quantity, Strength, numbers

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BETWEEN = re.compile(r"[\s-]*")
_HOMONYMS = frozenset(("may", "march", "mars", "mai"))  # months only with a capital
_LEAST_EVIDENT = 3  # one and two are articles and adverbs too often


@dataclass(frozen=True, slots=True)
class _Said:
    """A number word: its place and what it can mean."""

    start: int
    end: int
    values: tuple[float, ...]
    scale: bool
    evident: bool


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number while its words are read: finished thousands, and the part below them."""

    total: float = 0
    current: float = 0

    @property
    def value(self) -> float:
        return self.total + self.current

    def then(self, word: _Said) -> _Sum | None:
        """The number with one more word, or None where that begins another number."""
        value = word.values[0]
        if word.scale:
            return self._times(value)
        if self.current == 0 or _continues(self.current, value):
            return _Sum(self.total, self.current + value)
        return None

    def _times(self, scale: float) -> _Sum | None:
        if scale <= 100:
            return _Sum(self.total, (self.current or 1) * scale) if self.current < 100 else None
        if self.current == 0 and 0 < self.total < scale:
            return _Sum(self.total * scale)
        if self.total % (scale * 1000):
            return None
        return _Sum(self.total + (self.current or 1) * scale)


def _continues(current: float, value: float) -> bool:
    """Whether "twenty" may be followed by "five", and French "soixante" by "douze"."""
    if value < 1:
        return False
    if current % 100 == 0:
        return value < 100
    tens = current % 100
    return (value < 10 and tens >= 20 and tens % 10 == 0) or (tens in (60, 80) and value < 20)


def phrases(text: str) -> Iterator[Quantity]:
    """Every number in words, and the months."""
    group: list[_Said] = []
    after = 0  # where the last word ended that the number can go on from
    for start, end, word in _words(text):
        near = bool(group) and _BETWEEN.fullmatch(text, after, start) is not None
        if near and _connects(word, group):
            after = end
            continue
        said = _said(text, start, end, word)
        if group and not (said and near and _sum([*group, said])):
            # "two million and three million" is read on until the second million.
            back = bool(said and near and said.scale and not group[-1].scale and len(group) > 1)
            last = group[-1]
            yield _quantity(group[:-1] if back else group)
            group = [last] if back else []
        if said:
            group.append(said)
            after = end
    if group:
        yield _quantity(group)


def _connects(word: str, group: list[_Said]) -> bool:
    return word in CONNECTORS or (word == "a" and group[-1].values[0] < 1)  # half a million


def _sum(group: list[_Said]) -> _Sum | None:
    amount: _Sum | None = _Sum()
    for said in group:
        amount = amount.then(said) if amount else None
    return amount


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Words in small letters; one with hyphens is cut unless it is a number as a whole."""
    for found in _WORD.finditer(text):
        word = found[0].lower()
        if "-" not in word or word in CARDINALS:
            yield found.start(), found.end(), word
            continue
        at = found.start()
        for part in word.split("-"):
            yield at, at + len(part), part
            at += len(part) + 1


def _said(text: str, start: int, end: int, word: str) -> _Said | None:
    if word in SCALES:
        return _Said(start, end, SCALES[word], scale=True, evident=True)
    if word in CARDINALS:
        return _Said(start, end, (CARDINALS[word],), scale=False, evident=True)
    values = RELATED.get(word, ())
    if not values and word in MONTHS and (word not in _HOMONYMS or text[start].isupper()):
        values = (MONTHS[word],)
    return _Said(start, end, values, scale=False, evident=False) if values else None


def _quantity(group: list[_Said]) -> Quantity:
    amount = (_sum(group) or _Sum()).value
    values = {amount}
    for word in group:
        values |= {amount / word.values[0] * other for other in word.values[1:]}
    evident = (
        all(word.evident for word in group)
        and not (len(group) == 1 and group[0].scale)
        and amount >= _LEAST_EVIDENT
    )
    strength = Strength.WORD if evident else Strength.HINT
    return Quantity(group[0].start, group[-1].end, numbers(values), strength)
