"""From what a translation is held against to the second text below it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.comparing import Comparison
from desktop_app.parts import Parts
from desktop_app.view.languages import is_right_to_left
from desktop_app.view.main_window import MainWindow


class Comparisons(QObject):
    """Connects the second pane and its menu with what fills it."""

    def __init__(self, window: MainWindow, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._parts = window.page, parts
        self._comparing, self._selection = parts.comparing, parts.selection
        self._connect_work()
        self._connect_page()

    def _connect_work(self) -> None:
        control, comparing, shown = self._parts.controller, self._comparing, self._page.compared
        control.asides.connect(comparing.feed)
        control.began.connect(self._on_text)
        control.finished.connect(lambda _: self._follow())
        control.failed.connect(lambda _: shown.pane.clear(expects=True))
        comparing.changed.connect(self._page.compare.show_open)
        comparing.changed.connect(self._on_changed)
        comparing.began.connect(shown.begin)
        comparing.output.connect(shown.show_output)
        comparing.failed.connect(shown.show_failure)

    def _connect_page(self) -> None:
        page, comparing, selection = self._page, self._comparing, self._selection
        page.compare.chosen.connect(self._choose)
        page.compared.text_changed.connect(self._follow)
        page.compared.pane.close_wanted.connect(comparing.close)
        page.compared.pane.use_wanted.connect(self._use)
        page.edited.connect(lambda _: comparing.forget())
        page.cancel_wanted.connect(self._stop)
        selection.changed.connect(comparing.keep_to)

    def _choose(self, comparison: Comparison) -> None:
        self._comparing.open(comparison)
        self._follow()

    def _use(self) -> None:
        if comparison := self._comparing.comparison:
            self._selection.choose_model(comparison.route.model.reference)

    def _stop(self) -> None:
        self._comparing.forget()
        self._page.compared.stop()

    def _on_text(self, text: str) -> None:
        self._comparing.forget()
        self._page.compared.make_stale()
        if not text.strip():
            self._page.compared.pane.clear()

    def _follow(self) -> None:
        """Compare what is there, once the translation is complete."""
        passages = self._page.compared.passages()
        if passages:
            self._comparing.follow(passages)

    def _on_changed(self, comparison: Comparison | None) -> None:
        if comparison is None:
            self._page.compared.close()
            return
        choices = self._selection.choices
        written = choices.source if comparison.back else choices.target
        titles = self._titles(comparison, written)
        self._page.compared.open(comparison, titles, is_right_to_left(written))

    def _titles(self, comparison: Comparison, written: str) -> tuple[str, str]:
        """Whose text it is, in full and in short."""
        menu = self._page.compare
        name = menu.way_name(comparison.route)
        if not comparison.back:
            return name, name
        full = self.tr("Back in {language}, by {name}")
        short = self.tr("Back in {language}")
        language = menu.language(written)
        return full.format(language=language, name=name), short.format(language=language)
