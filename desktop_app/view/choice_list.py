"""A small list that opens under a place in a text, with a line for words of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    QPoint,
    QRect,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.view import colors
from desktop_app.view.choice_rows import RowDelegate
from desktop_app.view.metrics import BUTTON_HEIGHT, GRID
from desktop_app.view.pane import QuietLabel
from desktop_app.view.scroll_bar import SlimScrollBar

_INSET = 4
_TALLEST = 320
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_TAKES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Choice:
    """A row: its text, a figure at its end, what is spoken, and which code points are bold."""

    text: str
    aside: str = ""
    spoken: str = ""
    bold: tuple[tuple[int, int], ...] = ()


class ChoiceList(QFrame):
    """Without a `hint` there is no line to type in; all keys work in the same way."""

    moved = Signal(int)  # to a row
    taken = Signal(int)
    typed = Signal(str)  # all that the line holds
    own_taken = Signal(str)
    closed = Signal()  # in any way

    def __init__(self, name: str, hint: str, width: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click beside it only closes
        self.setAccessibleName(name)
        self._width = width
        self._names = QStringListModel(self)
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint or name)
        self.line.setFrame(False)
        self.line.setFixedHeight(BUTTON_HEIGHT)
        self.line.setTextMargins(GRID, 0, GRID, 0)
        self.line.setVisible(bool(hint))
        self.view = QListView()
        self.view.setAccessibleName(name)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setModel(self._names)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = RowDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.note = QuietLabel()
        self.note.setContentsMargins(GRID, 0, GRID, 0)
        self.note.setFixedHeight(BUTTON_HEIGHT)
        for widget in (self.line, self.view):
            widget.installEventFilter(self)
        self.line.textEdited.connect(self._on_typed)
        self.view.selectionModel().currentRowChanged.connect(
            lambda index, _: self._on_row(index.row())
        )
        self.view.clicked.connect(lambda index: self.taken.emit(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        column.setSpacing(0)
        for each in (self.view, self.note, self.line):
            column.addWidget(each)

    def open_at(self, anchor: QRect, note: str) -> None:
        """Show a list that is still empty under (or above) a stretch of the screen."""
        self._anchor = anchor
        self.line.clear()
        self.show_rows((), 0, note)
        self.show()
        (self.line if self.line.placeholderText() else self.view).setFocus()

    def show_rows(self, rows: Sequence[Choice], current: int, note: str = "") -> None:
        """Show these rows, one of them chosen, or a sentence in their place."""
        self._delegate.rows = tuple(rows)
        self._names.setStringList([row.spoken or row.text for row in rows])
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.view.setVisible(bool(rows))
        if rows and 0 <= current < len(rows):
            self.view.setCurrentIndex(self._names.index(current))
        self.setGeometry(self._place())

    @property
    def rows(self) -> tuple[Choice, ...]:
        """What is shown."""
        return self._delegate.rows

    def _place(self) -> QRect:
        height, width = 2 * _INSET, self._width
        if self._delegate.rows:
            height += min(self._delegate.height(width - 2 * _INSET), _TALLEST)
            self.view.setFixedHeight(height - 2 * _INSET)
        for widget in (self.note, self.line):
            height += BUTTON_HEIGHT * (not widget.isHidden())
        screen = QApplication.screenAt(self._anchor.center()) or QApplication.primaryScreen()
        room = screen.availableGeometry()
        place = QRect(self._anchor.bottomLeft() + QPoint(-GRID, 4), self._anchor.size())
        place.setSize(self.size().expandedTo(self.minimumSize()))
        place.setWidth(width)
        place.setHeight(height)
        if place.bottom() > room.bottom() and self._anchor.top() - height >= room.top():
            place.moveBottom(self._anchor.top() - 4)
        place.moveLeft(max(room.left(), min(place.left(), room.right() - width)))
        return place

    def _on_row(self, row: int) -> None:
        if row < 0:
            return
        self.moved.emit(row)
        if QAccessible.isActive():  # the keyboard is in the line
            said = self._delegate.rows[row].spoken or self._delegate.rows[row].text
            event = QAccessibleAnnouncementEvent(self, said)
            QAccessible.updateAccessibility(event)

    def _on_typed(self, text: str) -> None:
        if text.strip():
            self.view.clearSelection()
        elif self._delegate.rows:
            self.view.selectionModel().select(
                self.view.currentIndex(), QItemSelectionModel.SelectionFlag.Select
            )
        self.typed.emit(text)

    def _take(self) -> None:
        if own := self.line.text().strip():
            self.own_taken.emit(own)
        elif self._delegate.rows:
            self.taken.emit(max(self.view.currentIndex().row(), 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _TAKES:
                self._take()
                return True
            if key in _MOVES and watched is self.line:
                QApplication.sendEvent(self.view, event)
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.setPen(QPen(colors.outline(self.palette()), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
