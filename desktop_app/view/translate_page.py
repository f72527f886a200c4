"""The Translate page: languages and model, two panes, the strip, one line of status."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.choices import Choices
from desktop_app.opening_files import Document
from desktop_app.sample import Sample
from desktop_app.settings import Tokens
from desktop_app.status import Status
from desktop_app.view.compare_menu import CompareMenu
from desktop_app.view.compared import Compared
from desktop_app.view.fetch_bar import FetchBar
from desktop_app.view.filling import Filling
from desktop_app.view.header import Header
from desktop_app.view.inquiry import Inquiry
from desktop_app.view.languages import LanguageNames, is_right_to_left
from desktop_app.view.links import Links
from desktop_app.view.message_bar import Message
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.page_message import PageMessage
from desktop_app.view.result_document import Output
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.scroll_sync import Scrolled, ScrollSync, scrolled
from desktop_app.view.source_pane import SourcePane
from desktop_app.view.splitter import Splitter
from desktop_app.view.status_line import StatusLine
from desktop_app.view.strip import Strip
from models.messages import Failed, Finished, Opened, SegmentDone


class TranslatePage(QWidget):
    edited = Signal(bool)  # whether the translation should begin at once
    translate_wanted = Signal()
    cancel_wanted = Signal()
    folder_wanted = Signal()
    library_wanted = Signal()
    stop_reading_wanted = Signal()
    setting_wanted = Signal(str, object)

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = Header(names)
        self.message = PageMessage()
        self.offer = FetchBar(names)
        self.source = SourcePane()
        self.result = ResultPane()
        self.strip = Strip()
        self.status = StatusLine(names)
        self.links = Links(self.source.edit, self.result, self.strip, self)
        self.inquiry = Inquiry(self.source.edit, self.result, self.links, self)
        self.compared = Compared(
            self.source.edit, self.result, self.links, self.inquiry.edits, self.strip, self
        )
        self.compare = CompareMenu(names, self.result.compare_button)
        self.result.set_compare_menu(self.compare)
        self.column = Splitter(self.result, self.compared.pane, Qt.Orientation.Vertical)
        self.panes = Splitter(self.source, self.column)
        self._lacks_model = False
        self._sample: Sample | None = None
        self._lay_out()
        self._scrolling = self._connect_scrolling()
        self.source.edit.edited.connect(self._on_edit)
        self.source.edit.sample_gone.connect(self.result.clear)
        self.source.edit.sample_gone.connect(self.inquiry.begin)
        self.result.copy_wanted.connect(self.copy)
        self.result.copy_both_wanted.connect(self.copy_both)
        self.status.cancel_wanted.connect(self.cancel_wanted)
        self.header.models.folder_wanted.connect(self.folder_wanted)
        self.header.models.library_wanted.connect(self.library_wanted)
        header, wanted = self.strip.header, self.setting_wanted
        header.open_wanted.connect(self._on_open_wanted)
        header.tokens_wanted.connect(lambda tokens: wanted.emit("tokens", tokens))
        header.panel_wanted.connect(lambda panel: wanted.emit("panel", panel))
        header.fill_wanted.connect(self.fill_with_strip)

    def _lay_out(self) -> None:
        bars = QVBoxLayout()
        bars.setContentsMargins(MARGIN, 0, MARGIN, 0)
        bars.setSpacing(GRID)
        for bar in (self.message, self.offer, self.inquiry.bar):
            bars.addWidget(bar)
        texts = QWidget()
        room = QVBoxLayout(texts)
        room.setContentsMargins(MARGIN, 0, MARGIN, 0)
        room.addWidget(self.panes)
        self.filling = Filling(self.strip, texts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.header)
        column.addLayout(bars)
        column.addWidget(texts, 1)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.strip)
        below.addWidget(self.status)
        column.addLayout(below)

    def _connect_scrolling(self) -> ScrollSync:
        source = Scrolled(
            self.source.edit,
            self.links.source_segment_at,
            self.links.source_start,
            lambda: self.result.text.finished,
        )
        return ScrollSync(source, scrolled(self.result.edit, self.result.text), self)

    def show_choices(self, choices: Choices) -> None:
        """Offer languages and models; turn the panes to their directions."""
        self.header.show_choices(choices)
        self.compare.show_choices(choices)
        source, target = is_right_to_left(choices.source), is_right_to_left(choices.target)
        self.source.edit.set_base_direction(source)
        if self.result.set_right_to_left(target):
            self.inquiry.begin()
        self.strip.set_right_to_left(source, target)
        self._lacks_model = choices.model is None
        self.message.hide()
        if self._lacks_model:
            self._say_no_model(choices)

    def _say_no_model(self, choices: Choices) -> None:
        text = self.tr("There is no model here yet: the library has some to fetch.")
        if choices.models:
            text = self.tr("None of the models here can be opened: the library says why.")
        self.message.say(Message(text, self.tr("Open library")), self.library_wanted.emit)

    def begin(self, text: str) -> None:
        """Expect the output for `text`."""
        if not self._lacks_model and not self.message.is_notice:
            self.message.hide()
        self._hold(True)
        self.result.begin(text)
        self._hold(False)
        self.links.begin(text)
        self.inquiry.begin()

    def show_output(self, outputs: Sequence[Output]) -> None:
        """Show a batch of output."""
        self._hold(True)
        self.result.show_output(outputs)
        self._hold(False)
        first = len(self.links.reading.segments)
        self.links.add([each.segment for each in outputs if isinstance(each, SegmentDone)])
        self.inquiry.add(first)

    def _hold(self, held: bool) -> None:
        """Let arriving text scroll nothing."""
        self._scrolling.hold(held)
        self.compared.hold(held)

    def show_status(self, status: Status) -> None:
        """Say what is going on."""
        self.status.show_status(status)

    def show_opened(self, opened: Opened) -> None:
        """Say how the model runs."""
        self.header.models.show_opened(opened)

    def show_finished(self, finished: Finished) -> None:
        """Tell screen readers once that the translation is there; pin the sample's word."""
        if self._sample and self.source.edit.is_sample:
            self.pin_word(self._sample.pinned)
        self.message.announce(self.tr("Translation finished"))

    def show_failure(self, failed: Failed) -> None:
        """Say what went wrong, what to do next, and offer to do it."""
        action, act = self.tr("Open folder…"), self.folder_wanted.emit
        if failed.request_id:
            self.result.drop_older()
            self.links.drop_older()
            action, act = self.tr("Try again"), self.translate_wanted.emit
        self.message.show_failed(failed, action, act)

    def show_sample(self, sample: Sample) -> None:
        """Show a text that the first key takes away, and pin its word once it is translated."""
        self._sample = sample
        self.source.edit.show_sample(sample.text)

    def pin_word(self, word: str) -> None:
        """Pin the first source word that reads so."""
        if place := self.links.reading.find_word(word):
            self.links.pin(place)

    def show_document(self, document: Document) -> None:
        """Put a document in the place of the source."""
        if self.message.is_notice or not self._lacks_model:
            self.message.hide()
        self.source.edit.drop_sample()
        self.source.edit.open_text(document.text)

    def swap_texts(self) -> None:
        """Let a finished translation be the next source; it can be undone."""
        text = self.result.text.text()
        if self.result.text.complete and text.strip():
            self.source.edit.finish_insertion()
            self.source.edit.replace_text(text)
            self.inquiry.edits.forget()  # they stand in the source now

    def copy(self) -> None:
        """Copy the translation."""
        QGuiApplication.clipboard().setText(self.result.text.text())

    def copy_both(self) -> None:
        """Copy both texts: a sentence, its translation, an empty line."""
        pairs = (
            self.tr("{source}\n{target}\n").format(source=each.source, target=each.target)
            for each in self.links.reading.segments
        )
        QGuiApplication.clipboard().setText("\n".join(pairs))

    def open_compare_menu(self) -> None:
        """Offer what the translation can be held against."""
        self.filling.leave()
        self.result.compare_button.showMenu()

    def translate_back(self) -> None:
        """Put the way back below the translation, or say that there is none."""
        self.filling.leave()
        if not self.compare.translate_back():
            self.result.compare_button.showMenu()

    def go_to_doubt(self) -> None:
        """Move the caret to the next uncertain word."""
        self.filling.leave()
        self.inquiry.doubts.go_to_next()

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes when the page is shown."""
        return self.strip.header.fill if self.filling.fills else self.source.edit

    def cycle_panes(self) -> None:
        """Move the keyboard on: source, translation, second text, strip."""
        in_second = self.compared.has_focus
        if self.filling.fills:
            self.filling.cycle()
        elif self.source.edit.hasFocus():
            self.result.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.result.edit.hasFocus() and self.compared.can_focus:
            self.compared.pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif (self.result.edit.hasFocus() or in_second) and self.strip.can_focus():
            self.strip.focus_panel()
        else:
            self.source.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Go one step back: from the filling strip, the second text, from pins, from work."""
        if self.filling.fills:
            self.filling.leave()
        elif self.compared.has_focus:
            self.compared.pane.close_wanted.emit()
        elif not self.links.clear_pins():
            self.cancel_wanted.emit()

    def fill_with_strip(self) -> None:
        """Let the strip have the panes' room, or give it back."""
        self.filling.toggle()

    def set_tokens(self, tokens: Tokens) -> None:
        """Link words or pieces."""
        self.links.set_tokens(tokens)

    def set_zoom(self, percent: int) -> None:
        """Scale the text of the panes."""
        for pane in (self.source, self.result):
            pane.edit.set_zoom(percent)
        self.compared.set_zoom(percent)

    def resizeEvent(self, event: QEvent) -> None:
        self.strip.fit(self.height())

    def make_current(self) -> None:
        """The source is again what the translation answers."""
        self.links.make_current()
        self.inquiry.make_current()
        self.compared.make_current()

    def _on_open_wanted(self, is_open: bool) -> None:
        self.filling.leave()
        self.setting_wanted.emit("strip_open", is_open)

    def _on_edit(self, urgent: bool) -> None:
        self.links.make_stale()
        self.inquiry.make_stale()
        self.compared.make_stale()
        self.edited.emit(urgent)
