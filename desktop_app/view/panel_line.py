"""The line below the panel's view: what is known of one word, and what it could be instead."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.settings import Tokens
from desktop_app.view import colors
from desktop_app.view.metrics import MARGIN
from desktop_app.view.places import Place, Side, level_of
from desktop_app.view.strip_texts import Inks, explained, spoken
from models.messages import UNCERTAIN, Segment

_HEIGHT = 32
_TEXT_LEFT = 30  # where the texts of panes and rows begin


class PanelLine(QLabel):
    """The other word comes later, from whoever hears `doubt_shown`."""

    doubt_shown = Signal(object)  # the Place of the uncertain word that is told of, or None
    asked = Signal(Place)  # a click on the other word
    told = Signal(object, str)  # the Place that is told of or None, and what readers say of it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFixedHeight(_HEIGHT)
        self.setContentsMargins(_TEXT_LEFT, 0, MARGIN, 0)
        self.setMinimumWidth(1)
        self._segment: Segment | None = None
        self._place: Place | None = None
        self._tokens = Tokens.WORDS
        self._instead: tuple[Place, str] | None = None
        self.linkActivated.connect(self._on_link)

    def show_word(self, segment: Segment | None, place: Place | None, tokens: Tokens) -> None:
        """Tell what is known of a token of a sentence, or nothing."""
        if segment is not self._segment:
            self._instead = None
        same = (segment, place, tokens) == (self._segment, self._place, self._tokens)
        self._segment, self._place, self._tokens = segment, place, tokens
        self._render()
        if not same:
            said = spoken(segment, place, tokens) if segment and place else ""
            self.told.emit(place, said)
            self.doubt_shown.emit(place if self._is_doubtful() else None)

    def show_instead(self, place: Place, word: str) -> None:
        """Add the likeliest other word for a word."""
        self._instead = place, word
        self._render()

    def _is_doubtful(self) -> bool:
        segment, place = self._segment, self._place
        if not segment or not place or place.side is Side.SOURCE:
            return False
        if self._tokens is not Tokens.WORDS:
            return False
        certainty = level_of(segment, self._tokens).target[place.token].certainty
        return certainty is not None and certainty < UNCERTAIN

    def _render(self) -> None:
        text = ""
        if self._segment and self._place:
            text = explained(self._segment, self._place, self._tokens, self._inks())
        if self._instead and self._place == self._instead[0] and self._is_doubtful():
            pattern = self.tr("{line} &nbsp;·&nbsp; instead: {word}")
            link = f'<a href="other" style="color:{self._inks().link}">'
            word = f"{link}{escape(self._instead[1])}</a>"
            text = pattern.format(line=text, word=word)
        if text != self.text():
            self.setText(text)

    def _on_link(self) -> None:
        if self._place:
            self.asked.emit(self._place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._render()

    def _inks(self) -> Inks:
        palette = self.palette()
        return Inks(
            colors.accent(palette).name(),
            colors.secondary_text(palette).name(),
            colors.uncertain(palette).name(),
        )
