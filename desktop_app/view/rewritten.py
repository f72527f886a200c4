"""A segment whose translation has become another: put where the old one stands. No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from models.messages import Alignment, Level, Matrix, Piece, Segment, Token


def unlinked(segment: Segment, target: str) -> Segment:
    """The segment with a translation of which nothing is known."""
    return replace(
        segment,
        target=target,
        target_pieces=(),
        notes=(),
        alignment=replace(
            segment.alignment,
            words=_unlinked(segment.alignment.words),
            pieces=_unlinked(segment.alignment.pieces),
        ),
    )


def _unlinked(level: Level) -> Level:
    return Level(level.source, (), Matrix((0, len(level.source)), b""))


def has_words(segment: Segment) -> bool:
    """Whether it is known what the translation is made of, or there is none."""
    return bool(segment.alignment.words.target) or not segment.target.strip()


def in_place_of(old: Segment, found: Segment) -> Segment:
    """What was `found` where `old` stands, with the blanks that are written around it."""
    by = len(old.target) - len(old.target.lstrip()) if old.target != found.target else 0
    words, pieces = found.alignment.words, found.alignment.pieces
    return replace(
        found,
        start=old.start,
        before=old.before,
        target=old.target,
        target_pieces=_moved_pieces(found.target_pieces, by),
        alignment=Alignment(
            replace(words, target=_moved(words.target, by)),
            replace(pieces, target=_moved(pieces.target, by)),
            found.alignment.threshold,
        ),
    )


def placed(old: Segment, found: Segment) -> Segment:
    """Another translation of the same sentence, where the old one stands in its document."""
    return replace(found, start=old.start, before=old.before)


def _moved(tokens: Sequence[Token], by: int) -> tuple[Token, ...]:
    return tuple(each._replace(start=each.start + by, end=each.end + by) for each in tokens)


def _moved_pieces(pieces: Sequence[Piece], by: int) -> tuple[Piece, ...]:
    return tuple(each._replace(start=each.start + by, end=each.end + by) for each in pieces)


def first_piece(segment: Segment, token: Token) -> int | None:
    """The number of the target piece that a word begins with."""
    for number, piece in enumerate(segment.target_pieces):
        if piece.start < piece.end and piece.end > token.start:
            return number if token.start < token.end else None
    return None


def own_words(typed: str, target: str, at: int) -> str:
    """What was typed, with blanks where the words of `target` have them at letter `at`."""
    if at:
        opens = target[at - 1].isspace()
        spaced = opens or " " in target
    else:
        opens = spaced = " " in target or not _is_wide(target[:1])
    return f"{' ' if opens else ''}{typed.strip()}{' ' if spaced else ''}"


def _is_wide(letter: str) -> bool:
    return bool(letter) and unicodedata.east_asian_width(letter) in "WF"
