"""The lines under doubtful words and under what the checks found, where they can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from desktop_app.view.findings import Findings
from desktop_app.view.highlights import Line, Underline
from desktop_app.view.links import Links
from desktop_app.view.places import Place, Side
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.source_edit import SourceEdit
from desktop_app.view.text_edit import TextEdit
from desktop_app.view.uncertain import Doubts
from desktop_app.view.worded import in_a_row, worded


class Underlines(QObject):
    """Draws anew what is in sight, once for all that changed since the last time."""

    def __init__(
        self,
        source: SourceEdit,
        pane: ResultPane,
        links: Links,
        doubts: Doubts,
        findings: Findings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._source, self._pane, self._links = source, pane, links
        self._doubts, self._findings = doubts, findings
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.draw)
        for edit in (source, pane.edit):
            edit.view_changed.connect(self._soon.start)
        pane.edit.textChanged.connect(self._soon.start)
        source.tip_wanted.connect(self._tip_of_source)
        findings.changed.connect(self._soon.start)

    def refresh(self) -> None:
        """Something has changed."""
        self._soon.start()

    def draw(self) -> None:
        """Underline what can be seen now."""
        in_source: list[Underline] = []
        in_result: list[Underline] = []
        if self._links.is_current:
            for index in self._in_sight(self._source):
                in_source += self._found_in(index, Side.SOURCE)
            for index in self._in_sight(self._pane.edit):
                in_result += self._doubtful(index)
                in_result += self._found_in(index, Side.TARGET)
        self._source.show_underlines(in_source)
        self._pane.edit.show_underlines(in_result)

    def _in_sight(self, edit: TextEdit) -> range:
        of_source = edit is self._source
        find = self._links.source_segment_at if of_source else self._pane.text.index_at
        count = min(self._pane.text.finished, len(self._links.reading.segments))
        first, last = find(edit.top_position()), find(edit.bottom_position())
        first = 0 if first is None else first
        return range(first, min(count, count if last is None else last + 1))

    def _doubtful(self, index: int) -> Iterator[Underline]:
        for token in self._doubts.words_of(index):
            place = Place(index, Side.TARGET, token)
            yield Underline(*self._links.word_range(place), Line.DOUBT)

    def _found_in(self, index: int, side: Side) -> Iterator[Underline]:
        for one in self._findings.of(index):
            if one.side == side.value and one.start < one.end:
                yield Underline(*self._findings.span(index, one), Line.FINDING)

    def tip_at(self, side: Side, letter: int) -> str:
        """What the checks say of a letter."""
        edit = self._source if side is Side.SOURCE else self._pane.edit
        said = []
        for index in self._in_sight(edit):
            for one in self._findings.of(index):
                start, end = self._findings.span(index, one)
                if one.side == side.value and start <= letter < end:
                    said.append(worded(one.what))
        return in_a_row(said)

    def _tip_of_source(self, event: QHelpEvent) -> None:
        letter = self._source.letter_at(event.pos())
        said = self.tip_at(Side.SOURCE, letter) if self._links.is_current else ""
        QToolTip.showText(event.globalPos(), said, self._source)
