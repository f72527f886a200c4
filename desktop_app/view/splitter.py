"""Two panes side by side or one above the other, with a grip of three dots between them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from desktop_app.view import colors
from desktop_app.view.metrics import GRID

_DOTS = (-6, 0, 6)


class Splitter(QSplitter):
    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        super().__init__(orientation)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(GRID)
        for pane in (first, second):
            if orientation is Qt.Orientation.Horizontal:
                pane.setMinimumWidth(200)
            self.addWidget(pane)
        self.setSizes([1000, 1000])

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self.palette()
        painter.setBrush(
            colors.accent(palette) if self.underMouse() else colors.hairline(palette)
        )
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        for dot in _DOTS:
            across = self.orientation() is Qt.Orientation.Vertical
            by = QPointF(dot, 0) if across else QPointF(0, dot)
            painter.drawEllipse(middle + by, 1.5, 1.5)

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
