"""Builds the window and connects the layers: the only place that knows them all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

if sys.platform == "win32":
    import torch  # noqa: F401  # there its libraries must be loaded before Qt's

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible

from desktop_app.application import make_application
from desktop_app.controller import Controller
from desktop_app.log import start_logging
from desktop_app.network import NetworkWatch
from desktop_app.paths import Paths, find_paths
from desktop_app.selection import Catalogue, Selection
from desktop_app.settings import Device
from desktop_app.settings_store import SettingsStore
from desktop_app.text_file import read_text_file
from desktop_app.view.languages import LanguageNames
from desktop_app.view.main_window import MainWindow
from desktop_app.view.strip_row import make_accessible
from desktop_app.view.theme import apply_theme
from desktop_app.worker import Runs, Worker
from models.library import Library
from models.messages import Failed, Finished, Notice, Options, Problem
from resources import read_text

MEMORY_LIMIT = 2_000_000_000  # bytes of open models
_LOOK_AT_NETWORK_MS = 2000
_KEEP_TEXT_MS = 2000  # after the last edit, so that a crash does not cost the text
_SHOWN_SETTINGS = frozenset(
    {"zoom", "live", "forget_text", "strip_open", "tokens", "theme", "device", "precision"}
)
_RUNNING_SETTINGS = frozenset({"device", "precision"})


def open_engine(library: Library) -> Runs:
    """The real engine; this imports torch, so only the worker's thread calls it."""
    from models.engine import Engine  # noqa: PLC0415

    return Engine(library, MEMORY_LIMIT)


def graphics_devices() -> tuple[str, ...]:
    """The devices of this machine besides the processor; asking imports torch too."""
    from models.devices import present  # noqa: PLC0415

    return present()


def no_devices() -> tuple[str, ...]:
    """None: what an engine that is not the real one runs on."""
    return ()


class App(QObject):
    """Owns everything of one window; needs a `QApplication`. `close` ends it."""

    def __init__(
        self,
        paths: Paths,
        make_engine: Callable[[], Runs] | None = None,
        catalogue: Catalogue | None = None,
        find_devices: Callable[[], tuple[str, ...]] | None = None,
        names: LanguageNames | None = None,
    ) -> None:
        """All but the paths stand in for the real thing."""
        super().__init__()
        QAccessible.installFactory(make_accessible)
        library = Library(paths.library, paths.cache)
        self.network = NetworkWatch()
        self.settings = SettingsStore(paths.settings, self)
        find_devices = find_devices or (no_devices if make_engine else graphics_devices)
        make_engine = make_engine or partial(open_engine, library)
        self.worker = Worker(make_engine, find_devices, self)
        self.selection = Selection(catalogue or library, self.settings, self)
        self.window = MainWindow(names or LanguageNames.of_system())
        self.page = self.window.page
        self.controller = Controller(
            self.worker,
            self.page.source.edit.plain_text,
            lambda: self.selection.choices,
            lambda: self.settings.values.live,
            self._options,
            self,
        )
        self._sample_word = ""
        self._closed = False
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_AT_NETWORK_MS)
        self._keep = QTimer(self)
        self._keep.setInterval(_KEEP_TEXT_MS)
        self._keep.setSingleShot(True)
        self._connect_work()
        self._connect_choices()
        self._restore()

    def _connect_work(self) -> None:
        page, control = self.page, self.controller
        page.edited.connect(control.edit)
        page.translate_wanted.connect(control.translate)
        page.cancel_wanted.connect(control.cancel)
        self.worker.ready.connect(control.on_ready)
        self.worker.devices_found.connect(self._on_devices)
        control.began.connect(page.begin)
        control.output.connect(page.show_output)
        control.opened.connect(page.show_opened)
        control.status_changed.connect(page.show_status)
        control.noticed.connect(page.show_notice)
        control.failed.connect(page.show_failure)
        control.finished.connect(page.show_finished)
        control.finished.connect(self._on_finished)
        self._look.timeout.connect(self._look_at_network)
        page.edited.connect(lambda _: self._keep.start())
        self._keep.timeout.connect(self._remember_text)

    def _connect_choices(self) -> None:
        page, window, selection = self.page, self.window, self.selection
        selection.changed.connect(page.show_choices)
        selection.failed.connect(page.show_failure)
        selection.noticed.connect(page.show_notice)
        page.header.source_chosen.connect(selection.choose_source)
        page.header.target_chosen.connect(selection.choose_target)
        page.header.models.model_chosen.connect(selection.choose_model)
        window.swap_wanted.connect(selection.swap)
        window.folder_wanted.connect(selection.open_folder)
        window.file_wanted.connect(self.open_file)
        window.setting_wanted.connect(self.settings.set)
        window.closing.connect(self.close)
        page.setting_wanted.connect(self.settings.set)
        page.source.edit.sample_gone.connect(self._forget_sample)
        self.settings.changed.connect(self._on_setting)

    def _restore(self) -> None:
        values = self.settings.values
        apply_theme(values.theme)
        self.window.show_settings(values)
        self.window.restore_layout(values)
        self.selection.reload()
        self.selection.changed.connect(self.controller.translate)

    def show(self) -> None:
        """Show the window; the engine starts once it can be seen."""
        self.window.appeared.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self.window.show()

    def _begin(self) -> None:
        self.network.install()
        self._look.start()
        self.worker.start()
        values = self.settings.values
        if values.text:
            self.page.source.edit.restore(values.text)
        elif not values.sample_seen:
            self._show_sample()
        self.page.source.edit.setFocus()
        if not self.controller.busy:
            self.controller.warm_up()

    def _show_sample(self) -> None:
        samples = json.loads(read_text("sample.json"))
        sample = samples.get(self.selection.choices.source)
        if sample and self.selection.choices.model:
            self._sample_word = sample["pinned"]
            self.page.source.edit.show_sample(sample["text"])
            self.controller.translate()

    def _forget_sample(self) -> None:
        self._sample_word = ""
        self.settings.set("sample_seen", True)

    def open_file(self, path: Path) -> None:
        """Translate a text file."""
        try:
            text = read_text_file(path)
        except Problem as problem:
            self.page.show_failure(Failed(0, problem.what, problem.hint, problem.details))
            return
        self.page.source.edit.drop_sample()
        self.page.source.edit.replace_text(text)

    def _on_finished(self, finished: Finished) -> None:
        if self._sample_word and self.page.source.edit.is_sample:
            self.page.pin_word(self._sample_word)

    def _on_setting(self, name: str, value: object) -> None:
        if name == "theme":
            apply_theme(self.settings.values.theme)
        if name in _SHOWN_SETTINGS:
            self.window.show_settings(self.settings.values)
        if name in _RUNNING_SETTINGS and self.worker.isRunning():
            self.controller.translate()
            if not self.controller.busy:
                self.controller.warm_up()

    def _on_devices(self, found: tuple[str, ...]) -> None:
        self.window.menu.show_devices(found)
        device = self.settings.values.device
        if device not in (Device.AUTO, Device.PROCESSOR) and device.value not in found:
            what = self.tr("The chosen graphics card is not there: the processor is used.")
            self.page.show_notice(Notice(0, what))
            self.settings.set("device", Device.AUTO)

    def _options(self) -> Options:
        values = self.settings.values
        return Options(device=values.device.value, precision=values.precision.value)

    def _look_at_network(self) -> None:
        self.page.status.show_network(self.network.uses)

    def close(self) -> bool:
        """Remember everything and end the work; whether the worker's thread has ended."""
        if not self._closed:
            self._closed = True
            self._look.stop()
            self._keep.stop()
            self.window.hide()
            self._remember()
        return self.worker.close()

    def _remember_text(self) -> None:
        edit = self.page.source.edit
        keep = not self.settings.values.forget_text and not edit.is_sample
        self.settings.set("text", edit.whole_text() if keep else "")

    def _remember(self) -> None:
        self._remember_text()
        geometry, panes = self.window.layout_state()
        self.settings.set("geometry", geometry)
        self.settings.set("panes", panes)
        self.settings.save()


def build(home: Path | None = None) -> App:
    """An app with its files below `home`, or where they belong."""
    return App(find_paths(home))


def run(arguments: Sequence[str] = ()) -> int:
    """Show the window until it is closed; the exit status."""
    application = make_application(arguments)
    paths = find_paths()
    start_logging(paths.log)
    app = App(paths)
    app.show()
    status = application.exec()
    if not app.close():
        # The engine is inside a step that cannot be interrupted; all is saved already.
        sys.stdout.flush()
        os._exit(status)
    return status
