"""Text to pieces and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from models.messages import Piece


class Tokenizer(Protocol):
    """Text to pieces and back, with offsets in code points.

    `unknown` is the id that stands for no piece, `size` the number of ids.
    """

    @property
    def unknown(self) -> int: ...

    @property
    def size(self) -> int: ...

    def encode(self, text: str) -> list[Piece]:
        """The pieces of a sentence, the end token last; spans leave out blanks before."""
        ...

    def decode(self, ids: Sequence[int]) -> tuple[str, list[Piece]]:
        """The text of output ids, and each id's piece with its span in that text."""
        ...

    def knows(self, character: str) -> bool:
        """Whether one character is in the vocabulary, alone or as part of pieces."""
        ...

    def count(self, text: str) -> int:
        """How many pieces `encode` would give, the end token included."""
        ...
