"""Where the small pictures of all heads lie: a row a layer, a column a head."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from desktop_app.head_links import Head

_SMALLEST, _LARGEST = 20, 128  # sides of a picture
_NARROW, _WIDE = 2, 8  # gaps between pictures
_IN_FILES = 96  # the least side of a picture in a file


@dataclass(frozen=True, slots=True)
class HeadGrid:
    """Pictures with sides of `side`, behind `bands` of labels at the left and above."""

    layers: int = 0
    heads: int = 0
    side: int = _SMALLEST
    gap: int = _NARROW
    bands: QSize = QSize(64, 28)  # noqa: RUF009  (never changed)

    @staticmethod
    def fitting(layers: int, heads: int, room: QSize, bands: QSize) -> HeadGrid:
        """The largest pictures that all can be seen at once in a room; else the smallest."""
        across = (room.width() - bands.width()) // max(heads, 1)
        down = (room.height() - bands.height()) // max(layers, 1)
        step = min(across, down)
        gap = min(max(step // 8, _NARROW), _WIDE)
        side = min(max(step - gap, _SMALLEST), _LARGEST)
        return HeadGrid(layers, heads, side, gap, bands)

    def for_file(self) -> HeadGrid:
        """The same pictures as large as a file needs them."""
        side = max(self.side, _IN_FILES)
        return HeadGrid(self.layers, self.heads, side, _WIDE, self.bands)

    @property
    def step(self) -> int:
        """From one picture to the next."""
        return self.side + self.gap

    @property
    def size(self) -> QSize:
        """Of all pictures with their labels."""
        across, down = self.heads * self.step, self.layers * self.step
        return self.bands + QSize(across, down)

    def rect(self, head: Head) -> QRect:
        """Where a head's picture lies."""
        x = self.bands.width() + head.head * self.step
        y = self.bands.height() + head.layer * self.step
        return QRect(x, y, self.side, self.side)

    def at(self, point: QPoint) -> Head | None:
        """The head at a point."""
        x, y = point.x() - self.bands.width(), point.y() - self.bands.height()
        head = Head(y // self.step, x // self.step)
        inside = 0 <= head.layer < self.layers and 0 <= head.head < self.heads
        return head if inside and self.rect(head).contains(point) else None
