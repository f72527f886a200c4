"""From the Library page, and from a language that is not here, to the library."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.language_watch import Mismatch
from desktop_app.library_actions import Action
from desktop_app.library_rows import Row
from desktop_app.parts import Parts
from desktop_app.shelf import Stock
from desktop_app.view.main_window import MainWindow


class Fetching(QObject):
    """Connects the Library page and the bar of offers with the library."""

    def __init__(self, window: MainWindow, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._parts = window, parts
        self._selection, self._library = parts.selection, parts.library
        self._connect_library()
        self._connect_offers()
        self._connect_mismatch()

    def _connect_library(self) -> None:
        window, page, library = self._window, self._window.library, self._library
        settings = self._parts.settings
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
        page.connection.setting_wanted.connect(settings.set)
        page.connection.token_wanted.connect(library.keep_token)
        window.import_wanted.connect(library.bring)
        window.move_wanted.connect(library.move)
        self._parts.moved.connect(lambda folder: settings.set("library", folder))

    def _connect_offers(self) -> None:
        bar, window = self._window.page.offer, self._window
        selection, library = self._selection, self._library
        selection.wished.connect(bar.show_wish)
        library.changed.connect(bar.show_shelf)
        bar.fetch_wanted.connect(library.fetch)
        bar.pause_wanted.connect(library.queue.pause)
        bar.forget_wanted.connect(library.queue.forget)
        bar.list_wanted.connect(library.list_files)
        bar.others_wanted.connect(window.open_library)
        bar.mirror_wanted.connect(window.open_connection)
        bar.wish_closed.connect(selection.drop_wish)

    def _connect_mismatch(self) -> None:
        page, watch = self._window.page, self._parts.watch
        page.offer.switch_wanted.connect(self._selection.choose_source)
        page.offer.mismatch_closed.connect(watch.close_notice)
        watch.noticed.connect(self._on_mismatch)
        self._parts.controller.opened.connect(lambda _: watch.begin())
        page.edited.connect(lambda _: watch.edit())
        self._selection.changed.connect(lambda _: watch.edit())

    def _on_mismatch(self, mismatch: Mismatch | None) -> None:
        selection, here = self._selection, False
        if mismatch:
            here = mismatch.language in selection.choices.sources
            if not here and selection.wish(mismatch.language, mismatch.target) is None:
                mismatch = None  # nothing could be done about it
        self._window.page.offer.show_mismatch(mismatch, can_switch=here)

    def _on_stock(self, stock: Stock) -> None:
        self._window.library.connection.show_folder(stock.folder)
        self._selection.show_if_other(stock.checkpoints)

    def _on_wish(self, action: Action, row: Row) -> None:
        """Do what a button of the Library page says."""
        if action is Action.USE:
            self._window.show_page(0)
            self._selection.use(row.id)
        else:
            self._library.do(action, row)
