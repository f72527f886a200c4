"""The text box of a document: sentences can be clicked, and parts of it can step back."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop_app.view import colors
from desktop_app.view.hint import paint_hint
from desktop_app.view.source_edit import SourceEdit

_LAID_OUT = 60_000  # letters that are laid out in no time


class DocumentEdit(SourceEdit):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._dimmed: tuple[tuple[int, int], ...] = ()
        self._hint = ""

    def set_hint(self, hint: str) -> None:
        """Say in the empty box what to do."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_hint(self, self._hint)

    def share_of(self, start: int, end: int) -> tuple[float, float]:
        """Where a stretch begins and ends in the height of the whole text (0..1).

        A long text is not laid out for this: there the letters are counted.
        """
        letters = self.document().characterCount()
        if letters > _LAID_OUT:
            return start / letters, end / letters
        above = self.verticalScrollBar().value()
        whole = max(self.document().size().height(), self.viewport().height())
        last = QTextCursor(self.document())
        last.setPosition(min(end, letters - 1))
        bottom = self.cursorRect(last).bottom()
        return (self.y_of(start) + above) / whole, (bottom + above) / whole

    def show_dimmed(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Show stretches in quieter ink, instead of those before."""
        wanted = tuple(stretches)
        if wanted != self._dimmed:
            self._dimmed = wanted
            self._paint_marks()

    @property
    def dimmed(self) -> tuple[tuple[int, int], ...]:
        """What is in quieter ink."""
        return self._dimmed

    def _paint_marks(self) -> None:
        super()._paint_marks()
        if self._dimmed:
            quiet = [self._quiet(start, end) for start, end in self._dimmed]
            self.setExtraSelections([*quiet, *self.extraSelections()])

    def _quiet(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        palette = self.palette()
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        form = QTextCharFormat()
        form.setForeground(colors.blend(palette.base().color(), palette.text().color(), 0.45))
        selection.format = form
        return selection
