"""The box that lists what can summarize: the document's own sentences first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.summary_choices import SUMMARY, Summarizer, SummaryChoices
from desktop_app.view.combo import FlatCombo
from desktop_app.view.metrics import BUTTON_HEIGHT
from desktop_app.view.worded import worded
from models.messages import Opened

_GET, _MORE = "get a model", "more models"  # the data of entries that summarize nothing
_NARROWEST = 120


class SummaryModelBox(FlatCombo):
    chosen = Signal(Summarizer)
    get_wanted = Signal()
    library_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", framed=False, parent=parent)
        self.setAccessibleName(self.tr("What summarizes"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._models: tuple[Summarizer, ...] = ()
        self._chosen = -1
        self._opened = ""
        self._roomy = True
        self.activated.connect(self._activate)

    def show_choices(self, choices: SummaryChoices) -> None:
        """List what summarizes; what cannot be opened is grey and says why."""
        self._models = choices.models
        self.clear()
        for number, each in enumerate(choices.models):
            self._add(number, each)
        self.insertSeparator(self.count())
        if choices.offers:
            self.addItem(self.tr("Get a model that rewrites…"), _GET)
        self.addItem(self.tr("More models…"), _MORE)
        self._chosen = choices.models.index(choices.chosen)
        self.setCurrentIndex(self._chosen)
        if choices.chosen.reference != self._opened:
            self.set_note("")
        self.setToolTip(self._tip(choices.chosen))
        self.updateGeometry()
        self.update()

    def _add(self, row: int, summarizer: Summarizer) -> None:
        self.addItem(self.name_of(summarizer), row)
        self.setItemData(row, self._tip(summarizer), Qt.ItemDataRole.ToolTipRole)
        items = self.model()
        if not summarizer.usable and isinstance(items, QStandardItemModel):
            items.item(row).setEnabled(False)

    def name_of(self, summarizer: Summarizer) -> str:
        """What a summarizer is called."""
        checkpoint = summarizer.checkpoint
        if checkpoint is None:
            return self.tr("Key sentences (no model)")
        if not summarizer.usable:
            return self.tr("{name}: {fault}").format(
                name=checkpoint.name, fault=worded(checkpoint.state)
            )
        if summarizer.preset and summarizer.preset != SUMMARY:
            name = self.tr("{name}: {preset}")
            return name.format(name=checkpoint.name, preset=summarizer.preset)
        return checkpoint.name

    def set_roomy(self, roomy: bool) -> None:
        """Say less of what summarizes, where there is little room."""
        self._roomy = roomy
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, BUTTON_HEIGHT)

    def label(self) -> str:
        if not self._roomy and self._chosen == 0:
            return self.tr("Key sentences")
        chosen = self._models[self._chosen] if self._chosen >= 0 else None
        if not self._roomy and chosen and chosen.writes_lines:
            return super().label().partition(":")[0]
        return super().label()

    def _tip(self, summarizer: Summarizer) -> str:
        if summarizer.checkpoint is None:
            return self.tr("Takes the most important sentences as they are; works at once.")
        return summarizer.checkpoint.attribution

    def show_opened(self, opened: Opened) -> None:
        """Say with which precision and where the model runs."""
        if 0 <= self._chosen < len(self._models):
            if opened.checkpoint != self._models[self._chosen].reference:
                return
            self._opened = opened.checkpoint
            text = self.tr("{precision} · {device}")
            device = opened.device.upper()
            self.set_note(text.format(precision=opened.precision, device=device))

    def _activate(self, row: int) -> None:
        data = self.itemData(row)
        self.setCurrentIndex(self._chosen)
        if data == _GET:
            self.get_wanted.emit()
        elif data == _MORE:
            self.library_wanted.emit()
        elif data is not None:
            self.chosen.emit(self._models[data])
