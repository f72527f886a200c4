"""From rows of attention to the alignment of a pair: pieces to words, one direction or two."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from math import exp

import numpy as np
from numpy.typing import NDArray

from models.joining import Join, joined
from models.link_strength import SHARPNESS, balanced, of_text
from models.messages import Alignment, Level, Matrix, Piece, Span, Token
from models.nets.native import Extents, native

Floats = NDArray[np.float32]

# A link needs this strength. The error rate of the students' guided head on the 105 pairs of
# XL-WA dev is about the same from 0.42 to 0.48, in either direction and for both together.
LINK_THRESHOLD = 0.45


def overlap(pieces: Sequence[Span | Piece], words: Sequence[Span]) -> Floats:
    """(pieces, words): which share of each piece's code points lies in each word.

    Both are in text order; pieces with empty spans belong to no word.
    """
    starts, ends = _edges(pieces)
    opens, closes = _edges(words)
    common = np.minimum(ends[:, None], closes) - np.maximum(starts[:, None], opens)
    return np.maximum(common, 0) / np.maximum(ends - starts, 1)[:, None]  # type: ignore[no-any-return]


def _edges(spans: Sequence[Span | Piece]) -> tuple[Floats, Floats]:
    # Starts and ends; float32 is exact for texts of up to 16 million code points.
    return (
        np.array([span.start for span in spans], np.float32),
        np.array([span.end for span in spans], np.float32),
    )


def word_matrix(pieces: Floats, source: Floats, target: Floats) -> Floats:
    """(T, S) of pieces -> (target words, source words).

    A source word gets the sum over its pieces, a target word the mean over its own
    (Kobayashi et al. 2020). `source` and `target` are overlaps.
    """
    parts = target.sum(axis=0)[:, None]
    return (target.T @ pieces @ source) / np.maximum(parts, 1e-9)  # type: ignore[no-any-return]


def matrix_of(values: Floats) -> Matrix:
    """A matrix that may cross to the window."""
    contiguous = np.ascontiguousarray(values, dtype=np.float32)
    return Matrix(contiguous.shape, contiguous.tobytes())


def _extents(spans: Sequence[Span | Piece]) -> array[int]:
    return array("i", [edge for span in spans for edge in (span.start, span.end)])


@dataclass(frozen=True)
class Side:
    """One side of a pair: its text, its pieces and its words."""

    text: str
    pieces: Sequence[Piece]
    words: Sequence[Span]

    @cached_property
    def shares(self) -> Floats:
        """(pieces, words): see `overlap`."""
        return overlap(self.pieces, self.words)

    @property
    def extents(self) -> Extents:
        """Where its pieces and its words start and end, one after the other."""
        return _extents(self.pieces), _extents(self.words)

    def piece_tokens(self) -> tuple[Token, ...]:
        """The pieces as tokens, with the model's certainty on the target side."""
        return tuple(
            Token(
                self.text[piece.start : piece.end] or piece.text,
                piece.start,
                piece.end,
                None if piece.logprob is None else exp(piece.logprob),
            )
            for piece in self.pieces
        )

    def word_tokens(self) -> tuple[Token, ...]:
        """The words as tokens; certainty is the product over the word's pieces."""
        known = any(piece.logprob is not None for piece in self.pieces)
        certainties = self._certainties() if known else repeat(None)
        return tuple(
            Token(self.text[start:end], start, end, certainty)
            for (start, end), certainty in zip(self.words, certainties, strict=False)
        )

    def _certainties(self) -> list[float]:
        # One for each word; pieces and words are in text order.
        logprobs = [0.0] * len(self.words)
        first = 0
        for piece in self.pieces:
            if piece.start >= piece.end:
                continue
            while first < len(self.words) and self.words[first].end <= piece.start:
                first += 1
            for at in range(first, len(self.words)):
                if self.words[at].start >= piece.end:
                    break
                logprobs[at] += piece.logprob or 0.0
        return list(map(exp, logprobs))


@dataclass(frozen=True)
class Strengths:
    """Link strengths (T, S) of a pair's words and of its pieces."""

    words: Floats
    pieces: Floats


def strengths(source: Side, target: Side, rows: Floats) -> Strengths:
    """Link strengths from rows (T, S) of attention that belong to the target's pieces."""
    kernels = native()
    if kernels is not None:
        return Strengths(*kernels.linked(rows, source.extents, target.extents, SHARPNESS))
    return strengths_here(source, target, rows)


def strengths_here(source: Side, target: Side, rows: Floats) -> Strengths:
    """The same without compiled kernels."""
    inside = of_text(rows, in_text(source.pieces), in_text(target.pieces))
    words = word_matrix(inside, source.shares, target.shares)
    return Strengths(balanced(words), balanced(inside))


def in_text(pieces: Sequence[Piece]) -> NDArray[np.bool_]:
    """Which pieces stand for text, not for a language, an end or a blank."""
    return np.array([piece.start < piece.end for piece in pieces], np.bool_)


@dataclass(frozen=True)
class Backward:
    """The same pair read by a checkpoint of the other direction: its rows are source pieces.

    `rows` is (S', T') over its own pieces of the source and of the target.
    """

    source_pieces: Sequence[Piece]
    target_pieces: Sequence[Piece]
    rows: Floats

    def strengths(self, source: Side, target: Side) -> Strengths:
        """Those of the words, and of the forward direction's pieces by shared code points."""
        own = strengths(
            Side(target.text, self.target_pieces, target.words),
            Side(source.text, self.source_pieces, source.words),
            self.rows,
        )
        to_source = overlap(source.pieces, spans(self.source_pieces))
        to_target = overlap(target.pieces, spans(self.target_pieces))
        pieces = np.asarray(to_target @ own.pieces.T @ to_source.T, np.float32)
        return Strengths(own.words.T, pieces)


def spans(pieces: Sequence[Piece]) -> list[Span]:
    """Where the pieces lie."""
    return [Span(piece.start, piece.end) for piece in pieces]


def align(
    source: Side,
    target: Side,
    attention: Floats,
    backward: Backward | None = None,
    join: Join = Join.MEAN,
) -> Alignment:
    """The alignment of a pair from rows (T, S) that belong to its target pieces.

    With `backward` the links of both directions are joined.
    """
    found = strengths(source, target, attention)
    if backward is not None:
        back = backward.strengths(source, target)
        found = Strengths(
            joined(found.words, back.words, join, LINK_THRESHOLD),
            joined(found.pieces, back.pieces, join, LINK_THRESHOLD),
        )
    return Alignment(
        words=Level(source.word_tokens(), target.word_tokens(), matrix_of(found.words)),
        pieces=Level(source.piece_tokens(), target.piece_tokens(), matrix_of(found.pieces)),
        threshold=LINK_THRESHOLD,
    )


def compose(second: Floats, middle: Floats, first: Floats) -> Floats:
    """Rows of a pivot: (T2, S2) x (S2, T1) x (T1, S1) -> (T2, S1).

    `middle` is the overlap of the second source's pieces with the first target's.
    """
    return np.ascontiguousarray(second @ middle @ first, dtype=np.float32)


def block_diagonal(blocks: Sequence[Floats]) -> Floats:
    """Matrices side by side that have nothing to do with each other."""
    rows, columns = (sum(block.shape[axis] for block in blocks) for axis in (0, 1))
    whole = np.zeros((rows, columns), np.float32)
    row = column = 0
    for block in blocks:
        whole[row : row + block.shape[0], column : column + block.shape[1]] = block
        row, column = row + block.shape[0], column + block.shape[1]
    return whole
