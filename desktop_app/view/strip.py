"""The alignment strip: header, words with their links, and one line about the chosen word."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.settings import Tokens
from desktop_app.view import colors
from desktop_app.view.highlights import Light
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.pane import QuietLabel
from desktop_app.view.places import Place
from desktop_app.view.strip_header import StripHeader
from desktop_app.view.strip_texts import Inks, explained
from desktop_app.view.strip_view import StripView
from models.messages import Segment

_LINE = 32  # height of the line below
_TEXT_LEFT = 30  # where the texts of panes and rows begin


class Strip(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = StripHeader()
        self.view = StripView()
        self.line = QLabel()
        self.line.setTextFormat(Qt.TextFormat.RichText)
        self.line.setFixedHeight(_LINE)
        self.line.setContentsMargins(_TEXT_LEFT, 0, MARGIN, 0)
        self.line.setMinimumWidth(1)
        self.hint = QuietLabel(self.tr("Here you will see which word comes from which."))
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._segment: Segment | None = None
        self._tokens = Tokens.WORDS
        self._open = True
        self._spoken_of: Place | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(self.header)
        column.addWidget(self.view)
        column.addWidget(self.hint)
        self.hint.setMinimumHeight(self.view.sizeHint().height())
        column.addWidget(self.line)
        column.addStretch(0)
        self.view.setMaximumHeight(self.view.tallest())
        self.set_filling(False)
        self._arrange()

    def show_segment(self, segment: Segment | None, index: int, count: int) -> None:
        """Show sentence `index` of `count`."""
        self._segment = segment
        self._arrange()
        self.header.show_sentence(index if segment else None, count)
        self.view.show_segment(segment, index, self._tokens)

    def _arrange(self) -> None:
        """Show the words, or in their place a sentence about them."""
        self.view.setVisible(self._open and self._segment is not None)
        self.hint.setVisible(self._open and self._segment is None)
        self.line.setVisible(self._open)

    def set_tokens(self, tokens: Tokens) -> None:
        """Show words or pieces."""
        self._tokens = tokens
        self.header.show_tokens(tokens)

    def set_open(self, is_open: bool) -> None:
        """Show the words and links, or the header only."""
        self._open = is_open
        self._arrange()
        self.header.show_open(is_open)

    def set_filling(self, fills: bool) -> None:
        """Take all the height there is, or no more than the rows need."""
        vertical = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        for widget in (self.view, self.hint):
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def show_lights(self, lights: Mapping[Place, Light], spoken_of: Place | None) -> None:
        """Light words, and say in the line below what is known of one of them."""
        self.view.set_lights(lights)
        self._spoken_of = spoken_of
        self._explain()

    def _explain(self) -> None:
        text = ""
        if self._spoken_of and self._segment:
            text = explained(self._segment, self._spoken_of, self._tokens, self._inks())
        if text != self.line.text():
            self.line.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._explain()

    def _inks(self) -> Inks:
        palette = self.palette()
        return Inks(
            colors.accent(palette).name(),
            colors.secondary_text(palette).name(),
            colors.uncertain(palette).name(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.strip_ground(self.palette()))
        painter.fillRect(0, 0, self.width(), 1, colors.hairline(self.palette()))
