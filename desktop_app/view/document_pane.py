"""The pane of a document that is to be summarized."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.view.buttons import FlatButton
from desktop_app.view.document_edit import DocumentEdit
from desktop_app.view.fitting_label import FittingLabel
from desktop_app.view.overview_bar import OverviewBar
from desktop_app.view.pane import Pane
from desktop_app.view.push_button import PushButton

_LONG = 200_000  # letters


class DocumentPane(Pane):
    open_wanted = Signal()
    summarize_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = DocumentEdit("")
        self.about = FittingLabel()
        super().__init__(self.edit, parent, self.about)
        self._name = ""
        self._letters = 0
        self._counted: tuple[int, int] | None = None  # words and sentences
        self.edit.setAccessibleName(self.tr("Document"))
        self.edit.set_hint(
            self.tr(
                "Paste a document, or open a file: PDF, Word, OpenDocument, EPUB, a web page, "
                "Markdown, subtitles or plain text."
            )
        )
        self.overview = OverviewBar()
        self.add_beside_text(self.overview)
        self.open_button = FlatButton(self.tr("Open…"))
        self.open_button.clicked.connect(self.open_wanted)
        self.clear_button = FlatButton(self.tr("Clear"))
        self.clear_button.clicked.connect(self.clear)
        self.summarize_button = PushButton(self.tr("Summarize"), main=True)
        self.summarize_button.setToolTip(self.tr("Summarize the document (Ctrl+Return)"))
        self.summarize_button.clicked.connect(self.summarize_wanted)
        for button in (self.open_button, self.clear_button, self.summarize_button):
            self.add_button(button)
        self.edit.document().contentsChange.connect(self._on_change)
        self._say()

    @property
    def file_name(self) -> str:
        """The name of the file that the text is from, empty for none."""
        return self._name

    def clear(self) -> None:
        """Empty the box; Ctrl+Z brings the text back."""
        self.edit.replace_text("")
        self.edit.setFocus()

    def put(self, text: str, name: str = "") -> None:
        """Put the text of a file in the place of what is there."""
        self.edit.open_text(text)
        self._name = name
        self._say()

    def restore(self, text: str, name: str) -> None:
        """Show a remembered document; a long one comes in helpings, as if it was opened."""
        if len(text) > _LONG:
            self.edit.open_text(text)
        else:
            self.edit.restore(text)
        self._name = name
        self._say()

    def show_counts(self, words: int, sentences: int) -> None:
        """Say how long the document is; no sentences when these were not counted."""
        self._counted = (words, sentences)
        self._say()

    def _on_change(self, position: int, removed: int, added: int) -> None:
        if not removed and not added:
            return
        before, self._letters = self._letters, self.edit.document().characterCount() - 1
        if position == 0 and before and removed >= before:
            self._name = ""  # another text stands there
        self._say()

    def _say(self) -> None:
        empty = self.edit.document().isEmpty()
        self.clear_button.setEnabled(not empty)
        self.summarize_button.setEnabled(not empty)
        if empty:
            self._counted = None
        words, sentences = self._counted or (0, 0)
        said = [self.tr("%Ln words", "", words)] if words else []
        more = [self.tr("%Ln sentences", "", sentences)] if sentences else []
        named = [self._name] if self._name and not empty else []
        dot = " · "
        self.about.say(dot.join(said + more + named), dot.join(said + named), *said)
