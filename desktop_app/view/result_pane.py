"""The pane that shows the translation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import FlatButton
from desktop_app.view.metrics import GRID
from desktop_app.view.pane import Pane
from desktop_app.view.result_changes import Change
from desktop_app.view.result_document import Entry, Output, ResultDocument
from desktop_app.view.result_edit import ResultEdit
from desktop_app.view.worded import in_a_row
from models.messages import Note

_ROOMY = 440  # from which width on


class ResultPane(Pane):
    copy_wanted = Signal()
    copy_both_wanted = Signal()
    roomy_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = ResultEdit("")
        super().__init__(self.edit, parent)
        self.edit.setAccessibleName(self.tr("Translation"))
        self.edit.setPlaceholderText(self.tr("The translation appears here."))
        self.text = ResultDocument(self.edit.document(), self._note_format, self._quiet_format)
        self.both_button = FlatButton(self.tr("Copy both"))
        self.both_button.clicked.connect(self.copy_both_wanted)
        self.copy_button = FlatButton(self.tr("Copy"), "copy")
        self.copy_button.clicked.connect(self.copy_wanted)
        self.compare_button = FlatButton("-", "compare")
        self.compare_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_button(self.compare_button)
        self.add_button(self.both_button)
        self.add_button(self.copy_button)
        self.note.hide()
        self._right_to_left = False
        self.is_roomy = True  # whether what stands below the text may be long
        self._enable()
        self._name_buttons()

    def set_compare_menu(self, menu: QMenu) -> None:
        """Open this below the button."""
        self.compare_button.setMenu(menu)

    def _name_buttons(self) -> None:
        """Say on the buttons what there is room for."""
        self._buttons.setSpacing(GRID // 2 if self.is_roomy else 0)
        for button, text in (
            (self.compare_button, self.tr("Compare")),
            (self.copy_button, self.tr("Copy")),
        ):
            button.setText(text if self.is_roomy else "")
            button.setAccessibleName(text)
            button.setToolTip("" if self.is_roomy else text)
            button.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_roomy = self.width() >= _ROOMY
        if is_roomy != self.is_roomy:
            self.is_roomy = is_roomy
            self._name_buttons()
            self.roomy_changed.emit()

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

    def put(self, change: Change, quiet_from: int | None = None) -> None:
        """Write other sentences; the caret and what is read stay where they are."""
        bar, caret = self.edit.verticalScrollBar(), self.edit.textCursor().position()
        seen = bar.value()
        self.text.put(change, quiet_from)
        cursor = self.edit.textCursor()
        cursor.setPosition(min(caret, self.edit.document().characterCount() - 1))
        self.edit.setTextCursor(cursor)
        bar.setValue(seen)

    def drop_older(self) -> None:
        """Show only what belongs to the present text."""
        self.text.drop_older()
        self._enable()

    def clear(self) -> None:
        """Show nothing."""
        self.text.clear()
        self._enable()

    def set_right_to_left(self, right_to_left: bool) -> bool:
        """Turn the pane to the direction of its language; whether that took its text away."""
        turned = right_to_left != self._right_to_left
        if turned:
            self._right_to_left = right_to_left
            self.text.clear()
            self.edit.reset_lines(right_to_left)
        return turned

    def _enable(self) -> None:
        empty = self.edit.document().isEmpty()
        self.copy_button.setEnabled(not empty)
        self.both_button.setEnabled(not empty)

    def _quiet_format(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(colors.secondary_text(self.palette()))
        return form

    def _note_format(self, notes: tuple[Note, ...]) -> QTextCharFormat:
        form = QTextCharFormat()
        sentences = [sentence for sentence in map(self._sentence, notes) if sentence]
        if sentences:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(colors.uncertain(self.palette()))
            form.setToolTip(in_a_row(sentences))
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
            case Note.UNLINKED:
                return ""  # nothing is wrong with the text, and the strip says it

    def note_at(self, letter: int) -> str:
        """What is to be known of the sentence that a letter belongs to."""
        if letter < 0:
            return ""
        cursor = self.edit.textCursor()
        cursor.setPosition(letter + 1)
        return cursor.charFormat().toolTip()
