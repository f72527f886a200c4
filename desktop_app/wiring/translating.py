"""From the text and the choices to the translation on the page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.parts import Parts
from desktop_app.view.main_window import MainWindow


class Translating(QObject):
    """Connects the Translate page with the controller and with what is chosen."""

    def __init__(self, window: MainWindow, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._parts = window, parts
        self._connect_work()
        self._connect_choices()

    def _connect_work(self) -> None:
        page, parts, control = self._window.page, self._parts, self._parts.controller
        page.edited.connect(control.edit)
        page.translate_wanted.connect(control.translate)
        page.cancel_wanted.connect(control.cancel)
        parts.worker.ready.connect(control.on_ready)
        control.asides.connect(parts.details.feed)
        control.began.connect(page.begin)
        control.output.connect(page.show_output)
        control.opened.connect(page.show_opened)
        control.status_changed.connect(page.show_status)
        control.noticed.connect(page.show_notice)
        control.failed.connect(page.show_failure)
        control.finished.connect(page.show_finished)

    def _connect_choices(self) -> None:
        window, page, selection = self._window, self._window.page, self._parts.selection
        selection.changed.connect(page.show_choices)
        selection.failed.connect(page.show_failure)
        selection.noticed.connect(page.show_notice)
        page.header.source_chosen.connect(selection.choose_source)
        page.header.target_chosen.connect(selection.choose_target)
        page.header.models.model_chosen.connect(selection.choose_model)
        window.swap_wanted.connect(selection.swap)
        window.folder_wanted.connect(selection.open_folder)
        window.file_wanted.connect(page.open_file)
