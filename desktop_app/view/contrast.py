"""What two texts that are shown have not in common, and grounds behind it in both."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from desktop_app.differences import Difference, difference
from desktop_app.view.highlights import Tint, Tone
from desktop_app.view.links import Links
from desktop_app.view.result_document import ResultDocument, units
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.second_pane import SecondPane
from desktop_app.view.source_edit import SourceEdit
from desktop_app.view.text_edit import TextEdit
from models.messages import Span


class Contrast(QObject):
    """The second text against the translation or against the source, sentence by sentence.

    What can be seen is drawn anew once for all that changed since the last time.
    """

    def __init__(
        self,
        source: SourceEdit,
        result: ResultPane,
        second: SecondPane,
        links: Links,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._source, self._result, self._second = source, result, second
        self._links = links
        self._with_source = False
        self._shown = False
        self._found: dict[int, Difference] = {}  # of the sentences that both texts have
        self._pointed: tuple[TextEdit, int] | None = (
            None  # where the mouse is, and its sentence
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.draw)
        for edit in (source, result.edit, second.edit):
            edit.view_changed.connect(self._soon.start)
            edit.hovered.connect(lambda letter, where=edit: self._hover(where, letter))
        for written in (result.edit, second.edit):
            written.textChanged.connect(self._soon.start)

    def begin(self, with_source: bool, shown: bool) -> None:
        """Compare with the source or with the translation; nothing is known yet."""
        self._with_source, self._shown = with_source, shown
        self.forget()

    def forget(self) -> None:
        """Nothing that was found counts any more."""
        self._found.clear()
        self._pointed = None
        self.draw()

    def drop(self, index: int) -> None:
        """Nothing is known of a sentence any more."""
        self._found.pop(index, None)
        self._soon.start()

    def look_at(self, index: int) -> None:
        """Compare a finished sentence of the second text."""
        segments = self._links.reading.segments
        if index < min(len(segments), self._second.text.finished):
            segment = segments[index]
            first = segment.source if self._with_source else segment.target
            self._found[index] = difference(first, self._second.text.target_of(index))
            self._soon.start()

    @property
    def found(self) -> tuple[Difference, ...]:
        """What differs in each of the sentences that were looked at."""
        return tuple(self._found.values())

    def draw(self) -> None:
        """Mark what can be seen now."""
        other = self._source if self._with_source else self._result.edit
        compared = (other, self._second.edit) if self._shown else ()
        for edit in (self._source, self._result.edit, self._second.edit):
            here = edit in compared and bool(self._found) and self._links.is_current
            edit.show_tints((*self._ground(edit), *self._unlike(edit)) if here else ())

    def _hover(self, edit: TextEdit, letter: int) -> None:
        index = self._index_at(edit, letter) if letter >= 0 and self._shown else None
        pointed = None if index is None else (edit, index)
        if pointed != self._pointed:
            self._pointed = pointed
            self._soon.start()

    def _ground(self, edit: TextEdit) -> Iterator[Tint]:
        """The sentence that is pointed at in the other text."""
        if self._pointed is None or self._second.edit not in (edit, self._pointed[0]):
            return
        index = self._pointed[1]
        if self._pointed[0] is not edit and index in self._found:
            yield self._tint(edit, index, Span(0, len(self._text(edit, index))), Tone.SENTENCE)

    def _unlike(self, edit: TextEdit) -> Iterator[Tint]:
        first = self._index_at(edit, edit.top_position()) or 0
        last = self._index_at(edit, edit.bottom_position())
        for index in range(first, len(self._found) if last is None else last + 1):
            if each := self._found.get(index):
                for span in each.second if edit is self._second.edit else each.first:
                    yield self._tint(edit, index, span, Tone.UNLIKE)

    def _index_at(self, edit: TextEdit, position: int) -> int | None:
        if edit is self._source:
            return self._links.source_segment_at(position)
        return self._document(edit).index_at(position)

    def _document(self, edit: TextEdit) -> ResultDocument:
        return self._second.text if edit is self._second.edit else self._result.text

    def _text(self, edit: TextEdit, index: int) -> str:
        if edit is self._source:
            return self._links.reading.segments[index].source
        return self._document(edit).target_of(index)

    def _tint(self, edit: TextEdit, index: int, span: Span, tone: Tone) -> Tint:
        if edit is self._source:
            place = self._links.reading.source_range(index, span.start, span.end)
            return Tint(*place, tone)
        text, start = self._text(edit, index), self._document(edit).range_of(index)[0]
        return Tint(start + units(text[: span.start]), start + units(text[: span.end]), tone)
