"""Right-to-left text among left-to-right text."""

from __future__ import annotations

from unicodedata import bidirectional

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    directions = (bidirectional(character) for character in text)
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"


def isolated(text: str) -> str:
    """The text in marks that keep its direction from turning round its surroundings."""
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}"
