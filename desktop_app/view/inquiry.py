"""Why this word: everything that asks about the translation or changes it, put together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from desktop_app.view.alternatives import Alternatives
from desktop_app.view.findings import Findings
from desktop_app.view.hypotheses import Hypotheses
from desktop_app.view.instead import Instead
from desktop_app.view.links import Links
from desktop_app.view.message_bar import Message, MessageBar
from desktop_app.view.places import Side
from desktop_app.view.result_edits import Edits
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.source_edit import SourceEdit
from desktop_app.view.uncertain import Doubts
from desktop_app.view.underlines import Underlines
from desktop_app.wishes import Found, Wish
from models.messages import Segment


class Inquiry(QObject):
    wished = Signal(object)  # a Wish; answered by `answer`
    foreseen = Signal(tuple)  # wishes that may come next
    made = Signal(bool)  # whether the translation has something of the user's
    anew_wanted = Signal()  # translate, whatever is lost
    check_wanted = Signal(int, Segment)

    def __init__(
        self, source: SourceEdit, pane: ResultPane, links: Links, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pane, self._links = pane, links
        self.edits = Edits(pane, links, self)
        self.alternatives = Alternatives(pane, links, self.edits, self)
        self.hypotheses = Hypotheses(pane, links, self.edits, self)
        self.doubts = Doubts(pane, links, self)
        self.findings = Findings(source, pane, links, self)
        self.instead = Instead(links, self)
        self.lines = Underlines(source, pane, links, self.doubts, self.findings, self)
        self.bar = MessageBar()
        pane.add_beside_note(self.doubts.button)
        pane.add_beside_note(self.findings.button)
        self._connect()

    def _connect(self) -> None:
        edit = self._pane.edit
        for part in (self.edits, self.alternatives, self.hypotheses, self.instead):
            part.wished.connect(self.wished)
        self.alternatives.foreseen.connect(self.foreseen)
        self.edits.made.connect(self._on_made)
        self.edits.rewritten.connect(lambda index: self._look_at([index]))
        self.findings.wanted.connect(self.check_wanted)
        edit.asked.connect(self.alternatives.open_at)
        edit.clicked.connect(self._on_click)
        edit.sentence_asked.connect(self.open_sentence)
        edit.tip_wanted.connect(self._show_tip)
        self.bar.action_wanted.connect(self._give_up)

    def begin(self) -> None:
        """There is another text, or the same is translated anew."""
        self.alternatives.close()
        self.hypotheses.close()
        self._pane.edit.set_open(False)
        self.edits.forget()
        self.doubts.forget()
        self.findings.forget()
        self.lines.refresh()
        self.bar.hide()

    def add(self, first: int) -> None:
        """Sentences from `first` on are finished."""
        self._look_at(range(first, len(self._links.reading.segments)))
        complete = self._pane.text.complete
        self._pane.edit.set_open(complete and bool(self._links.reading.segments))

    def make_stale(self) -> None:
        """The source was edited: marks go at once."""
        self.alternatives.list.hide()
        self.hypotheses.list.hide()
        self.lines.draw()

    def make_current(self) -> None:
        """The source is again what the translation answers."""
        self.bar.hide()
        self.lines.refresh()

    def answer(self, wish: Wish, found: Found | None) -> None:
        """Give what was found for a wish, None when it failed, to whoever had it."""
        for part in (self.edits, self.alternatives, self.hypotheses, self.instead):
            part.answer(wish, found)

    def ask_before_loss(self) -> None:
        """Say that a new translation would take the place of the user's own words."""
        text = self.tr("You changed the translation. A new one would replace your words.")
        self.bar.show_message(Message(text, self.tr("Translate again"), is_notice=True))

    def open_sentence(self, position: int) -> None:
        """Ask how else the sentence at a position of the translation could read."""
        index = self._pane.text.index_at(position)
        if index is not None:
            self.hypotheses.open(index)

    def _give_up(self) -> None:
        self.bar.hide()
        self.edits.forget()
        self.anew_wanted.emit()

    def _on_made(self, made: bool) -> None:
        if not made:
            self.bar.hide()
        self.made.emit(made)

    def _look_at(self, indices: Sequence[int]) -> None:
        self.doubts.look_at(indices)
        self.findings.look_at(indices)
        self.lines.refresh()

    def _on_click(self, letter: int) -> None:
        place = self._links.word_at(letter)
        if place and self.doubts.is_uncertain(place):
            self.alternatives.open_at(letter)

    def _show_tip(self, event: QHelpEvent) -> None:
        letter = self._pane.edit.letter_at(event.pos())
        said = self._pane.note_at(letter)
        if self._links.is_current:
            said = f"{said} {self.lines.tip_at(Side.TARGET, letter)}".strip()
        QToolTip.showText(event.globalPos(), said, self._pane.edit)
