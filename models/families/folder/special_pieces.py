"""Pieces that a checkpoint cannot do without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.messages import Problem

if TYPE_CHECKING:
    from models.text.vocabulary import Vocabulary


def required(vocabulary: Vocabulary, piece: str, folder: Path) -> int:
    """The id of a piece. Raises `Problem` when the vocabulary does not have it."""
    found = vocabulary.id_of(piece)
    if found is None:
        raise Problem(
            f"The vocabulary of {folder.name} has no piece {piece}.",
            "Fetch or copy the checkpoint again.",
        )
    return found
