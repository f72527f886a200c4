"""How much of a text a vocabulary lacks."""

from __future__ import annotations

from models.text.tokenizer import Tokenizer

HEAD = 2_000  # characters that are looked at


def unknown_share(tokenizer: Tokenizer, text: str) -> float:
    """The share (0 to 1) of the letters of `text` that are read as unknown pieces.

    It counts letters and no pieces, because a whole run of strange letters is one piece.
    """
    head = text[:HEAD]
    letters = sum(map(str.isalpha, head))
    lacking = sum(
        sum(map(str.isalpha, head[piece.start : piece.end]))
        for piece in tokenizer.encode(head)
        if piece.id == tokenizer.unknown
    )
    return lacking / letters if letters else 0.0
