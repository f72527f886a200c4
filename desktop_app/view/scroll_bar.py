"""A scroll bar that is only its handle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import paint_ground

THICKNESS = 12
_INSET = 3.0


class SlimScrollBar(QScrollBar):
    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        if self.orientation() is Qt.Orientation.Vertical:
            return QSize(THICKNESS, 3 * THICKNESS)
        return QSize(3 * THICKNESS, THICKNESS)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.minimum() == self.maximum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        slider = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar,
            option,
            QStyle.SubControl.SC_ScrollBarSlider,
            self,
        )
        rect = QRectF(slider).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        busy = self.underMouse() or self.isSliderDown()
        ink = colors.blend(
            self.palette().base().color(),
            self.palette().windowText().color(),
            0.45 if busy else 0.22,
        )
        painter = QPainter(self)
        paint_ground(painter, rect, ink, min(rect.width(), rect.height()) / 2)
