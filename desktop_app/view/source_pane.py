"""The pane that is written in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.view.buttons import FlatButton
from desktop_app.view.pane import Pane
from desktop_app.view.source_edit import SourceEdit

_COUNTED = 20_000  # letters; of a longer text the document's own length is near enough


class SourcePane(Pane):
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = SourceEdit("")
        super().__init__(self.edit, parent)
        self.edit.setAccessibleName(self.tr("Source text"))
        self.edit.setPlaceholderText(self.tr("Type or paste text, or drop a text file here."))
        self.open_button = FlatButton(self.tr("Open…"))
        self.open_button.clicked.connect(self.open_wanted)
        self.clear_button = FlatButton(self.tr("Clear"))
        self.clear_button.clicked.connect(self.clear)
        self.add_button(self.open_button)
        self.add_button(self.clear_button)
        self.edit.document().contentsChanged.connect(self._count)
        self._count()

    def clear(self) -> None:
        """Empty the box; Ctrl+Z brings the text back."""
        self.edit.drop_sample()
        self.edit.replace_text("")
        self.edit.setFocus()

    def _count(self) -> None:
        letters = self.edit.document().characterCount() - 1
        if letters <= _COUNTED:
            letters = len(self.edit.plain_text())
        self.clear_button.setEnabled(letters > 0)
        if self.edit.is_sample:
            self.note.setText(self.tr("An example: type to begin"))
        else:
            self.note.setText(self.tr("%Ln characters", "", letters) if letters else "")
