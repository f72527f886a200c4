"""The pane that is written in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.view.buttons import FlatButton
from desktop_app.view.fitting_label import FittingLabel
from desktop_app.view.pane import Pane
from desktop_app.view.source_edit import SourceEdit

_WORTH_SUMMARIZING = 600  # letters
_COUNTED = 20_000  # letters; of a longer text the document's own length is near enough


class SourcePane(Pane):
    open_wanted = Signal()
    summarize_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = SourceEdit("")
        self.about = FittingLabel()
        super().__init__(self.edit, parent, self.about)
        self.edit.setAccessibleName(self.tr("Source text"))
        self.edit.setPlaceholderText(self.tr("Type or paste text, or drop a document here."))
        self.open_button = FlatButton(self.tr("Open…"))
        self.open_button.clicked.connect(self.open_wanted)
        self.clear_button = FlatButton(self.tr("Clear"))
        self.clear_button.clicked.connect(self.clear)
        self.summarize_button = FlatButton(self.tr("Summarize"))
        self.summarize_button.setToolTip(self.tr("Summarize this text on the next page"))
        self.summarize_button.clicked.connect(self.summarize_wanted)
        for button in (self.summarize_button, self.open_button, self.clear_button):
            self.add_button(button)
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
        self.summarize_button.setVisible(letters >= _WORTH_SUMMARIZING)
        if self.edit.is_sample:
            self.about.say(self.tr("An example: type to begin"))
        elif letters:
            self.about.say(self.tr("%Ln characters", "", letters))
        else:
            self.about.say()
