"""Other translations of a whole sentence: a list with scores and what differs."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QTextCursor

from desktop_app.differences import difference
from desktop_app.view.choice_list import Choice, ChoiceList
from desktop_app.view.links import Links
from desktop_app.view.result_edits import Edits
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.result_preview import Preview
from desktop_app.view.rewritten import placed
from desktop_app.wishes import Continuation, Found, OtherSentences, Wish
from models.messages import Hypothesis, Segment

_WIDTH = 560


class Hypotheses(QObject):
    """Arrows show a translation in its place, Enter or a click takes it."""

    wished = Signal(object)

    def __init__(self, pane: ResultPane, links: Links, edits: Edits, parent: QObject) -> None:
        super().__init__(parent)
        self._pane, self._links, self._edits = pane, links, edits
        self.list = ChoiceList(self.tr("Other translations"), "", _WIDTH, pane)
        self._preview = Preview(pane, links)
        self._index = -1
        self._segment: Segment | None = None
        self._found: tuple[Hypothesis, ...] = ()
        self._wanted: Wish | None = None
        self._taking: Wish | None = None  # what was chosen, until it is there
        self.list.moved.connect(self._move)
        self.list.taken.connect(self._take)
        self.list.closed.connect(self._end)

    def open(self, index: int) -> None:
        """Ask how else a sentence could be translated."""
        if not self._pane.text.complete or not self._links.is_current:
            return
        self._end()
        self._index, self._segment = index, self._links.reading.segments[index]
        self.list.open_at(self._anchor(index), self.tr("Looking for other translations…"))
        self._wanted = OtherSentences(self._segment.source)
        self.wished.emit(self._wanted)

    def close(self) -> None:
        """There is another text."""
        self._preview.forget()
        self.list.hide()

    def answer(self, wish: Wish, found: Found | None) -> None:
        """Show what was found, or take what was chosen."""
        if self._taking and wish == self._taking:
            self._finish(found)
        elif wish == self._wanted and self._segment and not isinstance(found, Segment):
            sentences = [each for each in found or () if isinstance(each, Hypothesis)]
            self._found = tuple(sentences)
            self._show_rows(self._segment.target)

    def _anchor(self, index: int) -> QRect:
        edit, cursor = self._pane.edit, QTextCursor(self._pane.edit.document())
        cursor.setPosition(self._pane.text.range_of(index)[0])
        place = edit.cursorRect(cursor)
        corner = edit.viewport().mapToGlobal(QPoint(place.left(), place.top()))
        return QRect(corner, place.size())

    def _show_rows(self, shown: str) -> None:
        rows = [self._row(each, shown) for each in self._found]
        current = next((n for n, one in enumerate(self._found) if one.target == shown), -1)
        self.list.show_rows(rows, current, "" if rows else self.tr("There are no others."))

    def _row(self, each: Hypothesis, shown: str) -> Choice:
        figure = self.tr("{percent} %").format(percent=round(math.exp(each.score) * 100))
        spoken = self.tr("{sentence}, score {percent}")
        unlike = difference(shown, each.target, exact=True).second
        return Choice(
            each.target,
            figure,
            spoken.format(sentence=each.target, percent=figure),
            tuple((span.start, span.end) for span in unlike),
        )

    def _move(self, row: int) -> None:
        if not self._taking:
            self._show(row)

    def _show(self, row: int) -> None:
        if self._segment is None or row >= len(self._found):
            return
        target = self._found[row].target
        if target == self._segment.target:
            self._preview.restore()
        else:
            self._preview.show(self._index, target, len(target))

    def _take(self, row: int) -> None:
        """Show the chosen one, and let it stand when its links are there."""
        old = self._segment
        if old is None or row >= len(self._found):
            return
        chosen = self._found[row]
        if chosen.target == old.target:
            self.list.hide()
        else:
            self._show(row)
            self._taking = Continuation(old.source, chosen.ids)
            self.wished.emit(self._taking)

    def _finish(self, found: Found | None) -> None:
        old, index = self._segment, self._index
        edited = old is None or self._links.reading.segments[index].target != old.target
        if edited:
            self._preview.forget()  # what was written meanwhile stays
        self.list.hide()
        if old and not edited and isinstance(found, Segment):
            self._edits.choose(index, placed(old, found))

    def _end(self) -> None:
        self._preview.restore()
        self._segment, self._wanted, self._found = None, None, ()
        self._taking = None
