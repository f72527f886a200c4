"""Builds the window and connects the layers: the only place that knows them all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

if sys.platform == "win32":
    import torch  # noqa: F401  # there its libraries must be loaded before Qt's

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible

from desktop_app.choices import Choices
from desktop_app.language_watch import Mismatch
from desktop_app.library_actions import Action
from desktop_app.library_rows import Row
from desktop_app.outside import Outside
from desktop_app.parts import Parts
from desktop_app.paths import Paths
from desktop_app.sample import sample_in
from desktop_app.selection import Catalogue
from desktop_app.settings import Device
from desktop_app.shelf import Stock
from desktop_app.view.languages import LanguageNames
from desktop_app.view.main_window import MainWindow
from desktop_app.view.strip_row import make_accessible
from desktop_app.view.theme import apply_theme
from desktop_app.worker import Runs
from models.messages import Notice

_LOOK_AT_NETWORK_MS = 2000
_KEEP_TEXT_MS = 2000  # after the last edit, so that a crash does not cost the text
_SHOWN_SETTINGS = frozenset(
    {"zoom", "live", "forget_text", "strip_open", "tokens", "theme", "device", "precision"}
    | {"endpoint", "proxy", "token_to_mirror", "panel", "checks"}
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
        self.window = MainWindow(names or LanguageNames.of_system())
        self.page = self.window.page
        read_text = self.page.source.edit.plain_text
        self._parts = parts = Parts(
            paths, make_engine, catalogue, find_devices, outside, read_text, self
        )
        self.network, self.settings = parts.network, parts.settings
        self.worker, self.controller = parts.worker, parts.controller
        self.selection, self.library = parts.selection, parts.library
        self.watch, self.details = parts.watch, parts.details
        self.inspector, self.rewriting = parts.inspector, parts.rewriting
        self.checking, self.exporter = parts.checking, parts.exporter
        self._closed = False
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_AT_NETWORK_MS)
        self._keep = QTimer(self)
        self._keep.setInterval(_KEEP_TEXT_MS)
        self._keep.setSingleShot(True)
        self._connect_work()
        self._connect_choices()
        self._connect_library()
        self._connect_inspector()
        self._connect_rewriting()
        self._connect_offers()
        self._restore()

    def _connect_work(self) -> None:
        page, control = self.page, self.controller
        page.edited.connect(control.edit)
        page.translate_wanted.connect(control.translate)
        page.cancel_wanted.connect(control.cancel)
        self.worker.ready.connect(control.on_ready)
        self.worker.devices_found.connect(self._on_devices)
        control.asides.connect(self.details.feed)
        control.began.connect(page.begin)
        control.output.connect(page.show_output)
        control.opened.connect(page.show_opened)
        control.status_changed.connect(page.show_status)
        control.noticed.connect(page.show_notice)
        control.failed.connect(page.show_failure)
        control.finished.connect(page.show_finished)
        self._look.timeout.connect(self._look_at_network)
        page.edited.connect(lambda _: self._keep.start())
        self._keep.timeout.connect(self._remember_text)

    def _connect_rewriting(self) -> None:
        inquiry, control = self.page.inquiry, self.controller
        control.began.connect(lambda _: self.rewriting.forget())
        control.began.connect(lambda _: self.checking.forget())
        control.held_back.connect(inquiry.ask_before_loss)
        inquiry.wished.connect(self.rewriting.ask)
        inquiry.made.connect(control.hold)
        inquiry.anew_wanted.connect(control.translate)
        inquiry.check_wanted.connect(self.checking.add)
        self.checking.found.connect(inquiry.findings.show)
        self.rewriting.answered.connect(inquiry.answer)
        self.rewriting.failed.connect(lambda wish: inquiry.answer(wish, None))

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
        window.file_wanted.connect(page.open_file)
        window.setting_wanted.connect(self.settings.set)
        window.closing.connect(self.close)
        page.setting_wanted.connect(self.settings.set)
        page.source.edit.sample_gone.connect(lambda: self.settings.set("sample_seen", True))
        self.settings.changed.connect(self._on_setting)

    def _connect_inspector(self) -> None:
        page, panel, inspector = self.page, self.page.strip, self.inspector
        self.controller.began.connect(inspector.forget)
        page.edited.connect(inspector.forget)
        page.links.segment_shown.connect(inspector.show_segment)
        inspector.changed.connect(panel.show_inspected)
        inspector.realigned.connect(page.links.realign)
        panel.weights_wanted.connect(inspector.want_weights)
        panel.options.kind_wanted.connect(inspector.choose_kind)
        panel.options.head_wanted.connect(inspector.choose_head)
        panel.threshold_wanted.connect(page.links.set_threshold)
        panel.heads.chosen.connect(inspector.choose_head)
        panel.step_wanted.connect(inspector.explain)
        inspector.explained.connect(panel.show_step)
        panel.export.text_wanted.connect(self._export)
        panel.export.picture_wanted.connect(self._export_picture)
        self.exporter.written.connect(page.show_saved)
        self.exporter.failed.connect(page.show_failure)

    def _export(self, path: Path, kind: str) -> None:
        self.exporter.write(path, kind, self.page.links.reading.segments)

    def _export_picture(self, path: Path) -> None:
        self.exporter.save(path, self.page.strip.picture(path.suffix))

    def _connect_library(self) -> None:
        page, window, library = self.window.library, self.window, self.library
        library.changed.connect(page.show_shelf)
        library.stocked.connect(self._on_stock)
        library.failed.connect(page.show_failure)
        library.told.connect(page.show_notice)
        library.removed.connect(page.show_removed)
        library.listed.connect(page.show_addresses)
        library.token_kept.connect(page.connection.show_token)
        page.search_wanted.connect(library.search)
        page.wanted.connect(self._on_wish)
        page.footer.stop_wanted.connect(library.stop)
        page.connection.setting_wanted.connect(self.settings.set)
        page.connection.token_wanted.connect(library.keep_token)
        window.import_wanted.connect(library.bring)
        window.move_wanted.connect(library.move)
        self._parts.moved.connect(lambda folder: self.settings.set("library", folder))

    def _connect_offers(self) -> None:
        bar, selection, library = self.page.offer, self.selection, self.library
        selection.wished.connect(bar.show_wish)
        library.changed.connect(bar.show_shelf)
        bar.fetch_wanted.connect(library.fetch)
        bar.pause_wanted.connect(library.queue.pause)
        bar.forget_wanted.connect(library.queue.forget)
        bar.list_wanted.connect(library.list_files)
        bar.others_wanted.connect(self.window.open_library)
        bar.mirror_wanted.connect(self.window.open_connection)
        bar.wish_closed.connect(selection.drop_wish)
        bar.switch_wanted.connect(selection.choose_source)
        bar.mismatch_closed.connect(self.watch.close_notice)
        self.watch.noticed.connect(self._on_mismatch)
        self.controller.opened.connect(lambda _: self.watch.begin())
        self.page.edited.connect(lambda _: self.watch.edit())
        selection.changed.connect(lambda _: self.watch.edit())

    def _on_mismatch(self, mismatch: Mismatch | None) -> None:
        selection, here = self.selection, False
        if mismatch:
            here = mismatch.language in selection.choices.sources
            if not here and selection.wish(mismatch.language, mismatch.target) is None:
                mismatch = None  # nothing could be done about it
        self.page.offer.show_mismatch(mismatch, can_switch=here)

    def _on_stock(self, stock: Stock) -> None:
        self.window.library.connection.show_folder(stock.folder)
        self.selection.show_if_other(stock.checkpoints)

    def _on_wish(self, action: Action, row: Row) -> None:
        """Do what a button of the Library page says."""
        if action is Action.USE:
            self.window.show_page(0)
            self.selection.use(row.id)
        else:
            self.library.do(action, row)

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
            self.controller.translate()

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
        if values.text:
            self.page.source.edit.restore(values.text)
        elif not values.sample_seen:
            self._show_sample()
        self.page.source.edit.setFocus()
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

    def _look_at_network(self) -> None:
        self.page.status.show_network(self.network.last)
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

    def _remember(self) -> None:
        self._remember_text()
        geometry, panes = self.window.layout_state()
        self.settings.set("geometry", geometry)
        self.settings.set("panes", panes)
        self.settings.save()
