"""The Summarize page: a document, its summary, and what each sentence of that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.summary_choices import SummaryChoices
from desktop_app.summary_export import Made
from desktop_app.summary_status import SummaryStatus
from desktop_app.view.document_pane import DocumentPane
from desktop_app.view.evidence import Evidence
from desktop_app.view.evidence_line import EvidenceLine
from desktop_app.view.evidence_map import EvidenceMap
from desktop_app.view.languages import LanguageNames
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.page_message import PageMessage
from desktop_app.view.splitter import Splitter
from desktop_app.view.summarizer_bar import SummarizerBar
from desktop_app.view.summary_header import SummaryHeader
from desktop_app.view.summary_pane import SummaryPane
from desktop_app.view.summary_status_line import SummaryStatusLine
from models.messages import Failed, Form, Opened, Summary, Utf16Map

_ROOMY = 900  # from which width on the row above has its label


@dataclass(frozen=True, slots=True)
class _Asked:
    """The document that a summary is made of, and the form that this will have."""

    document: str = ""
    form: Form = Form.SENTENCES


class SummarizePage(QWidget):
    edited = Signal(bool)  # whether the summary should begin at once
    summarize_wanted = Signal()
    cancel_wanted = Signal()
    library_wanted = Signal()
    stop_reading_wanted = Signal()
    translate_wanted = Signal(str)  # a text, on the other page
    export_wanted = Signal(object, Path, str)  # what was Made, a file, the format's id

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = SummaryHeader(names)
        self.message = PageMessage()
        self.offer = SummarizerBar(names)
        self.document = DocumentPane()
        self.summary = SummaryPane()
        self.line = EvidenceLine()
        self.status = SummaryStatusLine(names)
        self.panes = Splitter(self.document, self.summary)
        self.evidence = Evidence(self.document, self.summary, self.line, self)
        self._choices = SummaryChoices()
        self._asked, self._units = _Asked(), Utf16Map("")
        self._made: Made | None = None  # what is shown; an older one until the asked one comes
        self._lay_out()
        self.document.edit.edited.connect(self._on_edit)
        self.document.summarize_wanted.connect(self.summarize_wanted)
        self.summary.copy_wanted.connect(self.copy)
        self.summary.translate_wanted.connect(self._translate)
        self.summary.export_wanted.connect(self._export)
        # Connected first, so that a number that is still being typed is asked for.
        self.summarize_wanted.connect(self.header.settle)
        self.status.cancel_wanted.connect(self.cancel_wanted)
        self.header.models.library_wanted.connect(self.library_wanted)

    def _lay_out(self) -> None:
        body = QVBoxLayout()
        body.setContentsMargins(MARGIN, 0, MARGIN, 0)
        body.setSpacing(GRID)
        body.addWidget(self.message)
        body.addWidget(self.offer)
        body.addWidget(self.panes, 1)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.line)
        below.addWidget(self.status)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.header)
        column.addLayout(body, 1)
        column.addLayout(below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.set_roomy(self.width() >= _ROOMY)

    def show_choices(self, choices: SummaryChoices) -> None:
        """Offer what can be chosen; say whether the summary follows by itself."""
        self._choices = choices
        self.header.show_choices(choices)
        self.document.summarize_button.setVisible(not choices.live)
        if choices.live:
            self.summary.wait(self.tr("The summary appears here."))
        elif choices.chosen.writes_lines:
            self.summary.wait(
                self.tr("Press Summarize, and a line about each part of the text appears here.")
            )
        else:
            self.summary.wait(self.tr("Press Summarize, and the summary appears here."))

    def begin(self, text: str) -> None:
        """Expect the summary of `text`; an older one stays until then."""
        self._asked, self._units = _Asked(text, self._choices.form), Utf16Map(text)
        self.message.hide_failure()

    def show_summary(self, summary: Summary | None) -> None:
        """Show a summary of what was asked, as far as it is there; None for none."""
        document, form = self._asked.document, self._asked.form
        self._made = Made(summary, document, form) if summary else None
        self.summary.show_summary(summary, form)
        self.evidence.show(EvidenceMap(self._units, summary) if summary else None)
        if summary:
            self.document.show_counts(summary.words, len(summary.document))
        else:
            self.show_words(0)

    def show_words(self, words: int) -> None:
        """Say how long a document is that was not summarized yet."""
        self.document.show_counts(words, 0)

    def show_status(self, status: SummaryStatus) -> None:
        """Say what is going on."""
        self.status.show_summary_status(status)

    def show_opened(self, opened: Opened) -> None:
        """Say how the model runs."""
        self.header.models.show_opened(opened)

    def show_finished(self) -> None:
        """Tell screen readers once that the summary is there."""
        self.message.announce(self.tr("Summary finished"))

    def show_failure(self, failed: Failed) -> None:
        """Say what went wrong and what to do next."""
        action = self.tr("Try again") if failed.request_id else ""
        self.message.show_failed(failed, action, self.summarize_wanted.emit)

    def put_document(self, text: str, name: str = "") -> None:
        """Put a file's text, or another page's, in the place of the document."""
        self.message.hide()
        self.document.put(text, name)

    def copy(self) -> None:
        """Copy the summary."""
        if self.summary.summary:
            QGuiApplication.clipboard().setText(self.summary.summary.text)

    def _translate(self) -> None:
        if self.summary.summary:
            self.translate_wanted.emit(self.summary.summary.text)

    def _export(self, path: Path, kind: str) -> None:
        if self._made:
            self.export_wanted.emit(self._made, path, kind)

    def cycle_panes(self) -> None:
        """Move the keyboard on: document, summary."""
        at_document = self.document.edit.hasFocus()
        pane = self.summary if at_document else self.document
        pane.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Go one step back: from pins, from work."""
        if not self.evidence.clear_pins():
            self.cancel_wanted.emit()

    def set_zoom(self, percent: int) -> None:
        """Scale the text of both panes."""
        self.document.edit.set_zoom(percent)
        self.summary.edit.set_zoom(percent)
        self.summary.text.restyle()

    def _on_edit(self, urgent: bool) -> None:
        self.evidence.forget()
        self.summary.set_old(True)
        self.edited.emit(urgent)
