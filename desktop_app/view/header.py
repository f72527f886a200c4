"""The row above the panes: from which language into which, with which model."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.choices import Choices
from desktop_app.view.buttons import FlatButton
from desktop_app.view.combo import FlatCombo
from desktop_app.view.languages import language_name
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.model_box import ModelBox


class Header(QWidget):
    source_chosen = Signal(str)
    target_chosen = Signal(str)
    swap_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = FlatCombo(self.tr("Translate from"), framed=True)
        self.target = FlatCombo(self.tr("Translate into"), framed=True)
        self.swap = FlatButton(icon="swap", name=self.tr("Swap the languages"))
        self.models = ModelBox()
        self.source.activated.connect(
            lambda row: self.source_chosen.emit(self.source.itemData(row))
        )
        self.target.activated.connect(
            lambda row: self.target_chosen.emit(self.target.itemData(row))
        )
        self.swap.clicked.connect(self.swap_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, 0, MARGIN - GRID, 0)
        self._row.setSpacing(GRID)
        for widget in (self.source, self.swap, self.target):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.models)

    def add_corner(self, widget: QWidget) -> None:
        """Append what belongs to the window, at the right end."""
        self._row.addWidget(widget)

    def show_choices(self, choices: Choices) -> None:
        """Offer and choose what `choices` says."""
        _fill(self.source, choices.sources, choices.source)
        _fill(self.target, choices.targets, choices.target)
        self.models.show_choices(choices)
        for widget in (self.source, self.target, self.swap):
            widget.setVisible(bool(choices.sources))
        self.swap.setEnabled(choices.reversible)
        tip = self.tr("Swap the languages (Ctrl+Shift+S)")
        if choices.model and not choices.reversible:
            tip = self.tr("No installed model translates {source} into {target}.").format(
                source=language_name(choices.target), target=language_name(choices.source)
            )
        self.swap.setToolTip(tip)
        self.swap.setAccessibleDescription(tip)


def _fill(box: FlatCombo, codes: tuple[str, ...], chosen: str) -> None:
    box.blockSignals(True)
    box.clear()
    for name, code in sorted((language_name(code), code) for code in codes):
        box.addItem(name, code)
    box.setCurrentIndex(box.findData(chosen, Qt.ItemDataRole.UserRole))
    box.blockSignals(False)
    box.setEnabled(bool(codes))
    box.updateGeometry()
    box.update()
