"""Buttons with an edge: what can be done with what stands above them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import FlatButton, paint_ground
from desktop_app.view.metrics import BUTTON_RADIUS


class PushButton(FlatButton):
    """With `main` it stands on the accent: what one would mostly do."""

    def __init__(self, text: str, *, main: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self._main = main

    @property
    def is_main(self) -> bool:
        """Whether it stands on the accent."""
        return self._main

    def set_main(self, main: bool) -> None:
        """Stand on the accent, or not."""
        self._main = main
        self.update()

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        palette = self.palette()
        if self._main and self.isEnabled():
            paint_ground(painter, rect, colors.accent(palette), BUTTON_RADIUS)
        super()._paint_ground(painter, rect)
        if not self._main:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colors.outline(palette), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, BUTTON_RADIUS, BUTTON_RADIUS)

    def _ink(self) -> QColor:
        if self._main and self.isEnabled():
            return self.palette().highlightedText().color()
        return super()._ink()
