"""The pane that shows the translation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QTextCharFormat
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import FlatButton
from desktop_app.view.pane import Pane
from desktop_app.view.result_document import Entry, Output, ResultDocument
from desktop_app.view.text_edit import TextEdit
from models.messages import Note


class ResultEdit(TextEdit):
    """Read-only, with a caret that the arrow keys move."""

    tip_wanted = Signal(QHelpEvent)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.reset_lines()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.tip_wanted.emit(event)
            return True
        return super().viewportEvent(event)


class ResultPane(Pane):
    copy_wanted = Signal()
    copy_both_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = ResultEdit("")
        super().__init__(self.edit, parent)
        self.edit.setAccessibleName(self.tr("Translation"))
        self.edit.setPlaceholderText(self.tr("The translation appears here."))
        self.text = ResultDocument(self.edit.document(), self._note_format)
        self.both_button = FlatButton(self.tr("Copy both"))
        self.both_button.clicked.connect(self.copy_both_wanted)
        self.copy_button = FlatButton(self.tr("Copy"), "copy")
        self.copy_button.clicked.connect(self.copy_wanted)
        self.add_button(self.both_button)
        self.add_button(self.copy_button)
        self.edit.tip_wanted.connect(self._show_tip)
        self._right_to_left = False
        self._enable()

    def begin(self, source: str) -> None:
        """Expect the translation of `source`."""
        self.text.begin(source)
        self._enable()

    def show_output(self, outputs: Sequence[Output]) -> None:
        """Put new output in its place; what is being read stays where it is."""
        bar = self.edit.verticalScrollBar()
        read = self.text.entry_at(self.edit.top_position()) if bar.value() else None
        before = self._y_of(read)
        self.text.show(outputs)
        after = self._y_of(read)
        if before is not None and after is not None:
            bar.setValue(bar.value() + after - before)
        self._enable()

    def _y_of(self, entry: Entry | None) -> int | None:
        start = self.text.start_of(entry) if entry else None
        return self.edit.y_of(start) if start is not None else None

    def drop_older(self) -> None:
        """Show only what belongs to the present text."""
        self.text.drop_older()
        self._enable()

    def clear(self) -> None:
        """Show nothing."""
        self.text.clear()
        self._enable()

    def set_right_to_left(self, right_to_left: bool) -> None:
        """Turn the pane to the direction of its language; what it shows is of another one."""
        if right_to_left != self._right_to_left:
            self._right_to_left = right_to_left
            self.text.clear()
            self.edit.reset_lines(right_to_left)

    def _enable(self) -> None:
        empty = self.edit.document().isEmpty()
        self.copy_button.setEnabled(not empty)
        self.both_button.setEnabled(not empty)

    def _note_format(self, notes: tuple[Note, ...]) -> QTextCharFormat:
        form = QTextCharFormat()
        if notes:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(colors.uncertain(self.palette()))
            form.setToolTip(" ".join(self._sentence(note) for note in notes))
        return form

    def _sentence(self, note: Note) -> str:
        match note:
            case Note.REPETITION:
                return self.tr(
                    "The model began to repeat itself, so this was translated again."
                )
            case Note.REPEATS:
                return self.tr("The model repeats itself here.")
            case Note.CUT:
                return self.tr("The translation of this sentence may stop too early.")
            case Note.UNTRANSLATED:
                return self.tr("This was left as it is: there is nothing to translate.")

    def _show_tip(self, event: QHelpEvent) -> None:
        letter = self.edit.letter_at(event.pos())
        tip = ""
        if letter >= 0:
            cursor = self.edit.textCursor()
            cursor.setPosition(letter + 1)
            tip = cursor.charFormat().toolTip()
        QToolTip.showText(event.globalPos(), tip, self.edit)
