"""A number in a text, and when two numbers are the same."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# What is counted and how much: ("number", 1990) or, in minutes after midnight, ("time", 570).
Reading = tuple[str, Decimal]


class Strength(enum.Enum):
    """How much a number that has no partner says."""

    DIGITS = "digits"  # written in digits: it has to be on the other side
    WORD = "word"  # a word that is a number: it may be gone, but not become another
    HINT = "hint"  # may be something else: good for being a partner alone


@dataclass(frozen=True, slots=True)
class Quantity:
    """Code points start..end of a text and all that they can mean.

    `parts` are the numbers within one whose separators may be read in other ways: 9.30, 3:2.
    """

    start: int
    end: int
    readings: frozenset[Reading]
    strength: Strength
    parts: tuple[Quantity, ...] = ()

    def equals(self, other: Quantity) -> bool:
        """Whether both can mean the same."""
        return not self.readings.isdisjoint(other.readings)


def numbers(values: Iterable[Decimal | float]) -> frozenset[Reading]:
    """The readings of plain numbers."""
    return frozenset(("number", Decimal(value).normalize()) for value in values)
