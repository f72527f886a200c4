"""The text box of the translation: read-only while it is written, then open for edits."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import QWidget

from desktop_app.view.result_document import displayable
from desktop_app.view.text_edit import TextEdit

_READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class ResultEdit(TextEdit):
    """Undo and redo are left to whoever knows the sentences."""

    asked = Signal(int)  # a letter or the caret's place: what else could stand there
    sentence_asked = Signal(int)  # a place: how else the sentence could read
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setUndoRedoEnabled(False)
        self.set_open(False)
        self.reset_lines()

    def set_open(self, is_open: bool) -> None:
        """Let the text be edited or only read; a caret is there in both cases."""
        if is_open == self.isReadOnly():
            self.setReadOnly(not is_open)
            if not is_open:
                self.setTextInteractionFlags(_READING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and event.modifiers() & alt:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            wanted = self.sentence_asked if shift else self.asked
            wanted.emit(self.textCursor().position())
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_wanted.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            text = displayable(re.sub("\r\n?", "\n", source.text()))
            self.textCursor().insertText(text, QTextCharFormat())
            self.ensureCursorVisible()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        letter = self.letter_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and letter >= 0:
            self.asked.emit(letter)
        else:
            super().mouseDoubleClickEvent(event)
