"""What the program says of itself: the first page, About, its language, its letters."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.about import about
from desktop_app.beginnings import beginnings
from desktop_app.choices import Choices
from desktop_app.diagnostics import diagnostics
from desktop_app.letters import how_to_add_letters, lacks_letters, package_here
from desktop_app.parts import Parts
from desktop_app.paths import Paths
from desktop_app.settings import Language
from desktop_app.view.about import AboutDialog
from desktop_app.view.languages import LanguageNames
from desktop_app.view.main_window import MainWindow
from models.messages import Notice


class Introducing(QObject):
    """Connects the first page and the About dialog with what is installed."""

    def __init__(
        self, window: MainWindow, parts: Parts, paths: Paths, names: LanguageNames
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._paths, self._names = window, parts, paths, names
        self._devices: tuple[str, ...] = ()
        self._missed = ""  # the language that the message on the page is about
        self._closed: set[str] = set()  # languages that the user need not hear of again
        window.about_wanted.connect(self._show_about)
        parts.worker.devices_found.connect(self._on_devices)
        parts.selection.changed.connect(self._on_choices)
        window.page.message.closed.connect(lambda: self._closed.add(self._missed))

    def welcome(self) -> None:
        """Show the page of a first start."""
        known = beginnings(self._parts.selection.listed, self._parts.offers)
        self._window.welcome.show_beginnings(known)
        self._window.show_welcome()

    def look_at_letters(self) -> None:
        """Say it when the window's own language cannot be written here."""
        if self._parts.settings.values.interface is Language.CHINESE:
            self._miss(Language.CHINESE.value)

    def _on_devices(self, found: tuple[str, ...]) -> None:
        self._devices = found

    def _on_choices(self, choices: Choices) -> None:
        self._missed = ""  # a page with other choices has no message
        for language in (choices.source, choices.target):
            self._miss(language)

    def _miss(self, language: str) -> None:
        if language in self._closed or not lacks_letters(language):
            return
        self._missed = language
        said = how_to_add_letters(self._names.name(language), package_here())
        self._window.page.message.show_notice(Notice(0, said))

    def _show_about(self) -> None:
        parts, listed = self._parts, self._parts.selection.listed
        values = parts.settings.values
        report = diagnostics(values, listed, self._devices, parts.network.uses)
        known = about(self._paths, parts.folder, listed, report)
        AboutDialog(known, self._window).open()
