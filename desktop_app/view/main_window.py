"""The window: its pages, its actions and keys, and nothing that it decides itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.settings import Settings
from desktop_app.summary_choices import SUMMARIZATION
from desktop_app.view.asking import Asking
from desktop_app.view.languages import LanguageNames
from desktop_app.view.library_page import LibraryPage
from desktop_app.view.metrics import FIRST_WINDOW, SMALLEST_WINDOW, ZOOMS
from desktop_app.view.page_tabs import PageTabs
from desktop_app.view.settings_menu import MenuButton, SettingsMenu
from desktop_app.view.shortcuts import Command, ShortcutsDialog, command_text
from desktop_app.view.summarize_page import SummarizePage
from desktop_app.view.translate_page import TranslatePage
from desktop_app.view.welcome_page import WelcomePage

_TRANSLATE, _SUMMARIZE, _LIBRARY, _WELCOME = range(4)  # the pages; the last has no tab
_OF_TEXTS = (_TRANSLATE, _SUMMARIZE)
_PAGES_OF: Final = {
    Command.TRANSLATE: _OF_TEXTS,
    Command.COPY: _OF_TEXTS,
    Command.MODEL: _OF_TEXTS,
    Command.DOUBT: _OF_TEXTS,
    Command.LARGER: _OF_TEXTS,
    Command.SMALLER: _OF_TEXTS,
    Command.USUAL: _OF_TEXTS,
    Command.SWAP: (_TRANSLATE,),
    Command.COMPARE: (_TRANSLATE,),
    Command.BACK: (_TRANSLATE,),
    Command.FILL: (_TRANSLATE,),
    Command.OPEN: (_TRANSLATE, _SUMMARIZE, _LIBRARY),
}


class MainWindow(QMainWindow):
    setting_wanted = Signal(str, object)
    swap_wanted = Signal()
    file_wanted = Signal(Path)  # a document to translate
    document_wanted = Signal(Path)  # a document to summarize
    folder_wanted = Signal(Path)  # a checkpoint to add
    import_wanted = Signal(Path)  # a folder or an archive with a checkpoint
    move_wanted = Signal(Path)  # an empty folder for the library
    about_wanted = Signal()
    appeared = Signal()  # the window can be seen for the first time
    closing = Signal()

    def __init__(self, names: LanguageNames) -> None:
        super().__init__()
        self.setWindowTitle("Interlinear")
        self.setMinimumSize(*SMALLEST_WINDOW)
        self.resize(*FIRST_WINDOW)
        self._zoom = 100
        self._appeared = False
        self.page = TranslatePage(names)
        self.summarize = SummarizePage(names)
        self.library, self.welcome = LibraryPage(names), WelcomePage(names)
        self._ask = Asking(self)
        self.pages = QStackedWidget()
        for page in (self.page, self.summarize, self.library, self.welcome):
            self.pages.addWidget(page)
        texts = (self.tr("Translate"), self.tr("Summarize"), self.tr("Library"))
        self.tabs = PageTabs(texts)
        self.tabs.chosen.connect(self._show_page)
        self._lay_out()
        self.menu = SettingsMenu(self)
        self.menu.changed.connect(self.setting_wanted)
        self.tabs.add_corner(MenuButton("gear", self.tr("Settings"), self.menu))
        self._actions: dict[Command, QAction] = {}
        self._add_actions()
        self._connect_pages()

    def _connect_pages(self) -> None:
        page, summarize, library, ask = self.page, self.summarize, self.library, self._ask
        page.header.swap_wanted.connect(self.swap)
        page.source.open_wanted.connect(self._ask_for_file)
        page.source.edit.file_dropped.connect(self.file_wanted)
        page.folder_wanted.connect(self._ask_for_folder)
        page.library_wanted.connect(self.open_library)
        page.compare.more_wanted.connect(self.open_library)
        summarize.document.open_wanted.connect(self._ask_for_document)
        summarize.document.edit.file_dropped.connect(self.document_wanted)
        library.filters.folder_wanted.connect(self._ask_for_folder)
        imports, moves = self.import_wanted, self.move_wanted
        library.filters.import_folder_wanted.connect(lambda: ask.for_import(imports))
        library.filters.import_archive_wanted.connect(lambda: ask.for_archive(imports))
        library.connection.move_wanted.connect(lambda: ask.for_library(moves))
        self.welcome.start_wanted.connect(lambda: self.show_page(_TRANSLATE))
        self.welcome.library_wanted.connect(self.open_library)
        wanted = self.setting_wanted
        self.welcome.language_wanted.connect(lambda chosen: wanted.emit("interface", chosen))

    def _ask_for_file(self) -> None:
        self._ask.for_document(self.file_wanted)

    def _ask_for_document(self) -> None:
        self._ask.for_document(self.document_wanted)

    def _ask_for_folder(self) -> None:
        self._ask.for_model(self.folder_wanted)

    def _add_actions(self) -> None:
        page, summarize, either = self.page, self.summarize, self._either
        slots = {
            Command.FIRST_PAGE: lambda: self.show_page(_TRANSLATE),
            Command.SECOND_PAGE: lambda: self.show_page(_SUMMARIZE),
            Command.THIRD_PAGE: lambda: self.show_page(_LIBRARY),
            Command.TRANSLATE: either(
                page.translate_wanted.emit, summarize.summarize_wanted.emit
            ),
            Command.COPY: either(page.copy, summarize.copy),
            Command.SWAP: self.swap,
            Command.OPEN: either(self._ask_for_file, self._ask_for_document),
            Command.MODEL: either(
                page.header.models.showPopup, summarize.header.models.showPopup
            ),
            Command.PANES: lambda: self._current().cycle_panes(),
            Command.COMPARE: page.open_compare_menu,
            Command.BACK: page.translate_back,
            Command.FILL: page.fill_with_strip,
            Command.DOUBT: either(page.go_to_doubt, summarize.evidence.jump),
            Command.LARGER: lambda: self._step_zoom(1),
            Command.SMALLER: lambda: self._step_zoom(-1),
            Command.USUAL: lambda: self.setting_wanted.emit("zoom", 100),
            Command.ESCAPE: lambda: self._current().escape(),
            Command.SHORTCUTS: lambda: ShortcutsDialog(self).open(),
            Command.QUIT: self.close,
        }
        actions = self._actions
        for command, slot in slots.items():
            action = QAction(command_text(command), self)
            keys = [QKeySequence(command.value)]
            if command is Command.LARGER:
                keys.append(QKeySequence("Ctrl+="))
            action.setShortcuts(keys)
            action.triggered.connect(slot)
            self.addAction(action)
            actions[command] = action
        for command in (Command.LARGER, Command.SMALLER, Command.USUAL):
            self.menu.size_menu.addAction(actions[command])
        self.menu.addAction(actions[Command.SHORTCUTS])
        self.menu.addAction(self.tr("About Interlinear")).triggered.connect(self.about_wanted)

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def _current(self) -> TranslatePage | SummarizePage | LibraryPage | WelcomePage:
        pages = (self.page, self.summarize, self.library, self.welcome)
        return pages[self.pages.currentIndex()]

    def _either(
        self, translating: Callable[[], object], summarizing: Callable[[], object]
    ) -> Callable[[], object]:
        """What a key does, by the page that is shown."""
        return lambda: (
            summarizing() if self.pages.currentIndex() == _SUMMARIZE else translating()
        )

    def show_page(self, number: int) -> None:
        """Show a page: 0 is Translate, 1 is Summarize, 2 is Library."""
        if self.pages.currentIndex() == _WELCOME:
            self.tabs.bar.show()
            self._show_page(number)
            self.setting_wanted.emit("welcomed", True)
        self.tabs.bar.setCurrentIndex(number)

    def show_welcome(self) -> None:
        """Show the page of a first start; any other page takes its place for good."""
        self.tabs.bar.hide()
        self._show_page(_WELCOME)

    def focus_page(self) -> None:
        """Give the keyboard to where one begins on the page that is shown."""
        self._focus(self.pages.currentIndex())

    def _focus(self, number: int) -> None:
        if number == _WELCOME:
            self.welcome.focus_first()
            return
        firsts = (self.page.first, self.summarize.document.edit, self.library.filters.line)
        firsts[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_page(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        for command, pages in _PAGES_OF.items():
            self._actions[command].setEnabled(number in pages)
        self._focus(number)

    def open_library(self, source: str = "", target: str = "") -> None:
        """Show the Library page, with a pair what translates that."""
        if source and target:
            self.library.show_pair(source, target)
        self.show_page(_LIBRARY)

    def open_summarizers(self) -> None:
        """Show the Library page with what summarizes."""
        self.library.show_task(SUMMARIZATION)
        self.show_page(_LIBRARY)

    def open_connection(self) -> None:
        """Show how the hub is reached."""
        self.show_page(_LIBRARY)
        self.library.open_connection()

    def show_settings(self, settings: Settings) -> None:
        """Dress as the settings say."""
        self._zoom = min(max(settings.zoom, ZOOMS[0]), ZOOMS[-1])
        self.menu.show_settings(settings)
        self.welcome.show_language(settings.interface)
        self.library.connection.show_settings(settings)
        self.page.set_zoom(self._zoom)
        self.summarize.set_zoom(self._zoom)
        self.page.filling.set_open(settings.strip_open)
        self.page.set_tokens(settings.tokens)
        self.page.inquiry.findings.set_on(settings.checks)
        self.page.strip.set_panel(settings.panel)

    def restore_layout(self, settings: Settings) -> None:
        """Put the window and the panes where they were."""
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(settings.geometry.encode()))
        if settings.panes:
            self.page.panes.restoreState(QByteArray.fromHex(settings.panes.encode()))
        if settings.summary_panes:
            panes = QByteArray.fromHex(settings.summary_panes.encode())
            self.summarize.panes.restoreState(panes)

    def layout_state(self) -> tuple[str, str, str]:
        """Where the window and the panes of both pages are, for `restore_layout`."""
        panes = (self.page.panes.saveState(), self.summarize.panes.saveState())
        return _hex(self.saveGeometry()), _hex(panes[0]), _hex(panes[1])

    def swap(self) -> None:
        """Turn the languages round; a finished translation is the next text."""
        if self.page.header.swap.isEnabled():
            self.page.swap_texts()
            self.swap_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._appeared:
            self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and not self._appeared:
            self._appeared = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.appeared.emit)  # after it was painted
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _step_zoom(self, by: int) -> None:
        at = min(range(len(ZOOMS)), key=lambda each: abs(ZOOMS[each] - self._zoom))
        self.setting_wanted.emit("zoom", ZOOMS[min(max(at + by, 0), len(ZOOMS) - 1)])


def _hex(data: QByteArray) -> str:
    return data.toHex().toStdString()
