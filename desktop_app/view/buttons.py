"""Buttons without frames: quiet until the mouse or the keyboard reaches them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from desktop_app.view import colors
from desktop_app.view.icons import paint_icon
from desktop_app.view.metrics import BUTTON_HEIGHT, BUTTON_RADIUS, ICON

_PADDING = 10
_GAP = 6
_RING = 1.5


def paint_ground(painter: QPainter, rect: QRectF, fill: QColor, radius: float) -> None:
    """Fill a rounded rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)


def paint_focus(painter: QPainter, rect: QRectF, accent: QColor, radius: float) -> None:
    """Draw the ring that shows where the keyboard is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent, _RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


class FlatButton(QToolButton):
    """A button of text, of an icon, or of both."""

    def __init__(
        self, text: str = "", icon: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if name:
            self.setToolTip(name)

    def set_icon_name(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self.update()

    def sizeHint(self) -> QSize:
        width = ICON if self._icon_name else 0
        if self.text():
            width += QFontMetrics(self._font(bold=self.isCheckable())).horizontalAdvance(
                self.text()
            )
            width += _GAP if self._icon_name else 0
            return QSize(width + 2 * _PADDING, BUTTON_HEIGHT)
        return QSize(BUTTON_HEIGHT, BUTTON_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self._paint_ground(painter, rect)
        ink = self._ink()
        painter.setFont(self._font(bold=self.isChecked()))
        padding = _PADDING if self.text() else 0
        content = rect.adjusted(padding, 0, -padding, 0)
        if self._icon_name:
            left = content.left() if self.text() else (rect.width() - ICON) / 2
            icon = QRectF(left, (rect.height() - ICON) / 2, ICON, ICON)
            paint_icon(painter, self._icon_name, icon, ink)
            content.setLeft(icon.right() + _GAP)
        painter.setPen(ink)
        align = Qt.AlignmentFlag.AlignCenter
        painter.drawText(content, align | Qt.TextFlag.TextSingleLine, self.text())
        if self.hasFocus():
            paint_focus(painter, rect, colors.accent(self.palette()), BUTTON_RADIUS)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        fill = None
        if self.isChecked():
            fill = colors.chosen(self.palette())
        elif self.isDown():
            fill = colors.pressed(self.palette())
        elif self.underMouse() and self.isEnabled():
            fill = colors.hover(self.palette())
        if fill:
            paint_ground(painter, rect, fill, BUTTON_RADIUS)

    def _ink(self) -> QColor:
        ink = self.palette().windowText().color()
        if self.isEnabled():
            return ink
        return colors.blend(self.palette().window().color(), ink, 0.35)

    def _font(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font


class Switch(QWidget):
    """A choice between a few words that stand side by side."""

    def __init__(
        self, texts: tuple[str, ...], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, text in enumerate(texts):
            button = FlatButton(text)
            button.setCheckable(True)
            self.group.addButton(button, number)
            row.addWidget(button)

    def choose(self, number: int) -> None:
        """Show the choice `number`."""
        self.group.button(number).setChecked(True)
