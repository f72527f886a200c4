"""What a translation can be held against: other models, and its own way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.choices import Choices
from desktop_app.comparing import Comparison
from desktop_app.routes import Route
from desktop_app.view.languages import LanguageNames


class CompareMenu(QMenu):
    chosen = Signal(Comparison)
    more_wanted = Signal(str, str)  # models from one language into another

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._choices = Choices()
        self._open: Comparison | None = None
        self._actions: dict[QAction, Comparison] = {}
        self.setToolTipsVisible(True)
        self._fill()

    def show_choices(self, choices: Choices) -> None:
        """Offer what there is for the chosen pair."""
        self._choices = choices
        self._fill()

    def show_open(self, comparison: Comparison | None) -> None:
        """Tick what is compared."""
        self._open = comparison
        for action, each in self._actions.items():
            action.setCheckable(each == comparison)
            action.setChecked(each == comparison)

    def translate_back(self) -> bool:
        """Choose the way back, where there is one."""
        if self._choices.back:
            self.chosen.emit(Comparison(self._choices.back, back=True))
        return self._choices.back is not None

    def way_name(self, route: Route) -> str:
        """What the model or the two models of a way are called."""
        names = [each.checkpoint.name for each in route.models]
        if len(names) == 1:
            return names[0]
        return self.tr("{first}, then {second}").format(first=names[0], second=names[1])

    def language(self, code: str) -> str:
        """The language's name."""
        return self._names.name(code)

    def _fill(self) -> None:
        self.clear()
        self._actions.clear()
        choices = self._choices
        if choices.route:
            self._add_others(choices)
            self.addSeparator()
            self._add_back(choices)
            self.addSeparator()
        more = self.addAction(self.tr("More models…"))
        more.triggered.connect(lambda: self.more_wanted.emit(choices.source, choices.target))

    def _add_others(self, choices: Choices) -> None:
        for route in choices.others:
            self._add(self.way_name(route), Comparison(route))
        if not choices.others:
            none = self.tr("No other model here translates {source} into {target}")
            self._say(none, choices.source, choices.target)

    def _add_back(self, choices: Choices) -> None:
        if choices.back:
            back = self.tr("Translate back to {language}")
            back = back.format(language=self.language(choices.source))
            self._add(back, Comparison(choices.back, back=True))
        else:
            none = self.tr("No model here translates {source} into {target}")
            self._say(none, choices.target, choices.source)

    def _add(self, text: str, comparison: Comparison) -> None:
        action = self.addAction(text.replace("&", "&&"))
        action.setCheckable(comparison == self._open)
        action.setChecked(comparison == self._open)
        action.triggered.connect(lambda: self._choose(comparison))
        self._actions[action] = comparison
        sources = [each.checkpoint.attribution for each in comparison.route.models]
        action.setToolTip("\n".join(dict.fromkeys(filter(None, sources))))

    def _choose(self, comparison: Comparison) -> None:
        self.show_open(self._open)  # a click has turned the tick
        self.chosen.emit(comparison)

    def _say(self, text: str, source: str, target: str) -> None:
        names = {"source": self.language(source), "target": self.language(target)}
        self.addAction(text.format(**names)).setEnabled(False)
