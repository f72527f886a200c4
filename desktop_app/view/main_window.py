"""The window: its pages, its actions and keys, and nothing that it decides itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__
from desktop_app.settings import Settings
from desktop_app.view.languages import LanguageNames
from desktop_app.view.library_page import LibraryPage
from desktop_app.view.metrics import FIRST_WINDOW, SMALLEST_WINDOW, ZOOMS
from desktop_app.view.page_tabs import PageTabs
from desktop_app.view.settings_menu import MenuButton, SettingsMenu
from desktop_app.view.shortcuts import Command, ShortcutsDialog, command_text
from desktop_app.view.translate_page import TranslatePage

_OF_TRANSLATING = frozenset(
    {
        Command.TRANSLATE,
        Command.COPY,
        Command.SWAP,
        Command.MODEL,
        Command.COMPARE,
        Command.BACK,
        Command.FILL,
        Command.DOUBT,
        Command.LARGER,
        Command.SMALLER,
        Command.USUAL,
    }
)


class MainWindow(QMainWindow):
    setting_wanted = Signal(str, object)
    swap_wanted = Signal()
    file_wanted = Signal(Path)  # a text file to translate
    folder_wanted = Signal(Path)  # a checkpoint to add
    import_wanted = Signal(Path)  # a folder or an archive with a checkpoint
    move_wanted = Signal(Path)  # an empty folder for the library
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
        self.library = LibraryPage(names)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.library)
        self.tabs = PageTabs((self.tr("Translate"), self.tr("Library")))
        self.tabs.chosen.connect(self._show_page)
        self._lay_out()
        self.menu = SettingsMenu(self)
        self.menu.changed.connect(self.setting_wanted)
        self.tabs.add_corner(MenuButton("gear", self.tr("Settings"), self.menu))
        self._of_translating: list[QAction] = []
        self._add_actions()
        self.page.header.swap_wanted.connect(self.swap)
        self.page.source.open_wanted.connect(self.ask_for_file)
        self.page.source.edit.file_dropped.connect(self.file_wanted)
        self.page.folder_wanted.connect(self.ask_for_folder)
        self.page.library_wanted.connect(self.open_library)
        self.page.compare.more_wanted.connect(self.open_library)
        self.library.filters.folder_wanted.connect(self.ask_for_folder)
        self.library.filters.import_folder_wanted.connect(self._ask_for_import)
        self.library.filters.import_archive_wanted.connect(self._ask_for_archive)
        self.library.connection.move_wanted.connect(self._ask_for_move)

    def _add_actions(self) -> None:
        page = self.page
        slots = {
            Command.FIRST_PAGE: lambda: self.show_page(0),
            Command.SECOND_PAGE: lambda: self.show_page(1),
            Command.TRANSLATE: page.translate_wanted.emit,
            Command.COPY: page.copy,
            Command.SWAP: self.swap,
            Command.OPEN: self.ask_for_file,
            Command.MODEL: page.header.models.showPopup,
            Command.PANES: lambda: self._current().cycle_panes(),
            Command.COMPARE: page.result.compare_button.showMenu,
            Command.BACK: page.translate_back,
            Command.FILL: page.fill_with_strip,
            Command.DOUBT: page.inquiry.doubts.go_to_next,
            Command.LARGER: lambda: self._step_zoom(1),
            Command.SMALLER: lambda: self._step_zoom(-1),
            Command.USUAL: lambda: self.setting_wanted.emit("zoom", 100),
            Command.ESCAPE: lambda: self._current().escape(),
            Command.SHORTCUTS: lambda: ShortcutsDialog(self).open(),
            Command.QUIT: self.close,
        }
        actions = {}
        for command, slot in slots.items():
            action = QAction(command_text(command), self)
            keys = [QKeySequence(command.value)]
            if command is Command.LARGER:
                keys.append(QKeySequence("Ctrl+="))
            action.setShortcuts(keys)
            action.triggered.connect(slot)
            self.addAction(action)
            actions[command] = action
            if command in _OF_TRANSLATING:
                self._of_translating.append(action)
        for command in (Command.LARGER, Command.SMALLER, Command.USUAL):
            self.menu.size_menu.addAction(actions[command])
        self.menu.addAction(actions[Command.SHORTCUTS])
        self.menu.addAction(self.tr("About Interlinear")).triggered.connect(self._about)

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def _current(self) -> TranslatePage | LibraryPage:
        return self.library if self.pages.currentWidget() is self.library else self.page

    def show_page(self, number: int) -> None:
        """Show a page: 0 is Translate, 1 is Library."""
        self.tabs.bar.setCurrentIndex(number)

    def _show_page(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        for action in self._of_translating:
            action.setEnabled(number == 0)
        if number == 0:
            self.page.source.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.library.filters.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_library(self, source: str = "", target: str = "") -> None:
        """Show the Library page, with a pair what translates that."""
        if source and target:
            self.library.show_pair(source, target)
        self.show_page(1)

    def open_connection(self) -> None:
        """Show how the hub is reached."""
        self.show_page(1)
        self.library.open_connection()

    def show_settings(self, settings: Settings) -> None:
        """Dress as the settings say."""
        self._zoom = min(max(settings.zoom, ZOOMS[0]), ZOOMS[-1])
        self.menu.show_settings(settings)
        self.library.connection.show_settings(settings)
        self.page.set_zoom(self._zoom)
        self.page.set_strip_open(settings.strip_open)
        self.page.set_tokens(settings.tokens)
        self.page.inquiry.findings.set_on(settings.checks)
        self.page.strip.set_panel(settings.panel)

    def restore_layout(self, settings: Settings) -> None:
        """Put the window and the panes where they were."""
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(settings.geometry.encode()))
        if settings.panes:
            self.page.panes.restoreState(QByteArray.fromHex(settings.panes.encode()))

    def layout_state(self) -> tuple[str, str]:
        """Where the window and the panes are, for `restore_layout`."""
        geometry, panes = self.saveGeometry(), self.page.panes.saveState()
        return _hex(geometry), _hex(panes)

    def swap(self) -> None:
        """Turn the languages round; a finished translation is the next text."""
        if self.page.header.swap.isEnabled():
            self.page.swap_texts()
            self.swap_wanted.emit()

    def ask_for_file(self) -> None:
        """Let the user choose a text file."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a text file"),
            "",
            self.tr("Text files (*.txt *.md);;All files (*)"),
        )
        if chosen:
            self.file_wanted.emit(Path(chosen))

    def ask_for_folder(self) -> None:
        """Let the user choose a checkpoint's folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Open a model's folder"))
        if chosen:
            self.folder_wanted.emit(Path(chosen))

    def _ask_for_import(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Import a model's folder"))
        if chosen:
            self.import_wanted.emit(Path(chosen))

    def _ask_for_archive(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Import an archive"),
            "",
            self.tr("Archives (*.zip *.tar *.tar.*  *.tgz);;All files (*)"),
        )
        if chosen:
            self.import_wanted.emit(Path(chosen))

    def _ask_for_move(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Move the library to"))
        if chosen:
            self.move_wanted.emit(Path(chosen))

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

    def _about(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("About Interlinear"))
        box.setText(self.tr("Interlinear {version}").format(version=__version__))
        box.setInformativeText(
            self.tr(
                "Translates on this machine, and shows for every word where it came from. "
                "Apache License 2.0."
            )
        )
        box.open()


def _hex(data: QByteArray) -> str:
    return data.toHex().toStdString()
