"""From a document and the choices to the summary on its page, and on to the other pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop_app.choices import Choices
from desktop_app.opening_files import Opened
from desktop_app.parts import Parts
from desktop_app.summarizing import has_words
from desktop_app.summary_choices import SummaryChoices
from desktop_app.summary_export import Made, written
from desktop_app.view.main_window import MainWindow
from models.messages import Failed, Offer

_WHOSE = "summarize"  # the page, to those who read files
_TRANSLATE, _SUMMARIZE = 0, 1  # the pages' numbers


class SummarizePages(QObject):
    """Connects the Summarize page with what answers it.

    A translation goes before a summary: one that a summary would have to wait for is
    interrupted, and goes on when its page is shown again.
    """

    def __init__(self, window: MainWindow, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._parts = window, parts
        self._page = window.summarize
        self._interrupted = False
        self._connect_work()
        self._connect_choices()
        self._connect_files()
        self._connect_offers()
        self._connect_pages()

    def _connect_work(self) -> None:
        page, control = self._page, self._parts.summarizing
        page.edited.connect(self._on_edit)
        page.summarize_wanted.connect(control.summarize)
        page.cancel_wanted.connect(control.cancel)
        self._parts.controller.asides.connect(control.feed)
        control.began.connect(self._on_begin)
        control.shown.connect(page.show_summary)
        control.opened.connect(page.show_opened)
        control.noticed.connect(page.message.show_notice)
        control.status_changed.connect(page.show_status)
        control.failed.connect(page.show_failure)
        control.finished.connect(page.show_finished)
        watch = self._parts.document_watch
        watch.counted.connect(page.show_words)
        watch.recognized.connect(page.header.ways.show_language)
        page.header.ways.looked_at.connect(watch.look_for_language)

    def _connect_choices(self) -> None:
        header, summaries = self._page.header, self._parts.summaries
        self._parts.selection.changed.connect(self._on_models)
        summaries.changed.connect(self._on_choices)
        header.length_chosen.connect(summaries.choose_length)
        header.form_chosen.connect(summaries.choose_form)
        header.models.chosen.connect(summaries.choose)
        header.ways.before_chosen.connect(summaries.choose_before)
        header.ways.after_chosen.connect(summaries.choose_after)

    def _connect_files(self) -> None:
        page, files, exporter = self._page, self._parts.files, self._parts.summary_exporter
        self._window.document_wanted.connect(lambda path: files.open(path, _WHOSE))
        page.document.edit.others_dropped.connect(lambda: files.leave_others(_WHOSE))
        page.stop_reading_wanted.connect(self._stop_reading)
        page.cancel_wanted.connect(self._stop_reading)
        files.opened.connect(self._on_opened)
        files.failed.connect(self._on_unread)
        files.slow.connect(self._on_slow)
        page.export_wanted.connect(self._export)
        exporter.written.connect(page.message.show_saved)
        exporter.failed.connect(page.message.show_failed)

    def _connect_offers(self) -> None:
        page, watch, library = self._page, self._parts.document_watch, self._parts.library
        page.header.models.get_wanted.connect(watch.look_for_offer)
        page.library_wanted.connect(self._window.open_summarizers)
        watch.offered.connect(page.offer.show_offer)
        library.changed.connect(page.offer.show_shelf)
        page.offer.others_wanted.connect(self._window.open_summarizers)
        page.offer.pause_wanted.connect(library.queue.pause)
        page.offer.fetch_wanted.connect(self._fetch)

    def _connect_pages(self) -> None:
        self._window.tabs.chosen.connect(self._on_page)
        self._page.translate_wanted.connect(self._translate)
        self._window.page.source.summarize_wanted.connect(self._summarize)

    def _on_edit(self, urgent: bool) -> None:
        self._parts.summarizing.edit(urgent)
        if not self._parts.summaries.choices.live:
            self._parts.document_watch.edit()

    def _on_begin(self, text: str) -> None:
        if has_words(text):
            self._interrupt()
        self._page.begin(text)

    def _interrupt(self) -> None:
        control = self._parts.controller
        if control.busy:
            self._interrupted = True
            control.cancel()

    def _on_models(self, choices: Choices) -> None:
        self._parts.summaries.show(self._parts.selection.listed)

    def _on_choices(self, choices: SummaryChoices) -> None:
        self._page.show_choices(choices)
        self._parts.summarizing.choose()
        if not choices.live:
            self._parts.document_watch.edit()

    def _stop_reading(self) -> None:
        if self._parts.files.stop(_WHOSE):
            self._page.message.hide()

    def _on_opened(self, opened: Opened) -> None:
        if opened.whose == _WHOSE:
            document = opened.document
            self._page.put_document(document.text, document.name)
            self._page.message.show_read(opened)

    def _on_unread(self, failed: Failed, whose: str) -> None:
        if whose == _WHOSE:
            self._page.message.show_unread(failed, self._page.document.open_wanted.emit)

    def _on_slow(self, name: str, whose: str) -> None:
        if whose == _WHOSE:
            self._page.message.show_reading(name, self._page.stop_reading_wanted.emit)

    def _export(self, made: Made, path: Path, kind: str) -> None:
        self._parts.summary_exporter.save(path, partial(written, made, kind))

    def _fetch(self, offer: Offer) -> None:
        self._parts.summaries.wait_for(offer.id)
        self._parts.library.fetch(offer.repo)

    def _translate(self, text: str) -> None:
        self._interrupted = False
        self._window.show_page(_TRANSLATE)
        source = self._window.page.source.edit
        source.drop_sample()
        source.replace_text(text)

    def _summarize(self) -> None:
        self._window.show_page(_SUMMARIZE)
        self._page.put_document(self._window.page.source.edit.whole_text())

    def _on_page(self, number: int) -> None:
        control = self._parts.summarizing
        control.wake(number == _SUMMARIZE)
        if number == _SUMMARIZE and control.busy:
            self._interrupt()
        if number == _TRANSLATE and self._interrupted:
            self._interrupted = False
            self._parts.controller.translate()
