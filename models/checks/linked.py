"""How strongly two places of a segment are linked."""

from __future__ import annotations

from models.messages import Level, Span, Token


def strength(words: Level, source: Span, target: Span) -> float:
    """The strongest link between a word at `source` and one at `target`; 0 without any."""
    columns = _at(words.source, source)
    rows = _at(words.target, target)
    return max(
        (words.matrix.at(row, column) for row in rows for column in columns), default=0.0
    )


def _at(tokens: tuple[Token, ...], place: Span) -> list[int]:
    return [
        n for n, one in enumerate(tokens) if one.start < place.end and place.start < one.end
    ]
