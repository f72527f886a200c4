"""A button with a menu: which translation goes before a summary, and which after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup, QEnterEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.routes import primary
from desktop_app.summary_choices import SummaryChoices, Way
from desktop_app.view.buttons import FlatButton
from desktop_app.view.languages import LanguageNames


class WaysButton(FlatButton):
    before_chosen = Signal(object)  # a Way, None for none
    after_chosen = Signal(object)
    looked_at = Signal()  # the document's language would be good to know

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__("-", parent=parent)
        self._names = names
        self._said, self._roomy = "", True
        self._choices, self._language = SummaryChoices(), ""
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.looked_at)
        self.setMenu(self._menu)
        self.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("Translate the document before, or the summary after"))
        self.show_choices(SummaryChoices())

    def show_choices(self, choices: SummaryChoices) -> None:
        """Offer the translations that are possible; without any there is no button."""
        self.setVisible(bool(choices.befores or choices.afters))
        self._choices = choices
        self._said = self._text(choices)
        self.setAccessibleName(self._said)
        self.set_roomy(self._roomy)
        self._fill()

    def show_language(self, language: str) -> None:
        """Offer the translations from the document's language before the others."""
        if language != self._language:
            self._language = language
            if not any(each.isVisible() for each in self._menu.findChildren(QMenu)):
                self._fill()  # what is being read stays as it is

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked_at.emit()

    def _fill(self) -> None:
        choices = self._choices
        self._menu.clear()
        self._section(
            self.tr("Then translate the summary"),
            choices.afters,
            choices.after,
            self.after_chosen.emit,
            lambda way: way.target,
        )
        self._section(
            self.tr("Translate the document first"),
            choices.befores,
            choices.before,
            self.before_chosen.emit,
            lambda way: way.source,
        )

    def set_roomy(self, roomy: bool) -> None:
        """Be words, or an icon where there is little room."""
        self._roomy = roomy
        self.setText(self._said if roomy else "")
        self.set_icon_name("" if roomy else "globe")
        self.updateGeometry()

    def _text(self, choices: SummaryChoices) -> str:
        if choices.after:
            text = self.tr("then into {language}")
            return text.format(language=self._names.name(choices.after.target))
        if choices.before:
            text = self.tr("from {language}")
            return text.format(language=self._names.name(choices.before.source))
        return self.tr("Translate…")

    def _section(
        self,
        title: str,
        ways: Sequence[Way],
        chosen: Way | None,
        choose: Callable[[Way | None], None],
        end: Callable[[Way], str],
    ) -> None:
        """A menu below this one, with nothing as its first choice."""
        if not ways:
            return
        menu = self._menu.addMenu(title)
        group = QActionGroup(menu)
        own, place = primary(self._language), self._names.place
        ordered = sorted(ways, key=lambda way: (primary(way.source) != own, place(end(way))))
        named = [(self._name(way), way) for way in ordered]
        entries = [(self.tr("No translation"), None), *named]
        for text, way in entries:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(way == chosen)
            group.addAction(action)
            action.triggered.connect(lambda _=False, one=way: choose(one))

    def _name(self, way: Way) -> str:
        text = self.tr("{source} into {target}")
        names = (self._names.name(way.source), self._names.name(way.target))
        return text.format(source=names[0], target=names[1])
