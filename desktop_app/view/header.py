"""The row above the panes: from which language into which, with which model."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.choices import Choices
from desktop_app.view.buttons import FlatButton
from desktop_app.view.language_box import LanguageBox
from desktop_app.view.language_rows import Offer
from desktop_app.view.languages import LanguageNames
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.model_box import ModelBox


class Header(QWidget):
    source_chosen = Signal(str)
    target_chosen = Signal(str)
    swap_wanted = Signal()

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.source = LanguageBox(self.tr("Translate from"), names)
        self.target = LanguageBox(self.tr("Translate into"), names)
        self.swap = FlatButton(icon="swap", name=self.tr("Swap the languages"))
        self.models = ModelBox(names)
        self.source.language_chosen.connect(self.source_chosen)
        self.target.language_chosen.connect(self.target_chosen)
        self.swap.clicked.connect(self.swap_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN - GRID, 0)
        row.setSpacing(GRID)
        for widget in (self.source, self.swap, self.target):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.models)

    def show_choices(self, choices: Choices) -> None:
        """Offer and choose what `choices` says."""
        own, recent = choices.own_sources, choices.recent
        more = choices.more_sources
        self.source.offer(Offer(choices.sources, choices.source, own, recent, more))
        own, targets = choices.own_targets, choices.targets
        if choices.reversible:
            targets = (*targets, choices.source)  # choosing it turns the pair round
        recent = tuple(code for code in recent if code != choices.source)
        more = choices.more_targets
        self.target.offer(Offer(targets, choices.target, own, recent, more))
        self.models.show_choices(choices)
        for widget in (self.source, self.target, self.swap):
            widget.setVisible(bool(choices.sources))
        self.swap.setEnabled(choices.reversible)
        tip = self.tr("Swap the languages (Ctrl+Shift+S)")
        if choices.model and not choices.reversible:
            tip = self.tr("No installed model translates {source} into {target}.").format(
                source=self._names.name(choices.target),
                target=self._names.name(choices.source),
            )
        self.swap.setToolTip(tip)
        self.swap.setAccessibleDescription(tip)
