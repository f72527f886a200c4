"""SentencePiece vocabularies as students use them: ids are the processor's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import sentencepiece

from models.messages import Piece, Problem

REPLACED = re.compile("^[\\s\ufffd]+")
BLANK = "\u2581"  # SentencePiece's sign for the blank before a word


class SentencePieceTokenizer:
    """One SentencePiece model; the end token closes every sentence."""

    def __init__(self, path: Path) -> None:
        """Load the vocabulary. Raises `Problem`, naming the file, when it is damaged."""
        self._processor = sentencepiece.SentencePieceProcessor()
        try:
            self._processor.load(str(path))
        except (RuntimeError, OSError) as error:
            raise Problem(
                f"The vocabulary file {path.name} is missing or damaged.",
                f"Fetch or copy the checkpoint {path.parent.name} again.",
                f"{path}: {error}",
            ) from error
        self.eos: int = self._processor.eos_id()
        self.unknown: int = self._processor.unk_id()
        if min(self.eos, self.unknown) < 0:
            raise Problem(
                f"The vocabulary file {path.name} has no end or no unknown piece.",
                "Choose another checkpoint.",
            )
        self._known: dict[str, bool] = {}

    @property
    def size(self) -> int:
        """V, the number of pieces."""
        return int(self._processor.get_piece_size())

    def encode(self, text: str) -> list[Piece]:
        """See `Tokenizer.encode`."""
        coded = self._processor.encode(text, return_type="offset_mapping")
        pieces = [
            Piece(piece, *_without_blanks(text, start, end), id)
            for id, piece, (start, end) in zip(
                coded["ids"], coded["pieces"], coded["offsets"], strict=True
            )
        ]
        pieces.append(
            Piece(self._processor.id_to_piece(self.eos), len(text), len(text), self.eos)
        )
        return pieces

    def count(self, text: str) -> int:
        """See `Tokenizer.count`."""
        return len(self._processor.encode(text)) + 1

    def knows(self, character: str) -> bool:
        """See `Tokenizer.knows`."""
        if character not in self._known:
            self._known[character] = self.unknown not in self._processor.encode(character)
        return self._known[character]

    def decode(self, ids: Sequence[int]) -> tuple[str, list[Piece]]:
        """See `Tokenizer.decode`; an unknown piece stands for one replacement character."""
        text, pieces = "", []
        for id in ids:
            name = self._processor.id_to_piece(id)
            shown = self._surface(id, name)
            if not text:
                shown = shown.removeprefix(" ")
            start = len(text) + len(shown) - len(shown.lstrip(" "))
            text += shown
            pieces.append(Piece(name, min(start, len(text)), len(text), id))
        return text, pieces

    def _surface(self, id: int, name: str) -> str:
        if id == self.unknown:
            return "\ufffd"
        if self._processor.is_control(id):
            return ""
        return name.replace(BLANK, " ")


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    # The span of a piece that begins a word includes the blanks before the word, and what the
    # processor drops there.
    inside = text[start:end]
    kept = REPLACED.sub("", inside)
    return end - len(kept), end
