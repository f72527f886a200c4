"""The panel's upper edge: it can be dragged up and down, and a double click lets it go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.view import colors

THICKNESS = 8
_DOTS = (-6, 0, 6)


class Grip(QWidget):
    """Three dots in the middle, as between the two panes."""

    grabbed = Signal()
    dragged = Signal(int)  # how far up since it was grabbed
    usual_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._from: float | None = None
        self.setCursor(Qt.CursorShape.SplitVCursor)
        self.setToolTip(self.tr("Drag to give the links more or less room"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().y()
            self.grabbed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self.dragged.emit(round(self._from - event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.usual_wanted.emit()

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        near = self.underMouse() or self._from is not None
        painter.setBrush(colors.accent(palette) if near else colors.hairline(palette))
        middle = QPointF(self.width() / 2, self.height() / 2 + 1)
        for dot in _DOTS:
            painter.drawEllipse(middle + QPointF(dot, 0), 1.5, 1.5)
