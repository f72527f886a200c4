"""The text box that is written in: sample, paste, dropped files, and long text in helpings."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop_app.view.result_document import displayable
from desktop_app.view.text_edit import TextEdit

_ENDS = frozenset(".!?…。！？؟।")  # a sentence is over: translate at once
_HELPING = 24_000  # letters inserted between two looks at the event queue


class SourceEdit(TextEdit):
    edited = Signal(bool)  # whether the translation should begin at once
    file_dropped = Signal(Path)
    others_dropped = Signal()  # together with that file, and left where they are
    sample_gone = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._sample = False
        self._urgent = False
        self._rest: list[str] = []  # of a long insertion, the last part first
        self._rest_cursor: QTextCursor | None = None
        self._from_start = False  # is seen what is inserted, not from its end
        self._helpings = QTimer(self)
        self._helpings.setInterval(0)
        self._helpings.timeout.connect(self._insert_next)
        self.document().setUndoRedoEnabled(False)
        self.reset_lines()
        self.document().setUndoRedoEnabled(True)
        self.document().contentsChange.connect(self._on_change)

    def replace_text(self, text: str) -> None:
        """Put `text` in place of all there is; it can be undone."""
        self.finish_insertion()
        self._urgent = True
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        self.setTextCursor(cursor)
        self._insert(text)

    def open_text(self, text: str) -> None:
        """Put a document in place of all there is and show its beginning."""
        self.finish_insertion()
        self._from_start = True
        self.replace_text(text)

    def show_sample(self, text: str) -> None:
        """Show an example that goes with the first key."""
        self._sample = True
        self.restore(text)

    def restore(self, text: str) -> None:
        """Show a remembered text, from its beginning; there is nothing to undo."""
        self.replace_text(text)
        self.finish_insertion()
        self.document().clearUndoRedoStacks()
        self.show_start()

    def show_start(self) -> None:
        """Go to where the text begins."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def set_base_direction(self, right_to_left: bool) -> None:
        """Let the caret of an empty box stand where the language begins."""
        if self.document().isEmpty() and not self.document().isUndoAvailable():
            self.document().contentsChange.disconnect(self._on_change)
            self.document().setUndoRedoEnabled(False)
            self.reset_lines(right_to_left)
            self.document().setUndoRedoEnabled(True)
            self.document().contentsChange.connect(self._on_change)

    @property
    def is_sample(self) -> bool:
        """Whether the example is still there."""
        return self._sample

    def drop_sample(self) -> None:
        """Empty the box if it shows the example."""
        if self._sample:
            self._sample = False
            self.selectAll()
            self.textCursor().removeSelectedText()
            self.document().clearUndoRedoStacks()
            self.sample_gone.emit()

    def finish_insertion(self) -> None:
        """Insert at once what a long insertion has left."""
        while self._rest:
            self._insert_next()

    def whole_text(self) -> str:
        """The text with all of a long insertion that is still under way."""
        self.finish_insertion()
        return self.plain_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.finish_insertion()
        if _writes(event):
            self.drop_sample()
        self._urgent = bool(event.text()) and event.text() in _ENDS
        super().keyPressEvent(event)
        self._urgent = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.finish_insertion()
        if event.commitString() or event.preeditString():
            self.drop_sample()
        super().inputMethodEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if files:
            self.file_dropped.emit(files[0])
            if files[1:]:
                self.others_dropped.emit()
        elif source.hasText():
            self.finish_insertion()
            self.drop_sample()
            self._urgent = True
            self._insert(source.text())

    def _insert(self, text: str) -> None:
        """Insert in place of the selection; what is long follows while the window lives on."""
        text = displayable(re.sub("\r\n?", "\n", text))
        parts = helpings(text)
        self._rest = parts[:0:-1]
        self._rest_cursor = self.textCursor()
        self._rest_cursor.insertText(parts[0], QTextCharFormat())
        if self._rest:
            self._helpings.start()
        else:
            self._end_insertion()

    def _insert_next(self) -> None:
        cursor = self._rest_cursor
        if cursor and self._rest:
            cursor.joinPreviousEditBlock()
            cursor.insertText(self._rest.pop(), QTextCharFormat())
            cursor.endEditBlock()
        if not self._rest:
            self._end_insertion()

    def _end_insertion(self) -> None:
        self._helpings.stop()
        self._urgent = False
        if self._rest_cursor:
            self.setTextCursor(self._rest_cursor)
            self._rest_cursor = None
        if self._from_start:
            self._from_start = False
            self.show_start()
        else:
            self.ensureCursorVisible()

    def _on_change(self, position: int, removed: int, added: int) -> None:
        if removed or added:
            self.edited.emit(self._urgent and not self._rest)


def helpings(text: str) -> list[str]:
    """Parts of about one helping; a paragraph stays whole, for Qt lays it out as one."""
    parts, start = [], 0
    while len(text) - start > _HELPING:
        end = text.rfind("\n", start, start + _HELPING) + 1
        end = end or text.find("\n", start + _HELPING) + 1 or len(text)
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]] if start < len(text) or not parts else parts


def _writes(event: QKeyEvent) -> bool:
    """Whether the key changes the text, unlike arrows and shortcuts."""
    if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        return True
    if event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    ):
        return False
    return bool(event.text()) and event.text().isprintable()
