"""One row of the strip: the words of one side, in boxes that are reused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFontMetricsF
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from desktop_app.view.highlights import Light
from desktop_app.view.places import Side
from desktop_app.view.strip_geometry import Box, RowText
from desktop_app.view.strip_token import HEIGHT, PADDING, TokenBox
from models.messages import Token


class TokenRow(QWidget):
    entered = Signal(Side, int)
    left = Signal()
    clicked = Signal(Side, int, bool)
    walked = Signal(Side, int, Qt.Key)
    asked = Signal(Side, int)

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self.side = side
        self.right_to_left = False
        self._boxes: list[TokenBox] = []
        self._count = 0
        self._current = 0  # the word that the Tab key reaches

    @property
    def boxes(self) -> Sequence[TokenBox]:
        """The words that are shown."""
        return self._boxes[: self._count]

    def show_tokens(self, tokens: Sequence[Token], spoken: Sequence[str]) -> None:
        """Show these words; `spoken` is what screen readers say of each."""
        while len(self._boxes) < len(tokens):
            self._add_box()
        self._count = len(tokens)
        for box, token, words in zip(self._boxes, tokens, spoken, strict=False):
            box.show_token(_visible(token.text), token.certainty, token.start == token.end)
            box.setAccessibleName(words)
        for number, box in enumerate(self._boxes):
            box.setVisible(number < self._count)
        self.make_current(min(self._current, max(0, self._count - 1)))

    def measured(self) -> RowText:
        """How wide each word is with its padding."""
        metrics = QFontMetricsF(self.font())
        widths = (metrics.horizontalAdvance(box.text) + 2 * PADDING for box in self.boxes)
        return RowText(tuple(widths), self.right_to_left)

    def place(self, boxes: Sequence[Box]) -> None:
        """Put every word where the layout wants it."""
        for box, place in zip(self.boxes, boxes, strict=True):
            left = round(place.x)
            box.setGeometry(left, 0, round(place.x + place.width) - left, HEIGHT)

    def set_lights(self, lights: Mapping[int, Light]) -> None:
        """Light some words, and no others."""
        for number, box in enumerate(self.boxes):
            box.set_light(lights.get(number))

    def make_current(self, number: int) -> None:
        """Let the Tab key reach this word and no other of the row."""
        for at in (self._current, number):
            if at < len(self._boxes):
                policy = Qt.FocusPolicy.TabFocus if at == number else Qt.FocusPolicy.NoFocus
                self._boxes[at].setFocusPolicy(policy)
        self._current = number

    def focus(self, number: int) -> None:
        """Move the keyboard to a word."""
        self.make_current(number)
        self._boxes[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_box(self) -> None:
        box = TokenBox(len(self._boxes), self)
        box.entered.connect(lambda number: self.entered.emit(self.side, number))
        box.left.connect(lambda _: self.left.emit())
        box.clicked.connect(lambda number, more: self.clicked.emit(self.side, number, more))
        box.walked.connect(lambda number, key: self.walked.emit(self.side, number, key))
        box.asked.connect(lambda number: self.asked.emit(self.side, number))
        self._boxes.append(box)


def _visible(text: str) -> str:
    """A token on one line; a piece that is only a blank gets a mark."""
    return " ".join(text.split()) or "␣"


def make_accessible(key: str, thing: QObject) -> QAccessibleInterface | None:
    """Show a row as a list and a word as its item; Qt asks this for every new object."""
    if isinstance(thing, TokenBox):
        return QAccessibleWidget(thing, QAccessible.Role.ListItem)
    if isinstance(thing, TokenRow):
        return QAccessibleWidget(thing, QAccessible.Role.List)
    return None
