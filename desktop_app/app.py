"""Builds the window and connects the layers: the only place that knows them all."""

from __future__ import annotations

import sys
from collections.abc import Callable

import models.messages  # noqa: F401  # settles how the threads of torch wait, before it is loaded

if sys.platform == "win32":
    import torch  # noqa: F401  # there its libraries must be loaded before Qt's

import desktop_app.bindings  # noqa: F401  # before other modules of Qt

# isort: split
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible

from desktop_app.choices import Choices
from desktop_app.outside import Outside
from desktop_app.parts import Parts
from desktop_app.paths import Paths
from desktop_app.sample import sample_in
from desktop_app.selection import Catalogue
from desktop_app.settings import Device
from desktop_app.view.languages import LanguageNames
from desktop_app.view.main_window import MainWindow
from desktop_app.view.message_bar import Message
from desktop_app.view.strip_row import make_accessible
from desktop_app.view.theme import apply_theme
from desktop_app.wiring.comparing import Comparisons
from desktop_app.wiring.fetching import Fetching
from desktop_app.wiring.inspecting import Inspecting
from desktop_app.wiring.introducing import Introducing
from desktop_app.wiring.summarizing import SummarizePages
from desktop_app.wiring.translating import Translating
from desktop_app.worker import Runs
from models.messages import Notice

_LOOK_AT_NETWORK_MS = 2000
_KEEP_TEXT_MS = 2000  # after the last edit, so that a crash does not cost the text
_SHOWN_SETTINGS = frozenset(
    {"zoom", "live", "forget_text", "strip_open", "tokens", "theme", "device", "precision"}
    | {"endpoint", "proxy", "token_to_mirror", "panel", "checks", "interface"}
)
_RUNNING_SETTINGS = frozenset({"device", "precision"})


class App(QObject):
    """Owns everything of one window; needs a `QApplication`. `close` ends it."""

    def __init__(
        self,
        paths: Paths,
        make_engine: Callable[[], Runs] | None = None,
        catalogue: Catalogue | None = None,
        find_devices: Callable[[], tuple[str, ...]] | None = None,
        names: LanguageNames | None = None,
        outside: Outside | None = None,
    ) -> None:
        """All but the paths stand in for the real thing."""
        super().__init__()
        QAccessible.installFactory(make_accessible)
        outside = outside or Outside(offers=() if catalogue else None)
        names = names or LanguageNames.of_system()
        self.again = False  # whether the window should be made anew after it was closed
        self.window = MainWindow(names)
        self.page = self.window.page
        read_text = self.page.source.edit.plain_text
        self._parts = parts = Parts(
            paths,
            make_engine,
            catalogue,
            find_devices,
            outside,
            read_text,
            self.window.summarize.document.edit.plain_text,
            self,
        )
        self.network, self.settings = parts.network, parts.settings
        self.worker, self.controller = parts.worker, parts.controller
        self.selection, self.library = parts.selection, parts.library
        self.watch, self.details = parts.watch, parts.details
        self.inspector, self.rewriting = parts.inspector, parts.rewriting
        self.comparing = parts.comparing
        self.checking, self.exporter = parts.checking, parts.exporter
        self._closed = False
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_AT_NETWORK_MS)
        self._keep = QTimer(self)
        self._keep.setInterval(_KEEP_TEXT_MS)
        self._keep.setSingleShot(True)
        for wiring in (Translating, Inspecting, Comparisons, Fetching, SummarizePages):
            wiring(self.window, parts, self)
        self._introducing = Introducing(self.window, parts, paths, names)
        self._connect_own()
        self._restore()

    def _connect_own(self) -> None:
        page, settings = self.page, self.settings
        self.worker.devices_found.connect(self._on_devices)
        self._look.timeout.connect(self._look_at_network)
        page.edited.connect(lambda _: self._keep.start())
        self.window.summarize.edited.connect(lambda _: self._keep.start())
        self._keep.timeout.connect(self._remember_text)
        self.window.setting_wanted.connect(settings.set)
        self.window.closing.connect(self.close)
        page.setting_wanted.connect(settings.set)
        page.source.edit.sample_gone.connect(lambda: settings.set("sample_seen", True))
        settings.changed.connect(self._on_setting)

    def _restore(self) -> None:
        values = self.settings.values
        apply_theme(values.theme)
        self.window.show_settings(values)
        self.window.restore_layout(values)
        self.selection.reload()
        self._route = self.selection.choices.route
        self.selection.changed.connect(self._on_choices)

    def _on_choices(self, choices: Choices) -> None:
        if choices.route != self._route:
            self._route = choices.route
            self.controller.renew()

    def welcome(self) -> None:
        """Show the page of a first start."""
        self._introducing.welcome()

    def show(self) -> None:
        """Show the window; the engine starts once it can be seen."""
        self.window.appeared.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self.window.show()

    def _begin(self) -> None:
        self.network.install()
        self._look.start()
        self.worker.start()
        self.library.start()
        values = self.settings.values
        if values.document:
            self.window.summarize.document.restore(values.document, values.document_name)
        if values.text:
            self.page.source.edit.restore(values.text)
        elif not values.sample_seen:
            self._show_sample()
        self.window.focus_page()
        self._introducing.look_at_letters()
        if not self.controller.busy:
            self.controller.warm_up()

    def _show_sample(self) -> None:
        sample = sample_in(self.selection.choices.source)
        if sample and self.selection.choices.model:
            self.page.show_sample(sample)
            self.controller.translate()

    def _on_setting(self, name: str, value: object) -> None:
        if name == "theme":
            apply_theme(self.settings.values.theme)
        if name == "interface":
            self._speak_anew()
        if name in _SHOWN_SETTINGS:
            self.window.show_settings(self.settings.values)
        if name in _RUNNING_SETTINGS and self.worker.isRunning():
            self.controller.translate()
            if not self.controller.busy:
                self.controller.warm_up()

    def _speak_anew(self) -> None:
        """Make the window anew in another language, or ask first where work would be lost."""
        if not self._has_work():
            self._begin_anew()
            return
        message = Message(
            self.tr("The language changes when the window is opened again."),
            self.tr("Change it now"),
            is_notice=True,
        )
        for page in (self.page, self.window.summarize):
            page.message.say(message, self._begin_anew)

    def _has_work(self) -> bool:
        """Whether closing the window would cost more than a moment."""
        written = bool(self.window.summarize.summary.summary)
        by_model = written and not self._parts.summaries.choices.live
        return bool(self.library.queue.state.running or by_model or self.controller.held)

    def _begin_anew(self) -> None:
        self.again = True
        self.window.close()

    def _on_devices(self, found: tuple[str, ...]) -> None:
        self.window.menu.show_devices(found)
        device = self.settings.values.device
        if device not in (Device.AUTO, Device.PROCESSOR) and device.value not in found:
            what = self.tr("The chosen graphics card is not there: the processor is used.")
            self.page.message.show_notice(Notice(0, what))
            self.settings.set("device", Device.AUTO)

    def _look_at_network(self) -> None:
        self.page.status.show_network(self.network.last)
        self.window.summarize.status.show_network(self.network.last)
        self.window.library.footer.show_network(self.network.last)

    def close(self) -> bool:
        """Remember everything and end the work; whether the worker's thread has ended."""
        if not self._closed:
            self._closed = True
            self._look.stop()
            self._keep.stop()
            self.window.hide()
            self._remember()
        return self._parts.close()

    def leave(self) -> None:
        """The program ends in the middle of a step: nothing that is opened is to blame."""
        self._parts.leave()

    def _remember_text(self) -> None:
        edit = self.page.source.edit
        keep = not self.settings.values.forget_text and not edit.is_sample
        self.settings.set("text", edit.whole_text() if keep else "")
        document = self.window.summarize.document
        keep = not self.settings.values.forget_text
        self.settings.set("document", document.edit.whole_text() if keep else "")
        self.settings.set("document_name", document.file_name if keep else "")

    def _remember(self) -> None:
        self._remember_text()
        names = ("geometry", "panes", "summary_panes")
        for name, value in zip(names, self.window.layout_state(), strict=True):
            self.settings.set(name, value)
        self.settings.save()
