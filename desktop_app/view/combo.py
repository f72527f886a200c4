"""A combo box that is text and a chevron, with a list of what can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import paint_focus, paint_ground
from desktop_app.view.icons import paint_icon
from desktop_app.view.metrics import BUTTON_HEIGHT, BUTTON_RADIUS, ICON

_TEXT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
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

    @property
    def note(self) -> str:
        """The quieter words."""
        return self._note

    def label(self) -> str:
        """What the closed box says."""
        return self.currentText()

    def text_room(self) -> int:
        """How wide a text may be."""
        return self.width() - 2 * _PADDING - ICON - _GAP

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
        metrics = QFontMetrics(self.font())
        room = self.text_room() + 1
        text = metrics.elidedText(self.label(), Qt.TextElideMode.ElideMiddle, room)
        used = metrics.horizontalAdvance(text) + _GAP
        painter.setPen(ink)
        painter.drawText(self._place(_PADDING, used), _TEXT, text)
        note = metrics.horizontalAdvance(self._note)
        if self._note and used + note <= room:  # the name matters more
            painter.setPen(colors.secondary_text(self.palette()))
            painter.drawText(self._place(_PADDING + used, note + _GAP), _TEXT, self._note)
        corner = self._place(self.width() - _PADDING - ICON, ICON)
        corner.adjust(0, (corner.height() - ICON) // 2, 0, 0)
        paint_icon(painter, "chevron-down", QRectF(corner.topLeft(), QSizeF(ICON, ICON)), ink)
        if self.hasFocus():
            paint_focus(painter, rect, colors.accent(self.palette()), BUTTON_RADIUS)

    def _place(self, start: int, width: int) -> QRect:
        """A part of the box, `start` from where the writing direction begins."""
        part = QRect(start, 0, width, self.height())
        return QStyle.visualRect(self.layoutDirection(), self.rect(), part)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        if self._framed:
            paint_ground(painter, rect, self.palette().base().color(), BUTTON_RADIUS)
            painter.setPen(QPen(colors.hairline(self.palette()), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, BUTTON_RADIUS, BUTTON_RADIUS)
        if self.underMouse():
            paint_ground(painter, rect, colors.hover(self.palette()), BUTTON_RADIUS)
