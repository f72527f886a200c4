"""A text box for long reading: airy lines, plain text, and words that can be pointed at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from desktop_app.view.highlights import Mark, Tint, Underline, selections
from desktop_app.view.metrics import LINE_HEIGHT, PANE_MARGIN, TEXT_SCALE
from desktop_app.view.scroll_bar import SlimScrollBar

# Keys that belong to the window, though a text box would take them for itself.
_WINDOW_KEYS = ("Ctrl+K", "Ctrl+Return", "Ctrl+I")


class TextEdit(QTextEdit):
    """Positions in signals and arguments are UTF-16 units of the document."""

    hovered = Signal(int)  # the letter under the mouse, -1 for none
    pinned = Signal(int)  # a letter clicked with Ctrl
    clicked = Signal(int)  # a letter, -1 beside the text; a drag is no click
    caret_moved = Signal(int)
    view_changed = Signal()  # other lines of the text can be seen
    tip_wanted = Signal(QHelpEvent)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 100
        self._hovered = -1
        self._pressed_at = QPoint()
        self._marks: tuple[Mark, ...] = ()
        self._underlines: tuple[Underline, ...] = ()
        self._tints: tuple[Tint, ...] = ()
        self.setAccessibleName(name)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(PANE_MARGIN)
        self.viewport().setAutoFillBackground(False)  # the rounded pane shines through
        self.viewport().setMouseTracking(True)
        self.set_zoom(self._zoom)
        self.cursorPositionChanged.connect(self._on_caret)
        self.verticalScrollBar().valueChanged.connect(self.view_changed)

    def set_zoom(self, percent: int) -> None:
        """Scale the text."""
        self._zoom = percent
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * TEXT_SCALE * percent / 100)
        self.setFont(font)

    def reset_lines(self, right_to_left: bool = False) -> None:
        """Give an empty document its line height and direction; later text inherits both."""
        lines = QTextBlockFormat()
        lines.setLineHeight(
            LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        if right_to_left:
            lines.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        QTextCursor(self.document()).setBlockFormat(lines)

    def plain_text(self) -> str:
        """The text letter for letter; a line break is one line feed."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def plain_text_of(self, start: int, end: int) -> str:
        """The text between two positions."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_marks(self, marks: Iterable[Mark]) -> None:
        """Light stretches of the text, instead of those lit before."""
        wanted = tuple(marks)
        if wanted != self._marks:
            self._marks = wanted
            self._paint_marks()

    def show_underlines(self, underlines: Iterable[Underline]) -> None:
        """Underline stretches of the text, instead of those before."""
        wanted = tuple(underlines)
        if wanted != self._underlines:
            self._underlines = wanted
            self._paint_marks()

    def show_tints(self, tints: Iterable[Tint]) -> None:
        """Put grounds behind stretches of the text, instead of those before."""
        wanted = tuple(tints)
        if wanted != self._tints:
            self._tints = wanted
            self._paint_marks()

    @property
    def tints(self) -> tuple[Tint, ...]:
        """What stands on a ground of its own."""
        return self._tints

    @property
    def underlines(self) -> tuple[Underline, ...]:
        """What is underlined."""
        return self._underlines

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is lit."""
        return self._marks

    def letter_at(self, point: QPoint) -> int:
        """The position of the letter under a point of the viewport, -1 for none."""
        at = QPointF(point) + QPointF(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        return self.document().documentLayout().hitTest(at, Qt.HitTestAccuracy.ExactHit)

    def top_position(self) -> int:
        """The first letter that can be seen."""
        return self.cursorForPosition(QPoint(PANE_MARGIN + 1, PANE_MARGIN)).position()

    def bottom_position(self) -> int:
        """The last letter that can be seen."""
        corner = self.viewport().rect().bottomRight()
        return self.cursorForPosition(corner).position()

    def y_of(self, position: int) -> int:
        """How far below the viewport's top the line of a position begins."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        return self.cursorRect(cursor).top()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if any(pressed == QKeySequence(keys) for keys in _WINDOW_KEYS):
                event.ignore()
                return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_marks()

    def _paint_marks(self) -> None:
        shown: list[Tint | Underline | Mark] = [*self._tints, *self._underlines, *self._marks]
        self.setExtraSelections(selections(self, shown, self.palette()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.tip_wanted.emit(event)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view_changed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        held = event.buttons() != Qt.MouseButton.NoButton
        self._hover(-1 if held else self.letter_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        if (
            event.button() == Qt.MouseButton.LeftButton
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            letter = self.letter_at(event.position().toPoint())
            if letter >= 0:
                self.pinned.emit(letter)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        near = (point - self._pressed_at).manhattanLength() < QApplication.startDragDistance()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and near and plain:
            self.clicked.emit(self.letter_at(point))

    def _hover(self, letter: int) -> None:
        if letter != self._hovered:
            self._hovered = letter
            self.hovered.emit(letter)

    def _on_caret(self) -> None:
        self.caret_moved.emit(self.textCursor().position())
