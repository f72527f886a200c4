"""A translated sentence as text: each source word above its translation and their link."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.messages import Alignment

NOTHING = "–"  # stands where a word has no partner
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A source word, what it became, and the strength of the strongest link between them."""

    source: str
    target: str
    strength: str

    @property
    def width(self) -> int:
        """In cells of a terminal."""
        return max(cells(self.source), cells(self.target), cells(self.strength))


def cells(text: str) -> int:
    """How many cells of a terminal a text fills: East Asian wide characters fill two."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in (
        "Cf",
        "Me",
        "Mn",
    ):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("F", "W") else 1


def columns(alignment: Alignment) -> tuple[Column, ...]:
    """One column a source word in reading order, then the target words without a link."""
    words = alignment.words
    links = words.links(alignment.threshold)
    found = []
    for place, word in enumerate(words.source):
        own = [link for link in links if link.source == place]
        target = " ".join(words.target[link.target].text for link in own)
        strength = max((link.probability for link in own), default=0.0)
        percent = f"{strength:.0%}".replace("%", " %") if own else ""
        found.append(Column(word.text, target or NOTHING, percent))
    linked = {link.target for link in links}
    rest = [word for place, word in enumerate(words.target) if place not in linked]
    return (*found, *(Column(NOTHING, word.text, "") for word in rest))


def word_table(alignment: Alignment, labels: tuple[str, str], width: int) -> list[str]:
    """Blocks of three lines, each of at most `width` cells where one column fits."""
    margin = max(map(cells, labels))
    lines: list[str] = []
    for block in _blocks(columns(alignment), width - margin):
        rows = (
            (labels[0], [column.source for column in block]),
            (labels[1], [column.target for column in block]),
            ("", [column.strength for column in block]),
        )
        lines += [""] if lines else []
        lines += [_row(label, margin, texts, block) for label, texts in rows]
    return lines


def _blocks(every: Sequence[Column], width: int) -> Iterator[list[Column]]:
    block: list[Column] = []
    used = 0
    for column in every:
        needed = len(_GAP) + column.width
        if block and used + needed > width:
            yield block
            block, used = [], 0
        block.append(column)
        used += needed
    if block:
        yield block


def _row(label: str, margin: int, texts: Sequence[str], block: Sequence[Column]) -> str:
    padded = [_pad(text, column.width) for text, column in zip(texts, block, strict=True)]
    return _GAP.join([_pad(label, margin), *padded]).rstrip()


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
