"""One clickable word of the strip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import paint_focus, paint_ground
from desktop_app.view.highlights import Light
from models.messages import UNCERTAIN

HEIGHT = 32
PADDING = 8
_RADIUS = 6


class TokenBox(QWidget):
    """A word or a piece; the strip keeps and reuses these."""

    entered = Signal(int)
    left = Signal(int)
    clicked = Signal(int, bool)  # number, whether with Ctrl
    walked = Signal(int, Qt.Key)
    asked = Signal(int)  # what else could stand there

    def __init__(self, number: int, row: QWidget) -> None:
        super().__init__(row)
        self._number = number
        self._text = ""
        self._uncertain = False
        self._quiet = False
        self._light: Light | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def text(self) -> str:
        """The word as it is painted."""
        return self._text

    @property
    def light(self) -> Light | None:
        """How it is lit."""
        return self._light

    def show_token(self, text: str, certainty: float | None, quiet: bool) -> None:
        """Become another word; a `quiet` one has no letters of the text."""
        self._text = text
        self._quiet = quiet
        doubtful = certainty is not None and certainty < UNCERTAIN
        self._uncertain = doubtful and not quiet and any(map(str.isalnum, text))
        self._light = None
        self.update()

    def set_light(self, light: Light | None) -> None:
        """Be lit or not."""
        if light != self._light:
            self._light = light
            self.update()

    def enterEvent(self, event: QEvent) -> None:
        self.entered.emit(self._number)

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit(self._number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            several = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.clicked.emit(self._number, bool(several))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.asked.emit(self._number)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            several = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.clicked.emit(self._number, bool(several))
        elif key in _WALKS:
            self.walked.emit(self._number, key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, palette = QRectF(self.rect()).adjusted(1, 1, -1, -1), self.palette()
        if self._light:
            paint_ground(painter, rect, colors.link(palette, self._light.strength), _RADIUS)
        elif self.underMouse():
            paint_ground(painter, rect, colors.hover(palette), _RADIUS)
        ink = palette.placeholderText() if self._quiet else palette.windowText()
        painter.setPen(ink.color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._text)
        if self._uncertain:
            self._underline(painter, rect)
        if self._light and self._light.pinned:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.accent(palette), 1.5))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), colors.accent(palette), _RADIUS + 1)

    def _underline(self, painter: QPainter, rect: QRectF) -> None:
        pen = QPen(colors.uncertain(self.palette()), 2, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        y = rect.center().y() + QFontMetricsF(self.font()).ascent() / 2 + 4
        painter.drawLine(
            int(rect.left()) + PADDING, int(y), int(rect.right()) - PADDING, int(y)
        )


_WALKS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
