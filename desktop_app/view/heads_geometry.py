"""Where the small pictures of all heads lie: a row a layer, a column a head."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from desktop_app.head_links import Head

_SMALLEST, _LARGEST = 20, 128  # heights of a picture
_WIDER = 2  # a picture is at most so many times as wide as high
_NARROW, _WIDE = 2, 8  # gaps between pictures
_IN_FILES = 96  # the least height of a picture in a file


@dataclass(frozen=True, slots=True)
class HeadGrid:
    """Pictures `width` × `side`, behind `bands` of labels at the left and above."""

    layers: int = 0
    heads: int = 0
    side: int = _SMALLEST
    gap: int = _NARROW
    bands: QSize = QSize(64, 28)  # noqa: RUF009  (never changed)
    width: int = _SMALLEST

    @staticmethod
    def fitting(layers: int, heads: int, room: QSize, bands: QSize) -> HeadGrid:
        """The largest pictures that all can be seen at once in a room; else the smallest."""
        across = (room.width() - bands.width()) // max(heads, 1)
        down = (room.height() - bands.height()) // max(layers, 1)
        step = min(across, down)
        gap = min(max(step // 8, _NARROW), _WIDE)
        side = min(max(step - gap, _SMALLEST), _LARGEST)
        width = min(max(across - gap, side), _WIDER * side)
        return HeadGrid(layers, heads, side, gap, bands, width)

    def for_file(self) -> HeadGrid:
        """The same pictures as large as a file needs them."""
        side = max(self.side, _IN_FILES)
        width = side * self.width // self.side
        return HeadGrid(self.layers, self.heads, side, _WIDE, self.bands, width)

    @property
    def step(self) -> QSize:
        """From one picture to the next, across and down."""
        return QSize(self.width + self.gap, self.side + self.gap)

    @property
    def size(self) -> QSize:
        """Of all pictures with their labels."""
        step = self.step
        return self.bands + QSize(self.heads * step.width(), self.layers * step.height())

    def rect(self, head: Head) -> QRect:
        """Where a head's picture lies."""
        x = self.bands.width() + head.head * self.step.width()
        y = self.bands.height() + head.layer * self.step.height()
        return QRect(x, y, self.width, self.side)

    def at(self, point: QPoint) -> Head | None:
        """The head at a point."""
        x, y = point.x() - self.bands.width(), point.y() - self.bands.height()
        head = Head(y // self.step.height(), x // self.step.width())
        inside = 0 <= head.layer < self.layers and 0 <= head.head < self.heads
        return head if inside and self.rect(head).contains(point) else None
