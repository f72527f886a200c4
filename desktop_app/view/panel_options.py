"""The line above matrix and heads: whose attention, from which weight on, what colours mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QWidget

from desktop_app.head_links import Head
from desktop_app.view.buttons import FlatButton, Switch
from desktop_app.view.legend import Legend
from desktop_app.view.metrics import GRID, MARGIN
from models.messages import AttentionKind

_KINDS = (AttentionKind.CROSS, AttentionKind.ENCODER, AttentionKind.DECODER)
_SLIDER = 96
_LEAST, _MOST = 2, 95  # per cent


class PanelOptions(QWidget):
    kind_wanted = Signal(AttentionKind)
    head_wanted = Signal(object)  # a Head, or None for the usual links
    threshold_wanted = Signal(float)
    explanation_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (self.tr("Links"), self.tr("Source"), self.tr("Translation"))
        self.kinds = Switch(names, self.tr("Whose attention"))
        tips = (
            self.tr("How the translation looks at the source (cross attention)"),
            self.tr("How the source looks at itself (encoder attention)"),
            self.tr("How the translation looks at itself (decoder attention)"),
        )
        for number, tip in enumerate(tips):
            self.kinds.group.button(number).setToolTip(tip)
        self.kinds.group.idClicked.connect(lambda at: self.kind_wanted.emit(_KINDS[at]))
        self.head = QLabel()
        self.automatic = FlatButton(self.tr("Automatic"))
        self.automatic.setToolTip(self.tr("Back to the model's usual links"))
        self.automatic.clicked.connect(lambda: self.head_wanted.emit(None))
        self.explain = FlatButton(self.tr("Numbers"))
        self.explain.setCheckable(True)
        self.explain.setToolTip(self.tr("How the pinned word's row comes about, in numbers"))
        self.explain.toggled.connect(self.explanation_wanted)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(_LEAST, _MOST)
        self.slider.setFixedWidth(_SLIDER)
        self.slider.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.slider.setAccessibleName(self.tr("Weakest link that is shown"))
        self.slider.valueChanged.connect(self._on_slider)
        self.least = QLabel()
        widest = self.fontMetrics().horizontalAdvance(self._least_text(100))
        self.least.setFixedWidth(widest + GRID)
        self.legend = Legend()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN - GRID, 0, MARGIN, 0)
        row.setSpacing(GRID)
        left: tuple[QWidget, ...] = (self.kinds, self.head, self.automatic)
        right: tuple[QWidget, ...] = (self.least, self.slider, self.legend, self.explain)
        for widget in left:
            row.addWidget(widget)
        row.addStretch()
        for widget in right:
            row.addWidget(widget)
        self.show_kind(AttentionKind.CROSS, None)

    def show_kind(self, kind: AttentionKind, head: Head | None, chosen: bool = False) -> None:
        """Say which attention is looked at, and of which head; a chosen one can be let go."""
        self.kinds.choose(_KINDS.index(kind))
        self.head.setVisible(head is not None)
        self.automatic.setVisible(chosen and kind is AttentionKind.CROSS)
        if head:
            text = self.tr("Layer {layer}, head {head}")
            self.head.setText(text.format(layer=head.layer + 1, head=head.head + 1))
        self._fit()

    def show_threshold(self, threshold: float) -> None:
        """Put the slider where links begin."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(threshold * 100))
        self.slider.blockSignals(False)
        self.least.setText(self._least_text(round(threshold * 100)))
        self.legend.show_threshold(threshold)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A narrow window does without the legend, then without the slider's number."""
        needed: list[QWidget] = [self.kinds, self.slider, self.explain]
        needed += [each for each in (self.head, self.automatic) if not each.isHidden()]
        room = self.width() - 2 * MARGIN
        room -= sum(each.sizeHint().width() + GRID for each in needed)
        room -= self.least.width() + GRID
        self.least.setVisible(room >= 0)
        self.legend.setVisible(room >= self.legend.sizeHint().width() + GRID)

    def _least_text(self, percent: int) -> str:
        return self.tr("from {percent} %").format(percent=percent)

    def _on_slider(self, value: int) -> None:
        self.least.setText(self._least_text(value))
        self.legend.show_threshold(value / 100)
        self.threshold_wanted.emit(value / 100)
