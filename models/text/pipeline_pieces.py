"""Vocabularies of the `tokenizers` library: any tokenizer.json, and pipelines like them."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

from models.messages import Piece
from models.text.decoded import decoded
from models.text.spans import Extent, read


class PipelinePieces:
    """A `Vocabulary` around one `tokenizers.Tokenizer`."""

    def __init__(self, tokenizer: Tokenizer, unknown: int = -1, tight: bool = False) -> None:
        self._tokenizer = tokenizer
        self.unknown = unknown
        self._tight = tight
        self.size: int = 1 + max(tokenizer.get_vocab().values(), default=-1)
        self._hidden = frozenset(
            id for id, token in tokenizer.get_added_tokens_decoder().items() if token.special
        )
        self._anchor = self._find_anchor()
        self._shown: dict[int, str] = {}
        self._known: dict[str, bool] = {}
        self._dropped: dict[str, bool] = {}

    def id_of(self, piece: str) -> int | None:
        """See `Vocabulary.id_of`."""
        id: int | None = self._tokenizer.token_to_id(piece)
        return id

    def pieces(self, text: str) -> list[Piece]:
        """See `Vocabulary.pieces`."""
        coded = self._tokenizer.encode(text, add_special_tokens=False)
        spans = read(text, coded.tokens, self._spans(text, coded.ids, coded.offsets))
        return [
            Piece(name, start, end, id)
            for name, (start, end), id in zip(coded.tokens, spans, coded.ids, strict=True)
        ]

    def count(self, text: str) -> int:
        """See `Vocabulary.count`."""
        return len(self._tokenizer.encode(text, add_special_tokens=False))

    def knows(self, character: str) -> bool:
        """See `Vocabulary.knows`."""
        if character not in self._known:
            coded = self._tokenizer.encode(character, add_special_tokens=False)
            self._known[character] = self.unknown not in coded.ids
        return self._known[character]

    def decode(self, ids: Sequence[int]) -> tuple[str, list[Piece]]:
        """See `Vocabulary.decode`."""
        names = [self._tokenizer.id_to_token(id) or "" for id in ids]
        return decoded(ids, names, self._guesses(ids), self._spell, self._tight)

    def _spell(self, ids: Sequence[int]) -> str:
        text: str = self._tokenizer.decode(ids, skip_special_tokens=True)
        return text

    def _guesses(self, ids: Sequence[int]) -> list[str]:
        """What each id adds to a text: the first of a sentence often lacks its blank."""
        guesses, first = [], True
        for id in ids:
            if id in self._hidden:
                guesses.append("")
            elif first:
                guesses.append(self._spell([id]))
                first = False
            else:
                if id not in self._shown:
                    self._shown[id] = self._after_anchor(id)
                guesses.append(self._shown[id])
        return guesses

    def _after_anchor(self, id: int) -> str:
        return self._spell([self._anchor, id])[len(self._spell([self._anchor])) :]

    def _find_anchor(self) -> int:
        """An id that is a letter by itself, so that what follows it shows its blank."""
        return next(
            (
                id
                for id in range(self.size)
                if len(name := self._spell([id])) == 1 and name.isalpha()
            ),
            0,
        )

    def _spans(self, text: str, ids: list[int], spans: list[Extent]) -> list[Extent]:
        """The pipeline's spans, right also where a normalizer dropped code points.

        Of those at the head of a text the library loses count.
        """
        normalizer = self._tokenizer.normalizer
        if normalizer is None or text.isprintable():
            return spans
        kept = [at for at, character in enumerate(text) if not self._drops(character)]
        if len(kept) == len(text):
            return spans
        coded = self._tokenizer.encode(
            "".join(text[at] for at in kept), add_special_tokens=False
        )
        if coded.ids != ids:
            return spans
        kept.append(len(text))
        return [
            (kept[start], kept[end - 1] + 1 if start < end else kept[start])
            for start, end in coded.offsets
        ]

    def _drops(self, character: str) -> bool:
        if character not in self._dropped:
            self._dropped[character] = not self._tokenizer.normalizer.normalize_str(character)
        return self._dropped[character]
