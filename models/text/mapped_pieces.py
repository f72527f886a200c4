"""SentencePiece vocabularies whose ids are in a file of their own, not the processor's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sentencepiece

from models.messages import Piece
from models.text.decoded import decoded
from models.text.spans import BLANK, Extent, read

# A token that names the target language, at the head of a text.
_TARGET = re.compile(">>.*?<<", re.DOTALL)


@dataclass(frozen=True)
class Added:
    """A token that a text is searched for before it is split into pieces.

    It takes the blanks beside it where `takes_left` or `takes_right` says so.
    """

    id: int
    takes_left: bool = False
    takes_right: bool = False


@dataclass(frozen=True)
class MappedIds:
    """The ids of pieces and of tokens.

    `names` turns output ids back; `special` tokens are never shown, and one that stands for
    another id is followed by `gap`. With `targets` the head of a text may name a language;
    with `plain` no sign for a blank is left in what is written.
    """

    ids: Mapping[str, int]
    names: Mapping[int, str]
    added: Mapping[str, Added]
    special: frozenset[str]
    unknown: int
    targets: bool = False
    plain: bool = False
    gap: str = ""
    tight: bool = False


class MappedPieces:
    """A `Vocabulary` of a processor that splits text, one that joins it, and a table of ids."""

    def __init__(
        self,
        splits: sentencepiece.SentencePieceProcessor,
        joins: sentencepiece.SentencePieceProcessor,
        table: MappedIds,
    ) -> None:
        self._splits = splits
        self._joins = joins
        self._table = table
        longest_first = sorted(table.added, key=len, reverse=True)
        self._tokens = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
        self._hidden = frozenset(
            id for token in table.special if (id := self.id_of(token)) is not None
        )
        self._known: dict[str, bool] = {}

    @property
    def size(self) -> int:
        """See `Vocabulary`."""
        return 1 + max(self._table.names)

    @property
    def unknown(self) -> int:
        """See `Vocabulary`."""
        return self._table.unknown

    def id_of(self, piece: str) -> int | None:
        """See `Vocabulary.id_of`."""
        added = self._table.added.get(piece)
        return self._table.ids.get(piece) if added is None else added.id

    def pieces(self, text: str) -> list[Piece]:
        """See `Vocabulary.pieces`."""
        names: list[str] = []
        ids: list[int] = []
        spans: list[Extent] = []
        for name, id, span in self._split(text):
            names.append(name)
            ids.append(id)
            spans.append(span)
        return [
            Piece(name, start, end, id)
            for name, (start, end), id in zip(names, read(text, names, spans), ids, strict=True)
        ]

    def count(self, text: str) -> int:
        """See `Vocabulary.count`."""
        return sum(1 for _ in self._split(text))

    def knows(self, character: str) -> bool:
        """See `Vocabulary.knows`."""
        if character not in self._known:
            ids = [id for _, id, _ in self._split(character)]
            self._known[character] = self.unknown not in ids
        return self._known[character]

    def decode(self, ids: Sequence[int]) -> tuple[str, list[Piece]]:
        """See `Vocabulary.decode`."""
        names = [self._name(id) for id in ids]
        guesses = [
            "" if id in self._hidden else name.replace(BLANK, " ")
            for id, name in zip(ids, names, strict=True)
        ]
        return decoded(ids, names, guesses, self._spell, self._table.tight)

    def _split(self, text: str) -> Iterator[tuple[str, int, Extent]]:
        start = 0
        for found in self._tokens.finditer(text):
            token = self._table.added[found.group()]
            yield from self._stretch(text, start, found.start(), token.takes_left)
            yield found.group(), token.id, found.span()
            start = found.end()
            while token.takes_right and text[start : start + 1].isspace():
                start += 1
        yield from self._stretch(text, start, len(text))

    def _stretch(
        self, text: str, start: int, end: int, bare: bool = False
    ) -> Iterator[tuple[str, int, Extent]]:
        """The pieces of text[start:end], which holds no added token."""
        ids, unknown = self._table.ids, self.unknown
        part = text[start:end].rstrip() if bare else text[start:end]
        if self._table.targets and (head := _TARGET.match(part)):
            yield head.group(), ids.get(head.group(), unknown), (start, start + head.end())
            start += head.end()
            part = part[head.end() :]
        if part:
            coded = self._splits.encode(part, return_type="offset_mapping")
            for name, (first, last) in zip(coded["pieces"], coded["offsets"], strict=True):
                yield name, ids.get(name, unknown), (start + first, start + last)

    def _name(self, id: int) -> str:
        names = self._table.names
        return names[id] if id in names else names.get(self.unknown, "")

    def _spell(self, ids: Sequence[int]) -> str:
        text = ""
        run: list[str] = []
        for id in ids:
            name = self._name(id)
            if id in self._hidden:
                continue
            if name in self._table.special:
                text += self._joins.decode_pieces(run) + name + self._table.gap
                run = []
            else:
                run.append(name)
        text += self._joins.decode_pieces(run)
        shown: str = text.replace(BLANK, " ") if self._table.plain else text
        return shown.strip()
