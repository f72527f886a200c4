"""From rows of attention to the alignment of a pair: pieces to words, one direction or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.joining import Join, joined
from models.link_strength import balanced, of_text
from models.messages import Alignment, Level, Matrix, Piece, Span, Token

Floats = NDArray[np.float32]

# A link needs this strength. The error rate of the students' guided head on the 105 pairs of
# XL-WA dev is about the same from 0.42 to 0.48, in either direction and for both together.
LINK_THRESHOLD = 0.45


def overlap(pieces: Sequence[Span | Piece], words: Sequence[Span]) -> Floats:
    """(pieces, words): which share of each piece's code points lies in each word.

    Both are in text order; pieces with empty spans belong to no word.
    """
    shares = np.zeros((len(pieces), len(words)), np.float32)
    first = 0
    for at, piece in enumerate(pieces):
        while first < len(words) and words[first].end <= piece.start:
            first += 1
        word = first
        while word < len(words) and words[word].start < piece.end:
            common = min(piece.end, words[word].end) - max(piece.start, words[word].start)
            if common > 0:
                shares[at, word] = common / (piece.end - piece.start)
            word += 1
    return shares


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


@dataclass(frozen=True)
class Side:
    """One side of a pair: its text, its pieces and its words."""

    text: str
    pieces: Sequence[Piece]
    words: Sequence[Span]

    def piece_tokens(self) -> tuple[Token, ...]:
        """The pieces as tokens, with the model's certainty on the target side."""
        return tuple(
            Token(
                self.text[piece.start : piece.end] or piece.text,
                piece.start,
                piece.end,
                None if piece.logprob is None else float(np.exp(piece.logprob)),
            )
            for piece in self.pieces
        )

    def word_tokens(self, shares: Floats) -> tuple[Token, ...]:
        """The words as tokens; certainty is the product over the word's pieces."""
        least = float(np.finfo(np.float32).min) / max(len(self.pieces), 1)
        logprobs = np.array([max(piece.logprob or 0.0, least) for piece in self.pieces])
        known = any(piece.logprob is not None for piece in self.pieces)
        sums = logprobs @ (shares > 0)
        return tuple(
            Token(
                self.text[word.start : word.end],
                word.start,
                word.end,
                float(np.exp(sums[at])) if known else None,
            )
            for at, word in enumerate(self.words)
        )


@dataclass(frozen=True)
class Strengths:
    """Link strengths (T, S) of a pair's words and of its pieces."""

    words: Floats
    pieces: Floats


def strengths(source: Side, target: Side, rows: Floats) -> Strengths:
    """Link strengths from rows (T, S) of attention that belong to the target's pieces."""
    inside = of_text(rows, in_text(source.pieces), in_text(target.pieces))
    shares = (overlap(side.pieces, side.words) for side in (source, target))
    return Strengths(balanced(word_matrix(inside, *shares)), balanced(inside))


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
        words=Level(
            source.word_tokens(overlap(source.pieces, source.words)),
            target.word_tokens(overlap(target.pieces, target.words)),
            matrix_of(found.words),
        ),
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
