"""The parts of the program behind the window, made for each other; `app` connects them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.checking import Checking
from desktop_app.comparing import Comparing
from desktop_app.connection import endpoint_of
from desktop_app.controller import Controller
from desktop_app.details import Details
from desktop_app.document_watch import DocumentWatch
from desktop_app.engines import graphics_devices, no_devices, open_engine
from desktop_app.exporting import Exporter
from desktop_app.inspector import Inspector
from desktop_app.key_store import KeyStore
from desktop_app.language_watch import Detects, LanguageWatch
from desktop_app.library_control import LibraryControl
from desktop_app.library_work import (
    LibraryWork,
    catalogue_offers,
    needs,
    open_library,
    remember_folder,
)
from desktop_app.opening_files import Files
from desktop_app.outside import Outside
from desktop_app.paths import Paths
from desktop_app.rewriting import Rewriting
from desktop_app.selection import Catalogue, Selection
from desktop_app.self_tests import SelfTests
from desktop_app.settings_store import SettingsStore
from desktop_app.summarizing import Summarizing
from desktop_app.summary_selection import SummarySelection
from desktop_app.worker import Runs, Slot, Worker
from models.messages import Offer, Options


class Parts(QObject):
    """Everything but the window; `close` and `join` end its threads."""

    moved = Signal(str)  # the library, into this folder

    def __init__(
        self,
        paths: Paths,
        make_engine: Callable[[], Runs] | None,
        catalogue: Catalogue | None,
        find_devices: Callable[[], tuple[str, ...]] | None,
        outside: Outside,
        read_text: Callable[[], str],
        read_document: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._paths = paths
        self.network = outside.network
        self.settings = SettingsStore(paths.settings, self)
        self._opened = library = open_library(paths, self.settings.values, outside.places)
        find_devices = find_devices or (no_devices if make_engine else graphics_devices)
        self.worker = Worker(make_engine or partial(open_engine, library), find_devices, self)
        shown = catalogue or library
        offers = catalogue_offers() if outside.offers is None else outside.offers
        self.offers = offers
        self.selection = Selection(shown, self.settings, self, offers)
        self.library = self._make_library(shown, offers, outside)
        self.controller = self._make_controller(read_text)
        self.details = Details(partial(self.worker.submit, slot=Slot.DETAIL))
        self.inspector = Inspector(self.details, lambda: self.controller.request, self)
        self.rewriting = Rewriting(self.details, lambda: self.controller.request, self)
        self.comparing = self._make_comparing()
        self.checking, self.exporter = Checking(self), Exporter(self)
        self.files, detects = Files(self), outside.detect()
        self.watch = self._make_watch(detects, read_text)
        self.summaries = SummarySelection(self.settings, offers, self)
        self.summarizing = self._make_summarizing(read_document)
        self.summary_exporter = Exporter(self)
        self.document_watch = self._make_document_watch(detects, read_document)

    @property
    def folder(self) -> Path:
        """Where the library is."""
        return self._opened.folder

    def _make_library(
        self, shown: Catalogue, offers: tuple[Offer, ...], outside: Outside
    ) -> LibraryControl:
        keys = KeyStore()
        work = outside.work or LibraryWork(
            self._opened,
            shown,
            lambda: endpoint_of(self.settings.values, keys),
            keys,
            self.network,
            self._settle,
            outside.timing,
        )
        tests = SelfTests(outside.command, self)
        speeds = self._paths.cache / "speeds.json"
        return LibraryControl(work, tests, offers, needs, speeds, self)

    def _make_controller(self, read_text: Callable[[], str]) -> Controller:
        return Controller(
            self.worker,
            read_text,
            lambda: self.selection.choices,
            lambda: self.settings.values.live,
            self._options,
            self,
        )

    def _make_comparing(self) -> Comparing:
        return Comparing(
            partial(self.worker.submit, slot=Slot.SECOND),
            partial(self.worker.cancel, Slot.SECOND),
            self._options,
            self,
        )

    def _make_watch(self, detects: Detects, read_text: Callable[[], str]) -> LanguageWatch:
        return LanguageWatch(
            detects,
            read_text,
            lambda: (self.selection.choices.source, self.selection.choices.target),
            self.selection.readable,
            self,
        )

    def _make_summarizing(self, read_document: Callable[[], str]) -> Summarizing:
        return Summarizing(
            partial(self.worker.submit, slot=Slot.SUMMARY),
            partial(self.worker.cancel, Slot.SUMMARY),
            read_document,
            lambda: self.summaries.choices,
            self._options,
            self,
        )

    def _make_document_watch(
        self, detects: Detects, read_document: Callable[[], str]
    ) -> DocumentWatch:
        return DocumentWatch(
            read_document,
            detects,
            self.selection.readable,
            lambda: self.summaries.choices.offers,
            self,
        )

    def _options(self) -> Options:
        values = self.settings.values
        return Options(device=values.device.value, precision=values.precision.value)

    def _settle(self, folder: Path) -> None:
        """The library is in `folder`; called in the thread that moved it."""
        remember_folder(self._paths, self.settings.values, folder)
        self.moved.emit(str(folder))

    def close(self) -> bool:
        """Cancel everything and wait a moment; whether all threads have ended."""
        self.library.close()
        self.watch.close()
        self.document_watch.close()
        self.files.close()
        self.summary_exporter.join()
        self.exporter.join()
        threads = (self.library, self.watch, self.document_watch, self.files)
        ended = [self.worker.close(), *(each.join() for each in threads)]
        return all(ended)

    def leave(self) -> None:
        """The program ends in the middle of a step."""
        self._opened.leave()
