"""The line above the strip: open or close, which sentence, words or pieces."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_app.settings import Panel, Tokens
from desktop_app.view.buttons import FlatButton, Switch
from desktop_app.view.metrics import GRID, MARGIN

_CHOICES = (Tokens.WORDS, Tokens.PIECES)
_PANELS = (Panel.ROWS, Panel.MATRIX, Panel.HEADS)


class StripHeader(QWidget):
    open_wanted = Signal(bool)
    step_wanted = Signal(int)  # -1 or 1
    tokens_wanted = Signal(Tokens)
    panel_wanted = Signal(Panel)
    fill_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self.toggle = FlatButton(icon="chevron-down", name=self.tr("Hide the links"))
        self.toggle.clicked.connect(lambda: self.open_wanted.emit(not self._open))
        self.label = QLabel()
        self.previous = FlatButton(icon="chevron-left", name=self.tr("Previous sentence"))
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next = FlatButton(icon="chevron-right", name=self.tr("Next sentence"))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.switch = Switch((self.tr("Words"), self.tr("Pieces")), self.tr("What is linked"))
        self.switch.group.idClicked.connect(lambda at: self.tokens_wanted.emit(_CHOICES[at]))
        names = (self.tr("Rows"), self.tr("Matrix"), self.tr("Heads"))
        self.panels = Switch(names, self.tr("How the links are shown"))
        self.panels.group.idClicked.connect(lambda at: self.panel_wanted.emit(_PANELS[at]))
        self.export = FlatButton(icon="export", name=self.tr("Export the links"))
        self.export.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        self.fill = FlatButton(icon="expand", name=self.tr("Fill the page (Ctrl+I)"))
        self.fill.clicked.connect(self.fill_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN - GRID, 0, MARGIN - GRID, 0)
        row.setSpacing(GRID // 2)
        for widget in (self.toggle, self.label, self.previous, self.next):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.panels)
        row.addSpacing(GRID)
        row.addWidget(self.switch)
        row.addSpacing(GRID)
        row.addWidget(self.export)
        row.addWidget(self.fill)
        font = self.label.font()
        font.setBold(True)
        self.label.setFont(font)
        self.show_sentence(None, 0)
        self.show_tokens(Tokens.WORDS)
        self.show_panel(Panel.ROWS)

    def show_sentence(self, index: int | None, count: int) -> None:
        """Say which sentence of how many is shown below."""
        self.export.setEnabled(index is not None)
        if index is None:
            self.label.setText(self.tr("Links"))
        else:
            text = self.tr("Sentence {number} of {count}")
            self.label.setText(text.format(number=index + 1, count=count))
        self.previous.setVisible(index is not None)
        self.next.setVisible(index is not None)
        self.previous.setEnabled(bool(index))
        self.next.setEnabled(index is not None and index + 1 < count)

    def show_tokens(self, tokens: Tokens) -> None:
        """Mark what is linked now."""
        self.switch.choose(_CHOICES.index(tokens))

    def show_panel(self, panel: Panel) -> None:
        """Mark how the links are shown now."""
        self.panels.choose(_PANELS.index(panel))

    def show_open(self, is_open: bool) -> None:
        """Turn the arrow; what makes no sense while closed is hidden."""
        self._open = is_open
        self.toggle.set_icon_name("chevron-down" if is_open else "chevron-right")
        name = self.tr("Hide the links") if is_open else self.tr("Show the links")
        self.toggle.setToolTip(name)
        self.toggle.setAccessibleName(name)
        self.switch.setVisible(is_open)
        self.panels.setVisible(is_open)
        self.export.setVisible(is_open)
        self.fill.setVisible(is_open)
