"""A segment and what it is made of: pieces, words, links.

All offsets count Unicode code points of the text they belong to. What there is one of for
every piece or word is a named tuple: a frozen dataclass takes two and a half times as long to
make, and a page has ten thousand of them.
"""

from __future__ import annotations

import enum
from array import array
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Code points start..end of a text, end excluded."""

    start: int
    end: int


class Piece(NamedTuple):
    """A subword of a segment; language and end tokens have empty spans.

    `logprob` is the natural logarithm of the model's probability after the rules;
    None on the source side.
    """

    text: str
    start: int
    end: int
    id: int
    logprob: float | None = None


class Token(NamedTuple):
    """What one can click: a word or a piece, with its place in the segment's text.

    `certainty` is the probability in 0..1 that the model gave to it; None on the source side.
    """

    text: str
    start: int
    end: int
    certainty: float | None = None


class Link(NamedTuple):
    """Token `source` of the source and token `target` of the target belong together."""

    source: int
    target: int
    probability: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """A float32 array of any shape in row-major order, as plain bytes."""

    shape: tuple[int, ...]
    data: bytes

    def values(self) -> memoryview[float]:
        """All numbers in row-major order, without a copy."""
        return memoryview(self.data).cast("f")

    def at(self, row: int, column: int) -> float:
        """The number at (row, column) of a two-dimensional matrix."""
        return self.values()[row * self.shape[1] + column]

    def row(self, row: int) -> memoryview[float]:
        """The numbers of one row of a two-dimensional matrix, without a copy."""
        width = self.shape[1]
        return self.values()[row * width : (row + 1) * width]

    def column(self, column: int) -> memoryview[float]:
        """The numbers of one column of a two-dimensional matrix, without a copy."""
        return self.values()[column :: self.shape[1]]

    @staticmethod
    def of(rows: list[list[float]], columns: int) -> Matrix:
        """A (len(rows), columns) matrix."""
        return Matrix(
            (len(rows), columns), array("f", [x for row in rows for x in row]).tobytes()
        )


@dataclass(frozen=True, slots=True)
class Level:
    """Links at one level, words or pieces: `matrix` is (target tokens, source tokens).

    Cell (t, s) is how strongly target token t and source token s are linked, from 0 to 1: the
    mean of the share that each has of the other (`models.link_strength`). A row need not sum
    to 1: a word of two partners has both, and what went to nothing is missing.
    """

    source: tuple[Token, ...]
    target: tuple[Token, ...]
    matrix: Matrix

    def links(self, minimum: float) -> tuple[Link, ...]:
        """Every cell of at least `minimum`, by source, then target."""
        values, width = self.matrix.values(), len(self.source)
        found = [
            Link(at % width, at // width, p) for at, p in enumerate(values) if p >= minimum
        ]
        return tuple(sorted(found, key=lambda link: (link.source, link.target)))


@dataclass(frozen=True, slots=True)
class Alignment:
    """Links of one segment. `threshold` is what decides a word link (tuned on gold links)."""

    words: Level
    pieces: Level
    threshold: float


class Note(enum.Enum):
    """What a user should know of a segment's translation."""

    REPETITION = "repetition"  # a loop was found and the sentence was translated again
    REPEATS = "repeats"  # a loop was found and stayed
    CUT = "cut"  # the length limit was reached before the end token
    UNTRANSLATED = "untranslated"  # nothing the model can translate: passed through
    UNLINKED = "unlinked"  # the model has no attention: nothing is known of links


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One of several outputs of a segment: its text, its ids and the search's score."""

    target: str
    ids: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence in, its output out.

    `start` is the sentence's offset in the document; `before` is the document's text
    between the previous sentence (or the start) and this one, kept letter for letter.
    Piece and word offsets count from the start of `source` and of `target`.
    `score` is the search's: log-probability by length. `hypotheses` are the outputs that were
    asked for, best first; `target` is the first of them.
    """

    start: int
    before: str
    source: str
    target: str
    score: float
    source_pieces: tuple[Piece, ...]
    target_pieces: tuple[Piece, ...]
    alignment: Alignment
    notes: tuple[Note, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
