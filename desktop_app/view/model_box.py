"""The box that lists the checkpoints for the chosen pair, and opens further folders."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.choices import Choices
from desktop_app.view.combo import FlatCombo
from models.messages import Opened

_OPEN = "open folder"  # the data of the entry that is no model


class ModelBox(FlatCombo):
    model_chosen = Signal(str)
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", framed=False, parent=parent)
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
        for row, model in enumerate(choices.models):
            checkpoint = model.checkpoint
            self.addItem(checkpoint.name, model.reference)
            self.setItemData(row, checkpoint.attribution, Qt.ItemDataRole.ToolTipRole)
            if not model.usable:
                broken = self.tr("{name}: {fault}")
                self.setItemText(
                    row, broken.format(name=checkpoint.name, fault=checkpoint.state)
                )
                self._disable(row)
        if choices.models:
            self.insertSeparator(self.count())
        self.addItem(self.tr("Open folder…"), _OPEN)
        self._chosen = self.findData(choices.model.reference) if choices.model else -1
        self.setCurrentIndex(self._chosen)
        if not choices.model or choices.model.checkpoint.name != self._opened:
            self.set_note("")
        self.setToolTip(choices.model.checkpoint.name if choices.model else "")
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def show_opened(self, opened: Opened) -> None:
        """Say with which precision and where the model runs."""
        self._opened = opened.checkpoint
        self.set_note(
            self.tr("{precision} · {device}").format(
                precision=opened.precision, device=opened.device.upper()
            )
        )

    def label(self) -> str:
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
        elif data:
            self.model_chosen.emit(data)
