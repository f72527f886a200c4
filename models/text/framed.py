"""A vocabulary with what a checkpoint wants around a text: language tokens, begin and end."""

from __future__ import annotations

from collections.abc import Sequence

from models.messages import Piece
from models.text.vocabulary import Vocabulary


class Framed:
    """A `Tokenizer`: ids `before` a text, words of a `prefix`, the text, ids `after` it.

    What is not of the text has an empty span, at the text's start or end.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        before: Sequence[int],
        after: Sequence[int],
        prefix: str = "",
    ) -> None:
        self.vocabulary = vocabulary
        self._before = [_bare(vocabulary, id) for id in before]
        self._after = [_bare(vocabulary, id) for id in after]
        self._prefix = prefix

    @property
    def size(self) -> int:
        """See `Vocabulary`."""
        return self.vocabulary.size

    @property
    def unknown(self) -> int:
        """See `Vocabulary`."""
        return self.vocabulary.unknown

    def encode(self, text: str) -> list[Piece]:
        """See `Tokenizer.encode`."""
        pieces = self.vocabulary.pieces(self._prefix + text)
        if self._prefix:
            skipped = len(self._prefix)
            pieces = [
                piece._replace(
                    start=max(0, piece.start - skipped), end=max(0, piece.end - skipped)
                )
                for piece in pieces
            ]
        end = len(text)
        after = [piece._replace(start=end, end=end) for piece in self._after]
        return [*self._before, *pieces, *after]

    def count(self, text: str) -> int:
        """See `Tokenizer.count`."""
        inside = self.vocabulary.count(self._prefix + text)
        return len(self._before) + inside + len(self._after)

    def knows(self, character: str) -> bool:
        """See `Tokenizer.knows`."""
        return self.vocabulary.knows(character)

    def decode(self, ids: Sequence[int]) -> tuple[str, list[Piece]]:
        """See `Tokenizer.decode`."""
        return self.vocabulary.decode(ids)


def _bare(vocabulary: Vocabulary, id: int) -> Piece:
    _, (piece,) = vocabulary.decode([id])
    return Piece(piece.text, 0, 0, id)
