"""The weights of one attention head as links between the tokens of a segment."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import mul

from desktop_app.settings import Tokens
from models.messages import Alignment, AttentionKind, Level, Matrix, Piece, Segment, Token

_FLOAT = 4  # bytes


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """One head of one layer, both counted from 0."""

    layer: int
    head: int


def head_of(weights: Matrix, head: Head) -> Matrix:
    """One head's (rows, columns) of all weights (L, H, rows, columns)."""
    _, heads, rows, columns = weights.shape
    size = rows * columns * _FLOAT
    start = (head.layer * heads + head.head) * size
    return Matrix((rows, columns), weights.data[start : start + size])


def closest_head(segment: Segment, weights: Matrix, at: int) -> Head:
    """The head that looks most at what target piece `at` is linked with."""
    links = segment.alignment.pieces.matrix.row(at)
    layers, heads, rows, columns = weights.shape
    values = weights.values()

    def common(head: Head) -> float:
        start = ((head.layer * heads + head.head) * rows + at) * columns
        return float(sum(map(mul, links, values[start : start + columns])))

    every = (Head(layer, head) for layer in range(layers) for head in range(heads))
    return max(every, key=common)


def piece_of(segment: Segment, kind: AttentionKind, tokens: Tokens, token: int) -> int:
    """The piece of a token: a word's first one. Of encoder attention it is a source piece."""
    if tokens is Tokens.PIECES:
        return token
    source = kind is AttentionKind.ENCODER
    pieces = segment.source_pieces if source else segment.target_pieces
    words = segment.alignment.words
    word = (words.source if source else words.target)[token]
    inside = (at for at, piece in enumerate(pieces) if piece.start < piece.end > word.start)
    return next(inside, 0)


def fits(segment: Segment, kind: AttentionKind, weights: Matrix) -> bool:
    """Whether rows and columns are the segment's own pieces.

    They are not where a first model wrote what a second one read.
    """
    pieces = {True: len(segment.source_pieces), False: len(segment.target_pieces)}
    rows, columns = (pieces[is_source] for is_source in _sources(kind))
    return weights.shape[2:] == (rows, columns)


def realigned(segment: Segment, weights: Matrix, head: Head) -> Alignment:
    """The segment's links as one head of cross attention gives them."""
    alignment = segment.alignment
    pieces = head_of(weights, head)
    words = _by_words(
        pieces,
        _shares(segment.target_pieces, alignment.words.target),
        _shares(segment.source_pieces, alignment.words.source),
    )
    return replace(
        alignment,
        words=replace(alignment.words, matrix=words),
        pieces=replace(alignment.pieces, matrix=pieces),
    )


def self_level(
    segment: Segment, kind: AttentionKind, weights: Matrix, head: Head, tokens: Tokens
) -> Level:
    """One head of self-attention: rows look at columns of the same text."""
    source = kind is AttentionKind.ENCODER
    alignment = segment.alignment
    level = alignment.words if tokens is Tokens.WORDS else alignment.pieces
    own = level.source if source else level.target
    matrix = head_of(weights, head)
    if not source:
        matrix = _without_start(matrix)
    if tokens is Tokens.WORDS:
        pieces = segment.source_pieces if source else segment.target_pieces
        shares = _shares(pieces, own)
        matrix = _by_words(matrix, shares, shares)
    return Level(own, own, matrix)


def _sources(kind: AttentionKind) -> tuple[bool, bool]:
    """Whether rows and columns are of the source."""
    both = kind is AttentionKind.ENCODER
    return both, both or kind is AttentionKind.CROSS


def _without_start(matrix: Matrix) -> Matrix:
    """A decoder's columns are its inputs: the start, then all pieces but the last."""
    rows, columns = matrix.shape
    made = array("f")
    for row in range(rows):
        made.extend(matrix.row(row)[1:])
        made.append(0.0)
    return Matrix((rows, columns), made.tobytes())


Shares = Sequence[Sequence[tuple[int, float]]]  # of each word: its pieces and their shares


def _shares(pieces: Sequence[Piece], words: Sequence[Token]) -> Shares:
    """Which pieces lie in each word, and with which share of their code points."""
    found: list[list[tuple[int, float]]] = [[] for _ in words]
    first = 0
    for at, piece in enumerate(pieces):
        while first < len(words) and words[first].end <= piece.start:
            first += 1
        word = first
        while word < len(words) and words[word].start < piece.end:
            common = min(piece.end, words[word].end) - max(piece.start, words[word].start)
            if common > 0:
                found[word].append((at, common / (piece.end - piece.start)))
            word += 1
    return found


def _by_words(pieces: Matrix, rows: Shares, columns: Shares) -> Matrix:
    """A column word gets the sum over its pieces, a row word the mean over its own."""
    made = array("f")
    for row in rows:
        whole = sum(share for _, share in row) or 1.0
        lines = [(pieces.row(at), share / whole) for at, share in row]
        for column in columns:
            made.append(
                sum(line[at] * part * share for line, part in lines for at, share in column)
            )
    return Matrix((len(rows), len(columns)), made.tobytes())
