"""Where a token is: which sentence, which side, which number. No Qt."""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.settings import Tokens
from models.messages import Level, Segment, Token, Utf16Map


class Side(enum.Enum):
    """The text that is read or the one that is written."""

    SOURCE = "source"
    TARGET = "target"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.TARGET if self is Side.SOURCE else Side.SOURCE


@dataclass(frozen=True, slots=True)
class Place:
    """Token `token` on one side of segment `segment`."""

    segment: int
    side: Side
    token: int


@dataclass(frozen=True, slots=True)
class Partner:
    """A token of the other side, and how strong the link is."""

    token: int
    probability: float


def level_of(segment: Segment, tokens: Tokens) -> Level:
    """The segment's words or pieces with their links."""
    alignment = segment.alignment
    return alignment.words if tokens is Tokens.WORDS else alignment.pieces


def tokens_of(level: Level, side: Side) -> tuple[Token, ...]:
    """The tokens of one side."""
    return level.source if side is Side.SOURCE else level.target


def partners(level: Level, side: Side, token: int, minimum: float) -> tuple[Partner, ...]:
    """The linked tokens of the other side, the strongest first."""
    matrix = level.matrix
    line = matrix.row(token) if side is Side.TARGET else matrix.column(token)
    found = [Partner(at, value) for at, value in enumerate(line) if value >= minimum]
    return tuple(sorted(found, key=lambda each: -each.probability))


def token_at(tokens: Sequence[Token], offset: int, at_end: bool) -> int | None:
    """The token that holds the letter at `offset`; with `at_end` also one that ends there."""
    touching = None
    for number, token in enumerate(tokens):
        if token.start <= offset < token.end:
            return number
        if at_end and token.start < token.end == offset:
            touching = number
    return touching


class Reading:
    """The finished segments of one source text, found by their place in it.

    Positions are Qt's: UTF-16 units of the whole source text.
    """

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._map: Utf16Map | None = None
        self._starts: list[int] = []  # code points
        self.segments: list[Segment] = []

    def add(self, segment: Segment) -> None:
        """Append the next segment of the document."""
        self._starts.append(segment.start)
        self.segments.append(segment)

    def replace(self, index: int, segment: Segment) -> None:
        """Let another translation stand for a finished segment."""
        self.segments[index] = segment

    def has(self, place: Place, tokens: Tokens) -> bool:
        """Whether there is such a token."""
        if place.segment >= len(self.segments):
            return False
        level = level_of(self.segments[place.segment], tokens)
        return place.token < len(tokens_of(level, place.side))

    def find_word(self, text: str) -> Place | None:
        """The first source word that reads so."""
        for index, segment in enumerate(self.segments):
            for number, token in enumerate(segment.alignment.words.source):
                if token.text == text:
                    return Place(index, Side.SOURCE, number)
        return None

    def segment_at(self, units: int) -> int | None:
        """The segment at or before a position; none where nothing is finished yet."""
        points = self._units_map().points(units)
        index = bisect_right(self._starts, points) - 1
        last = len(self.segments) - 1
        if index == last and last >= 0 and not self._reaches(last, points):
            return None
        return max(index, 0) if self.segments else None

    def _reaches(self, index: int, points: int) -> bool:
        """Whether nothing but white space lies between the segment's end and `points`."""
        end = self._starts[index] + len(self.segments[index].source)
        return points <= end or not self._text[end:points].strip()

    def place_at(self, units: int, tokens: Tokens, at_end: bool) -> Place | None:
        """The source token at a position."""
        points = self._units_map().points(units)
        index = bisect_right(self._starts, points) - 1
        if index < 0:
            return None
        found = self.token_in(index, Side.SOURCE, points - self._starts[index], tokens, at_end)
        return Place(index, Side.SOURCE, found) if found is not None else None

    def token_in(
        self, index: int, side: Side, offset: int, tokens: Tokens, at_end: bool
    ) -> int | None:
        """The token at a code point of one segment's source or target."""
        level = level_of(self.segments[index], tokens)
        return token_at(tokens_of(level, side), offset, at_end)

    def source_span(self, place: Place, tokens: Tokens) -> tuple[int, int]:
        """From where to where a source token lies."""
        token = level_of(self.segments[place.segment], tokens).source[place.token]
        start = self._starts[place.segment]
        units = self._units_map()
        return units.units(start + token.start), units.units(start + token.end)

    def source_range(self, index: int, start: int, end: int) -> tuple[int, int]:
        """From where to where code points `start` to `end` of a segment's source lie."""
        units, first = self._units_map(), self._starts[index]
        return units.units(first + start), units.units(first + end)

    def source_start(self, index: int) -> int:
        """Where a segment begins in the source."""
        return self._units_map().units(self._starts[index])

    def _units_map(self) -> Utf16Map:
        self._map = self._map or Utf16Map(self._text)  # only when somebody points at a word
        return self._map
