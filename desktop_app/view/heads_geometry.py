"""Where the small pictures of all heads lie: a row a layer, a column a head."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from desktop_app.head_links import Head

LEFT, TOP = 64, 28  # for the numbers of layers and heads
GAP = 8
_SMALLEST, _LARGEST = 40, 128  # sides of a picture


@dataclass(frozen=True, slots=True)
class HeadGrid:
    """As large as the room allows; `side` is that of one picture."""

    layers: int = 0
    heads: int = 0
    side: int = _SMALLEST

    @staticmethod
    def fitting(layers: int, heads: int, width: int) -> HeadGrid:
        """The grid for a width."""
        room = (width - LEFT) // max(heads, 1) - GAP
        return HeadGrid(layers, heads, min(max(room, _SMALLEST), _LARGEST))

    @property
    def size(self) -> QSize:
        """Of all pictures with their numbers."""
        step = self.side + GAP
        return QSize(LEFT + self.heads * step, TOP + self.layers * step)

    def rect(self, head: Head) -> QRect:
        """Where a head's picture lies."""
        step = self.side + GAP
        return QRect(LEFT + head.head * step, TOP + head.layer * step, self.side, self.side)

    def at(self, point: QPoint) -> Head | None:
        """The head at a point."""
        step = self.side + GAP
        x, y = point.x() - LEFT, point.y() - TOP
        head = Head(y // step, x // step)
        inside = 0 <= head.layer < self.layers and 0 <= head.head < self.heads
        return head if inside and self.rect(head).contains(point) else None
