"""What turns text into a checkpoint's ids and back, with nothing put around the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from models.messages import Piece


class Vocabulary(Protocol):
    """Pieces of text and their ids; all offsets count code points.

    `size` is one more than the largest id; `unknown` is the id that stands for no piece, -1
    where every character has pieces.
    """

    @property
    def size(self) -> int: ...

    @property
    def unknown(self) -> int: ...

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of `text`; every span slices what its piece stands for, without blanks."""
        ...

    def decode(self, ids: Sequence[int]) -> tuple[str, list[Piece]]:
        """The text of `ids` without special tokens, whose spans are empty, and their pieces."""
        ...

    def id_of(self, piece: str) -> int | None:
        """The id of a piece, None where there is no such piece."""
        ...

    def knows(self, character: str) -> bool:
        """Whether one character, alone, has pieces."""
        ...

    def count(self, text: str) -> int:
        """How many pieces `text` has."""
        ...
