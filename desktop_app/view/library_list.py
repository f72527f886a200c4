"""The list of the Library page: rows of two lines, painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from desktop_app.library_rows import Row
from desktop_app.view.library_row import ROW, RowDelegate
from desktop_app.view.library_words import LibraryWords
from desktop_app.view.metrics import GRID
from desktop_app.view.scroll_bar import SlimScrollBar

_Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel):
    """The rows that are shown now."""

    def __init__(self, words: LibraryWords) -> None:
        super().__init__()
        self._words = words
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> bool:
        """Show these; whether they are other ones than before."""
        new = tuple(rows)
        if [row.id for row in new] != [row.id for row in self.rows]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return True
        old, self.rows = self.rows, new
        for at, (before, now) in enumerate(zip(old, new, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(at), self.index(at))
        return False

    def place_of(self, id: str) -> int:
        """Where a row is shown, -1 where it is not."""
        return next((at for at, row in enumerate(self.rows) if row.id == id), -1)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.title(row)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "\n".join((self._words.about(row), self._words.state(row)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words.state(row)
        return None


class LibraryList(QListView):
    """`chosen` tells the current row, None when there is none."""

    chosen = Signal(object)

    def __init__(self, words: LibraryWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = ""
        self._wanted = ""  # the id that is to be current once it is listed
        self.rows = RowsModel(words)
        self.setModel(self.rows)
        self._delegate = RowDelegate(words, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Models"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_rows(self, rows: Sequence[Row], empty: str) -> None:
        """Show rows, or the sentence `empty`; the current one stays current."""
        kept = self._wanted or self.current_id()
        self._empty = empty
        if self.rows.show(rows):
            self.choose(kept)
        elif self.currentIndex().isValid():
            self.chosen.emit(self.current())
        if not rows:
            self.chosen.emit(None)
        self.viewport().update()

    def current(self) -> Row | None:
        """The row that the details are about."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def current_id(self) -> str:
        """Its id, empty without one."""
        row = self.current()
        return row.id if row else ""

    def choose(self, id: str) -> None:
        """Let a row be current, the first where it is not listed."""
        place = self.rows.place_of(id)
        self._wanted = id if place < 0 else ""
        if self.rows.rows:
            index = self.rows.index(max(place, 0))
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._wanted = ""
        super().mousePressEvent(event)

    def _on_current(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.rows[index.row()] if index.isValid() else None)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.rows.rows:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            room = self.viewport().rect().adjusted(3 * GRID, 3 * GRID, -3 * GRID, 0)
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
            painter.drawText(room, top | Qt.TextFlag.TextWordWrap, self._empty)
