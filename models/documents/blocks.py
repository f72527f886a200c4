"""Paragraphs, headings, list items and rows of tables, and the plain text they make."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SOFT_HYPHEN = "\xad"  # where a word may break, which it did not
_LONG_CELL = 3  # paragraphs; a table with more of them in a cell serves the layout


class Role(enum.Enum):
    """What a block is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one row with its cells between tabs. `level` counts lists around."""

    role: Role
    text: str
    level: int = 0


@dataclass
class Blocks:
    """Gathers the blocks of a document in order, those of table cells on their own."""

    done: list[Block] = field(default_factory=list)
    _tables: list[list[list[Block]]] = field(default_factory=list)  # cells of open rows

    def add(self, role: Role, text: str, level: int = 0) -> None:
        """Add a block where there is text."""
        if text := text.replace(_SOFT_HYPHEN, "").strip():
            self._target().append(Block(role, text, level))

    def _target(self) -> list[Block]:
        return self._tables[-1][-1] if self._tables and self._tables[-1] else self.done

    def begin_row(self) -> None:
        """A row begins, in a cell of another row or outside of all."""
        self._tables.append([])

    def begin_cell(self) -> None:
        """A cell begins; without a row it is nothing special."""
        if self._tables:
            self._tables[-1].append([])

    def end_row(self) -> None:
        """The row becomes a line, or paragraphs where it was there for the layout alone."""
        if self._tables:
            cells = self._tables.pop()
            self._target().extend(_row(cells))

    def all(self) -> list[Block]:
        """Everything, with rows that did not end."""
        while self._tables:
            self.end_row()
        return self.done


def _row(cells: list[list[Block]]) -> Iterator[Block]:
    filled = [cell for cell in cells if cell]
    if (len(filled) == 1 and len(cells) == 1) or any(map(_is_layout, filled)):
        for cell in filled:
            yield from cell
    elif filled:
        texts = [" ".join(_BLANKS.sub(" ", each.text) for each in cell) for cell in cells]
        yield Block(Role.ROW, "\t".join(texts).rstrip("\t"))


def _is_layout(cell: list[Block]) -> bool:
    return len(cell) > _LONG_CELL or any(each.role is Role.HEADING for each in cell)


def text_of(blocks: Iterable[Block]) -> str:
    """The blocks as plain text: a blank line between two, none within lists and tables."""
    parts: list[str] = []
    last: Block | None = None
    for block in blocks:
        if last:
            close = block.role is last.role and block.role in (Role.ITEM, Role.ROW)
            parts.append("\n" if close else "\n\n")
        if block.role is Role.ITEM:
            parts.append("  " * min(max(block.level - 1, 0), 8) + "- ")
        parts.append(block.text)
        last = block
    return "".join(parts)


def numbered(number: int, blocks: Iterable[Block]) -> Block:
    """A note under the number that its place in the text has."""
    return Block(Role.PARAGRAPH, f"[{number}] " + " ".join(each.text for each in blocks))


def collapsed(text: str) -> str:
    """Runs of blanks and line ends as one blank, as markup means them."""
    return _BLANKS.sub(" ", text)
