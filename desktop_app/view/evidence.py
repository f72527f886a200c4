"""Lights the sentences that a pointed-at one rests on, in both panes and the overview."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desktop_app.view.document_pane import DocumentPane
from desktop_app.view.evidence_line import EvidenceLine, rests_text, sentence_text
from desktop_app.view.evidence_map import EvidenceMap
from desktop_app.view.evidence_marks import (
    Pointed,
    document_marks,
    overview,
    summary_marks,
)
from desktop_app.view.overview_bar import Band
from desktop_app.view.places import Side
from desktop_app.view.summary_pane import SummaryPane

_ABOVE = 0.25  # of the pane's height stays above what is jumped to


class Evidence(QObject):
    """What is hovered shows at once; what is clicked or walked to stays until Escape."""

    def __init__(
        self, document: DocumentPane, summary: SummaryPane, line: EvidenceLine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._summary, self._line = document, summary, line
        self._known: EvidenceMap | None = None
        self._hovered: Pointed | None = None
        self._pinned: Pointed | None = None
        self._places: list[Pointed] = []  # that are lit
        self._jumps = 0  # how often the evidence of the pinned sentence was gone to
        self._show_uncovered = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._follow_view)
        document.edit.hovered.connect(lambda at: self._hover(Side.SOURCE, at))
        summary.edit.hovered.connect(lambda at: self._hover(Side.TARGET, at))
        document.edit.clicked.connect(lambda at: self._click(Side.SOURCE, at))
        summary.edit.clicked.connect(lambda at: self._click(Side.TARGET, at))
        summary.edit.step_wanted.connect(self.step)
        document.edit.caret_moved.connect(self._follow_caret)
        document.edit.view_changed.connect(self._soon.start)
        document.overview.place_wanted.connect(self._go_to)
        document.overview.share_wanted.connect(self._scroll_to_share)
        line.step_wanted.connect(self.step)
        line.jump_wanted.connect(self.jump)
        line.uncovered_wanted.connect(self.show_uncovered)

    @property
    def known(self) -> EvidenceMap | None:
        """The summary on its document; None while these do not belong together."""
        return self._known

    @property
    def pinned(self) -> Pointed | None:
        """What was clicked or walked to."""
        return self._pinned

    def show(self, known: EvidenceMap | None) -> None:
        """Show the evidence of another summary, or none any more."""
        count = len(known.summary.sentences) if known else 0
        self._known = known if count else None
        self._hovered = None
        if not self._fits(self._pinned):
            self._pinned = None
        self._light()

    def _fits(self, pointed: Pointed | None) -> bool:
        """Whether a pin still means something: the summary grew, and is no other one."""
        if pointed is None or self._known is None or pointed.side is Side.SOURCE:
            return False
        return pointed.sentence < len(self._known.summary.sentences)

    def forget(self) -> None:
        """The document was edited: nothing of it is evidence any more."""
        self._pinned = None
        if self._known:
            self.show(None)

    def clear_pins(self) -> bool:
        """Let go of what was clicked; whether there was something."""
        was = self._pinned is not None
        self._pinned = None
        if was:
            self._light()
        return was

    def _place(self, side: Side, letter: int) -> Pointed | None:
        if self._known is None or letter < 0:
            return None
        text = self._summary.text
        find = self._known.sentence_at if side is Side.SOURCE else text.sentence_at
        found = find(letter)
        return None if found is None else Pointed(side, found)

    def _hover(self, side: Side, letter: int) -> None:
        hovered = self._place(side, letter)
        if hovered != self._hovered:
            self._hovered = hovered
            self._light()

    def _click(self, side: Side, letter: int) -> None:
        self.pin(self._place(side, letter))

    def pin(self, pointed: Pointed | None) -> None:
        """Keep a sentence and its evidence lit, and let them be seen; None lets go."""
        self._pinned, self._jumps = pointed, 0
        if pointed and pointed.side is Side.TARGET:
            self.jump()
        elif pointed and self._known:
            for each in self._known.resting_on(pointed.sentence)[:1]:
                self._summary.edit.go_to(self._summary.text.range_of(each.sentence)[0])
        self._light()

    def _follow_caret(self, position: int) -> None:
        """The keyboard walks through the document."""
        if self._document.edit.hasFocus() and self._known:
            self.pin(self._place(Side.SOURCE, position))

    def step(self, by: int) -> None:
        """Go to the next sentence of the summary, or to the one before."""
        if self._known is None:
            return
        at = self._pinned.sentence if self._fits(self._pinned) and self._pinned else None
        last = len(self._known.summary.sentences) - 1
        number = (0 if by > 0 else last) if at is None else min(max(at + by, 0), last)
        self.pin(Pointed(Side.TARGET, number))
        self._summary.edit.go_to(self._summary.text.range_of(number)[0])
        self._announce(number)

    def jump(self) -> None:
        """Show the strongest evidence of the pinned sentence, then the next, round again."""
        if self._known is None:
            return
        if self._pinned is None or self._pinned.side is Side.SOURCE:
            self._pinned, self._jumps = Pointed(Side.TARGET, self._nearest()), 0
        evidence = self._known.evidence(self._pinned.sentence)
        if evidence:
            self._go_to(evidence[self._jumps % len(evidence)].sentence)
            self._jumps += 1
        self._light()

    def _nearest(self) -> int:
        """The sentence of the summary that rests on the document's pinned one."""
        pinned, known = self._pinned, self._known
        resting = known.resting_on(pinned.sentence) if pinned and known else ()
        return max(resting, key=lambda each: each.strength).sentence if resting else 0

    def _go_to(self, sentence: int) -> None:
        """Scroll a sentence of the document into sight, if it is not."""
        if self._known is None:
            return
        edit, (start, end) = self._document.edit, self._known.range_of(sentence)
        height, top = edit.viewport().height(), edit.y_of(start)
        if top < 0 or edit.y_of(end) > height * (1 - _ABOVE / 2):
            bar = edit.verticalScrollBar()
            bar.setValue(bar.value() + top - round(height * _ABOVE))

    def _scroll_to_share(self, share: float) -> None:
        bar = self._document.edit.verticalScrollBar()
        bar.setValue(round(share * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def show_uncovered(self, shown: bool) -> None:
        """Let what nothing rests on step back, or not."""
        self._show_uncovered = shown
        self._dim()

    def _follow_view(self) -> None:
        """Other lines of the document can be seen, or they are broken otherwise."""
        if self._known:
            self._document.overview.show_bands(self._bands(self._known))
        self._dim()

    def _dim(self) -> None:
        edit, known = self._document.edit, self._known
        dimmed: list[tuple[int, int]] = []
        if self._show_uncovered and known:
            dimmed = list(known.uncovered(edit.top_position(), edit.bottom_position()))
        edit.show_dimmed(dimmed)

    def _light(self) -> None:
        known = self._known
        shown = [each for each in (self._pinned, self._hovered) if each]
        if known is None:
            self._document.edit.show_marks(())
            self._summary.edit.show_marks(())
            self._document.overview.show_bands(())
        else:
            sides = {each.side: each for each in shown}  # what is hovered hides a pin beside it
            places = list(sides.values())
            range_of = self._summary.text.range_of
            self._document.edit.show_marks(document_marks(known, places))
            self._summary.edit.show_marks(summary_marks(known, places, range_of))
            self._places = places
        self._tell(shown)
        self._soon.start()

    def _bands(self, known: EvidenceMap) -> Iterator[Band]:
        for each in overview(known, self._places):
            top, bottom = self._document.edit.share_of(*known.range_of(each.sentence))
            yield Band(top, bottom, each.strength, each.sentence)

    def _tell(self, shown: list[Pointed]) -> None:
        if self._known is None or not shown:
            self._line.show_nothing(there=self._known is not None)
        elif shown[-1].side is Side.TARGET:
            self._line.show_sentence(self._known, shown[-1].sentence)
            self._summary.edit.setAccessibleDescription(self.spoken(shown[-1].sentence))
        else:
            self._line.show_document_sentence(self._known, shown[-1].sentence)

    def spoken(self, number: int) -> str:
        """What a screen reader says of a sentence of the summary."""
        if self._known is None:
            return ""
        return self.tr("{place}: {text} ({evidence})").format(
            place=sentence_text(self._known, number),
            text=self._known.summary.sentences[number].text,
            evidence=rests_text(len(self._known.evidence(number))),
        )

    def _announce(self, number: int) -> None:
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self._summary.edit, self.spoken(number))
            QAccessible.updateAccessibility(event)
