"""Where a lit word lies that is scrolled out of sight: a chip at the strip's edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import FlatButton, paint_ground
from desktop_app.view.metrics import BUTTON_RADIUS
from desktop_app.view.strip_geometry import MARGIN, Box
from desktop_app.view.strip_token import HEIGHT


@dataclass(frozen=True, slots=True)
class Spot:
    """A lit word: its box in the row, the row's height on the canvas, its link's strength."""

    box: Box
    y: int
    text: str
    strength: float


class _Chip(FlatButton):
    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__("-", icon, parent=parent)
        self.spot: Spot | None = None
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_ground(painter, rect, colors.strip_ground(self.palette()), BUTTON_RADIUS)
        strength = self.spot.strength if self.spot else 0.0
        fill = colors.link(self.palette(), strength)
        paint_ground(painter, rect.adjusted(1, 1, -1, -1), fill, BUTTON_RADIUS)
        painter.end()
        super().paintEvent(event)


class EdgeChips(QObject):
    """One chip at each edge, for the strongest word beyond it; a click goes there."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._spots: Sequence[Spot] = ()
        self._left = _Chip("chevron-left", area)
        self._right = _Chip("chevron-right", area)
        for chip in (self._left, self._right):
            chip.clicked.connect(lambda _, this=chip: self._go(this))
        area.horizontalScrollBar().valueChanged.connect(self.place)

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Point to those of these that cannot be seen."""
        self._spots = spots
        self.place()

    def place(self) -> None:
        """Look again what can be seen."""
        left = self._area.horizontalScrollBar().value()
        right = left + self._area.viewport().width()
        before = [each for each in self._spots if each.box.middle < left]
        after = [each for each in self._spots if each.box.middle > right]
        self._put(self._left, before)
        self._put(self._right, after)

    def _put(self, chip: _Chip, spots: Sequence[Spot]) -> None:
        chip.spot = max(spots, key=lambda each: each.strength, default=None)
        if chip.spot is None:
            chip.hide()
            return
        chip.setText(chip.spot.text)
        chip.setAccessibleName(self.tr("Go to {word}").format(word=chip.spot.text))
        chip.resize(chip.sizeHint().width(), HEIGHT)
        edge = self._area.viewport().width() - chip.width() - 4
        chip.move(4 if chip is self._left else edge, chip.spot.y)
        chip.show()
        chip.raise_()

    def _go(self, chip: _Chip) -> None:
        if chip.spot:
            view = self._area.viewport().width()
            self._area.horizontalScrollBar().setValue(
                int(chip.spot.box.middle - view / 2 + MARGIN)
            )
