"""The program's own picture, sharp at any scale."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.view.icons import paint_icon


class AppPicture(QWidget):
    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        ink = self.palette().windowText().color()  # of a drawing that has its own colours
        paint_icon(QPainter(self), "app", QRectF(self.rect()), ink)
