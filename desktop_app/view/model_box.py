"""The box that lists the checkpoints for the chosen pair, and opens further folders."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QStandardItemModel
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.choices import Choices
from desktop_app.routes import Model, Route
from desktop_app.view.combo import FlatCombo
from desktop_app.view.languages import LanguageNames
from desktop_app.view.worded import worded
from models.messages import Opened

_OPEN, _MORE = "open folder", "more models"  # the data of entries that are no models


class ModelBox(FlatCombo):
    model_chosen = Signal(str)
    folder_wanted = Signal()
    library_wanted = Signal()

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__("", framed=False, parent=parent)
        self._names = names
        self._short = ""  # for a box too narrow for the chosen entry
        self.setAccessibleName(self.tr("Model"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self._chosen = -1
        self._opened = ""
        self.activated.connect(self._activate)

    def show_choices(self, choices: Choices) -> None:
        """List the models of the pair; broken ones are grey and say why."""
        self.blockSignals(True)
        self.clear()
        self._short = ""
        if choices.route and choices.route.via:
            self._add_pivot(choices.route, choices.route.via)
        for model in choices.models:
            self._add(model)
        if self.count():
            self.insertSeparator(self.count())
        self.addItem(self.tr("More models…"), _MORE)
        self.addItem(self.tr("Open folder…"), _OPEN)
        chosen = choices.model.reference if choices.model else None
        self._chosen = 0 if choices.via else self.findData(chosen) if chosen else -1
        self.setCurrentIndex(self._chosen)
        self._short = self._short or self.currentText().partition(" (")[0]
        last = choices.via or choices.model
        if not last or last.checkpoint.name != self._opened:
            self.set_note("")
        self.setToolTip(self.currentText())
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def _add_pivot(self, route: Route, via: Model) -> None:
        """The one entry of a pair that two models make together."""
        models = (route.model.checkpoint, via.checkpoint)
        text = self.tr("{first}, then {second}")
        self.addItem(text.format(first=models[0].name, second=models[1].name))
        through = self.tr("Two models, through {language}")
        self._short = through.format(language=self._names.name(route.task.target))
        sources = [each.attribution for each in models if each.attribution]
        self.setItemData(0, "\n".join(dict.fromkeys(sources)), Qt.ItemDataRole.ToolTipRole)

    def _add(self, model: Model) -> None:
        row, checkpoint = self.count(), model.checkpoint
        self.addItem(checkpoint.name, model.reference)
        self.setItemData(row, checkpoint.attribution, Qt.ItemDataRole.ToolTipRole)
        if not model.usable:
            broken = self.tr("{name}: {fault}")
            self.setItemText(
                row, broken.format(name=checkpoint.name, fault=worded(checkpoint.state))
            )
            self._disable(row)

    def show_opened(self, opened: Opened) -> None:
        """Say with which precision and where the model runs."""
        self._opened = opened.checkpoint
        self.set_note(
            self.tr("{precision} · {device}").format(
                precision=opened.precision, device=opened.device.upper()
            )
        )

    def label(self) -> str:
        full = self._full_label()
        fits = QFontMetrics(self.font()).horizontalAdvance(full) <= self.text_room()
        return full if fits or not self._short else self._short

    def _labels(self) -> list[str]:
        return [self._full_label()]

    def _full_label(self) -> str:
        return self.currentText() if self.currentIndex() >= 0 else self.tr("No model")

    def _disable(self, row: int) -> None:
        items = self.model()
        if isinstance(items, QStandardItemModel):
            items.item(row).setEnabled(False)

    def _activate(self, row: int) -> None:
        data = self.itemData(row)
        self.setCurrentIndex(self._chosen)
        if data == _OPEN:
            self.folder_wanted.emit()
        elif data == _MORE:
            self.library_wanted.emit()
        elif data:
            self.model_chosen.emit(data)
