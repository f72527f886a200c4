"""A translated sentence as text: each source word above its translation and their link."""

from __future__ import annotations

from collections.abc import Iterator

from models.export.columns import blocks, cells, row, width_of
from models.export.linked_words import glosses, joined, percent
from models.messages import Alignment

__all__ = ["cells", "word_table"]

NOTHING = "–"  # stands where a word has no partner


def word_table(alignment: Alignment, labels: tuple[str, str], width: int) -> list[str]:
    """Blocks of three lines, each of at most `width` cells where one column fits."""
    margin = max(map(cells, labels))
    lines: list[str] = []
    for block in blocks(tuple(_columns(alignment)), width - margin):
        widths = [margin, *map(width_of, block)]
        lines += [""] if lines else []
        for label, texts in zip((*labels, ""), zip(*block, strict=True), strict=True):
            lines.append(row((label, *texts), widths).rstrip())
    return lines


def _columns(alignment: Alignment) -> Iterator[tuple[str, str, str]]:
    """A source word, what it became, and the strength of the strongest link between them."""
    for gloss in glosses(alignment):
        source = gloss.source.text if gloss.source else NOTHING
        strength = percent(gloss.strength) if gloss.links else ""
        yield source, joined(gloss.target) or NOTHING, strength
