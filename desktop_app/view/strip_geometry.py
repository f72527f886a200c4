"""Where the strip's words and curves lie. Plain numbers, no painting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.messages import Link

MARGIN = 22.0  # left and right of the rows: their text stands below the panes'
GAP = 4.0  # between two words; each word has its own padding too
_WIDEST_GAP = 28.0  # the shorter row is spread, but not torn


@dataclass(frozen=True, slots=True)
class Box:
    """A word's place in its row."""

    x: float
    width: float

    @property
    def middle(self) -> float:
        """Where its curves begin."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Curve:
    """A link from the middle of a source word to that of a target word."""

    link: Link
    x_source: float
    x_target: float


@dataclass(frozen=True, slots=True)
class Rows:
    """Both rows and how wide they are together."""

    source: tuple[Box, ...] = ()
    target: tuple[Box, ...] = ()
    width: float = 0.0

    def curves(self, links: Sequence[Link]) -> tuple[Curve, ...]:
        """The links as curves, the weakest first so that the strongest lie on top."""
        return tuple(
            Curve(link, self.source[link.source].middle, self.target[link.target].middle)
            for link in sorted(links, key=lambda each: each.probability)
        )


@dataclass(frozen=True, slots=True)
class RowText:
    """The widths of a row's words, and whether it runs from right to left."""

    widths: tuple[float, ...]
    right_to_left: bool = False

    @property
    def natural(self) -> float:
        """How wide the row is without spreading."""
        return sum(self.widths) + GAP * max(0, len(self.widths) - 1)


def lay_out(source: RowText, target: RowText, viewport: float) -> Rows:
    """Place both rows; the shorter one is spread towards the length of the longer."""
    longest = max(source.natural, target.natural)
    width = longest + 2 * MARGIN
    # Rows of opposite directions share their edges; two turned rows begin at the right edge.
    right = max(viewport, width) if source.right_to_left and target.right_to_left else width
    return Rows(_place(source, longest, right), _place(target, longest, right), width)


def _place(row: RowText, longest: float, right: float) -> tuple[Box, ...]:
    spaces = max(1, len(row.widths) - 1)
    gap = min(GAP + (longest - row.natural) / spaces, _WIDEST_GAP)
    boxes, x = [], MARGIN
    for each in row.widths:
        boxes.append(Box(right - x - each if row.right_to_left else x, each))
        x += each + gap
    return tuple(boxes)
