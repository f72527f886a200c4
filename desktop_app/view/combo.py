"""A combo box that is text and a chevron, with a list of what can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import paint_focus, paint_ground
from desktop_app.view.icons import paint_icon
from desktop_app.view.metrics import BUTTON_HEIGHT, BUTTON_RADIUS, ICON

_PADDING = 10
_GAP = 8


class FlatCombo(QComboBox):
    """With `framed` it stands on the panes' ground, otherwise on none."""

    def __init__(self, name: str, framed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framed = framed
        self._note = ""
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def set_note(self, note: str) -> None:
        """Show a few quieter words after the chosen text."""
        if note != self._note:
            self._note = note
            self.updateGeometry()
            self.update()

    def label(self) -> str:
        """What the closed box says."""
        return self.currentText()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(text) for text in self._labels()), default=0)
        note = metrics.horizontalAdvance(self._note) + _GAP if self._note else 0
        return QSize(widest + note + ICON + _GAP + 2 * _PADDING, BUTTON_HEIGHT)

    def _labels(self) -> list[str]:
        if not self._framed:
            return [self.label()]
        return [self.itemText(row) for row in range(self.count())]

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a wheel over the header must not start another translation

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self._paint_ground(painter, rect)
        ink = self.palette().windowText().color()
        content = rect.adjusted(_PADDING, 0, -_PADDING - ICON - _GAP, 0)
        metrics = QFontMetrics(self.font())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        note = metrics.horizontalAdvance(self._note) + _GAP if self._note else 0
        room = max(0, int(content.width()) - note)
        text = metrics.elidedText(self.label(), Qt.TextElideMode.ElideMiddle, room + 1)
        painter.setPen(ink)
        painter.drawText(content, flags, text)
        if self._note:
            content.setLeft(content.left() + metrics.horizontalAdvance(text) + _GAP)
            painter.setPen(colors.secondary_text(self.palette()))
            painter.drawText(content, flags, self._note)
        corner = QRectF(rect.right() - _PADDING - ICON, (rect.height() - ICON) / 2, ICON, ICON)
        paint_icon(painter, "chevron-down", corner, ink)
        if self.hasFocus():
            paint_focus(painter, rect, colors.accent(self.palette()), BUTTON_RADIUS)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        if self._framed:
            paint_ground(painter, rect, self.palette().base().color(), BUTTON_RADIUS)
            painter.setPen(QPen(colors.hairline(self.palette()), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, BUTTON_RADIUS, BUTTON_RADIUS)
        if self.underMouse():
            paint_ground(painter, rect, colors.hover(self.palette()), BUTTON_RADIUS)
