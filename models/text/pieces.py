"""SentencePiece vocabularies as students use them: ids are the processor's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from models.messages import Piece, Problem
from models.text.decoded import decoded
from models.text.spans import BLANK, Extent, without_blanks
from models.text.spm_file import load_processor


class SentencePieceTokenizer:
    """One SentencePiece model; the end token closes every sentence."""

    def __init__(self, path: Path) -> None:
        """Load the vocabulary. Raises `Problem`, naming the file, when it is damaged."""
        self._processor = load_processor(path)
        self.eos: int = self._processor.eos_id()
        self.unknown: int = self._processor.unk_id()
        if min(self.eos, self.unknown) < 0:
            raise Problem(
                f"The vocabulary file {path.name} has no end or no unknown piece.",
                "Choose another checkpoint.",
            )
        self._known: dict[str, bool] = {}
        # Pieces <0x00> to <0xFF> of vocabularies that spell unknown characters by their bytes.
        self._bytes = {
            id: int(self._processor.id_to_piece(id)[3:5], 16)
            for id in range(self.size)
            if self._processor.is_byte(id)
        }

    @property
    def size(self) -> int:
        """V, the number of pieces."""
        return int(self._processor.get_piece_size())

    def encode(self, text: str) -> list[Piece]:
        """See `Tokenizer.encode`."""
        coded = self._processor.encode(text, return_type="offset_mapping")
        spans = self._whole_characters(coded["ids"], coded["offsets"])
        pieces = [
            Piece(piece, *without_blanks(text, start, end), id)
            for id, piece, (start, end) in zip(
                coded["ids"], coded["pieces"], spans, strict=True
            )
        ]
        pieces.append(
            Piece(self._processor.id_to_piece(self.eos), len(text), len(text), self.eos)
        )
        return pieces

    def _whole_characters(self, ids: Sequence[int], spans: list[Extent]) -> list[Extent]:
        """The spans, where all bytes of a character have that of its last byte."""
        if self._bytes.keys().isdisjoint(ids):
            return spans
        found = list(spans)
        for at in range(len(ids) - 2, -1, -1):
            if ids[at] in self._bytes and found[at][0] == found[at][1] == found[at + 1][0]:
                found[at] = found[at + 1]
        return found

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
        names = [self._processor.id_to_piece(id) for id in ids]
        if not self._bytes.keys().isdisjoint(ids):
            shown = [self._surface(id, name) for id, name in zip(ids, names, strict=True)]
            return decoded(ids, names, shown, self._spell, tight=False)
        text, pieces = "", []
        for id, name in zip(ids, names, strict=True):
            shown_piece = self._surface(id, name)
            if not text:
                shown_piece = shown_piece.removeprefix(" ")
            start = len(text) + len(shown_piece) - len(shown_piece.lstrip(" "))
            text += shown_piece
            pieces.append(Piece(name, min(start, len(text)), len(text), id))
        return text, pieces

    def _spell(self, ids: Sequence[int]) -> str:
        parts = []
        for is_byte, run in groupby(ids, self._bytes.__contains__):
            if is_byte:
                parts.append(bytes(self._bytes[id] for id in run).decode("utf-8", "replace"))
            else:
                parts += [self._surface(id, self._processor.id_to_piece(id)) for id in run]
        return "".join(parts).removeprefix(" ")

    def _surface(self, id: int, name: str) -> str:
        if id == self.unknown:
            return "\ufffd"
        if self._processor.is_control(id):
            return ""
        return name.replace(BLANK, " ")
