"""The pane beside matrix and heads: how one row of attention comes about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop_app.view import colors
from desktop_app.view.panel_area import USUAL_HEIGHT
from desktop_app.view.panel_step_text import Step, step_html
from desktop_app.view.scroll_bar import SlimScrollBar
from desktop_app.view.strip_texts import Inks

_WIDTH = 392


class StepPane(QTextEdit):
    """Text that can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("This step in numbers"))
        self.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._step: Step | None = None
        self._said = ""
        self._usual = USUAL_HEIGHT
        self._height: int | None = None  # as the user wants it

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self._height or self._usual)

    def set_height(self, height: int | None) -> None:
        """Want to be so high; None is the usual height."""
        self._height = height
        self.updateGeometry()

    def set_usual_height(self, height: int) -> None:
        """The height to want while the user wants no other."""
        self._usual = height
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 60)

    def show_step(self, step: Step) -> None:
        """Show the numbers."""
        self._step = step
        self._render()

    def say(self, text: str) -> None:
        """Show a sentence instead."""
        if self._step or text != self._said:
            self._step, self._said = None, text
            self._render()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._render()

    def _render(self) -> None:
        palette = self.palette()
        if self._step is None:
            self.setPlainText(self._said)
            return
        quiet = palette.color(QPalette.ColorRole.PlaceholderText).name()
        doubt = colors.uncertain(palette).name()
        inks = Inks(colors.accent(palette).name(), quiet, doubt)
        self.setHtml(step_html(self._step, inks))
