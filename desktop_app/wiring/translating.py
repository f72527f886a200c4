"""From the text and the choices to the translation on the page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.opening_files import Opened
from desktop_app.parts import Parts
from desktop_app.view.main_window import MainWindow
from models.messages import Failed

_WHOSE = "translate"  # the page, to those who read files


class Translating(QObject):
    """Connects the Translate page with the controller and with what is chosen."""

    def __init__(self, window: MainWindow, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._parts = window, parts
        self._connect_work()
        self._connect_choices()
        self._connect_files()

    def _connect_work(self) -> None:
        page, parts, control = self._window.page, self._parts, self._parts.controller
        page.edited.connect(control.edit)
        page.translate_wanted.connect(control.translate)
        page.cancel_wanted.connect(control.cancel)
        parts.worker.ready.connect(control.on_ready)
        control.asides.connect(parts.details.feed)
        control.began.connect(page.begin)
        control.unchanged.connect(page.make_current)
        control.output.connect(page.show_output)
        control.opened.connect(page.show_opened)
        control.status_changed.connect(page.show_status)
        control.noticed.connect(page.message.show_notice)
        control.failed.connect(page.show_failure)
        control.finished.connect(page.show_finished)

    def _connect_choices(self) -> None:
        window, page, selection = self._window, self._window.page, self._parts.selection
        selection.changed.connect(page.show_choices)
        selection.failed.connect(page.show_failure)
        selection.noticed.connect(page.message.show_notice)
        page.header.source_chosen.connect(selection.choose_source)
        page.header.target_chosen.connect(selection.choose_target)
        page.header.models.model_chosen.connect(selection.choose_model)
        window.swap_wanted.connect(selection.swap)
        window.folder_wanted.connect(selection.open_folder)

    def _connect_files(self) -> None:
        window, page, files = self._window, self._window.page, self._parts.files
        window.file_wanted.connect(lambda path: files.open(path, _WHOSE))
        page.source.edit.others_dropped.connect(lambda: files.leave_others(_WHOSE))
        page.stop_reading_wanted.connect(self._stop_reading)
        page.cancel_wanted.connect(self._stop_reading)
        files.opened.connect(self._on_opened)
        files.failed.connect(self._on_unread)
        files.slow.connect(self._on_slow)

    def _stop_reading(self) -> None:
        if self._parts.files.stop(_WHOSE):
            self._window.page.message.hide()

    def _on_opened(self, opened: Opened) -> None:
        if opened.whose == _WHOSE:
            self._window.page.show_document(opened.document)
            self._window.page.message.show_read(opened)

    def _on_unread(self, failed: Failed, whose: str) -> None:
        if whose == _WHOSE:
            page = self._window.page
            page.message.show_unread(failed, page.source.open_wanted.emit)

    def _on_slow(self, name: str, whose: str) -> None:
        if whose == _WHOSE:
            page = self._window.page
            page.message.show_reading(name, page.stop_reading_wanted.emit)
