"""Texts in columns of a terminal: rows of equal cells, wrapped in blocks at a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.text.characters import columns as cells

__all__ = ["GAP", "blocks", "cells", "padded_to", "row", "width_of"]

GAP = "  "


def blocks(columns: Sequence[Sequence[str]], width: int) -> Iterator[list[Sequence[str]]]:
    """Columns in runs that fit a width; at least one a run. Each has one text a row."""
    block: list[Sequence[str]] = []
    used = 0
    for column in columns:
        needed = len(GAP) + width_of(column)
        if block and used + needed > width:
            yield block
            block, used = [], 0
        block.append(column)
        used += needed
    if block:
        yield block


def row(texts: Sequence[str], widths: Sequence[int]) -> str:
    """One line: every text padded to its width, nothing after the last."""
    padded = (padded_to(text, width) for text, width in zip(texts, widths, strict=True))
    return GAP.join(padded).rstrip(" ")


def width_of(column: Sequence[str]) -> int:
    """In cells of a terminal."""
    return max(map(cells, column))


def padded_to(text: str, width: int) -> str:
    """The text with blanks up to a width in cells."""
    return text + " " * (width - cells(text))
