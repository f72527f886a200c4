"""The user's own hand in the translation: edits and choices, and the way back from them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.view.links import Links
from desktop_app.view.result_changes import Change, Part, change_of
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.rewritten import has_words, in_place_of, unlinked
from desktop_app.wishes import Found, OwnTranslation, Wish
from models.messages import Segment

PAUSE_MS = 400  # in typing, before the model is asked what it thinks


@dataclass(frozen=True, slots=True)
class _Version:
    """How a sentence stands in the pane, and what is known of it."""

    before: str
    segment: Segment


@dataclass(frozen=True, slots=True)
class _Step:
    """Some sentences and the text behind the last one as they were at a time."""

    versions: dict[int, _Version]
    tail: str


class Edits(QObject):
    """Every choice is one step back; so is what was typed in one sentence without a pause."""

    wished = Signal(object)
    made = Signal(bool)  # whether there is something of the user's that could be lost
    rewritten = Signal(int)  # a sentence has another translation, or its links are known

    def __init__(self, pane: ResultPane, links: Links, parent: QObject) -> None:
        super().__init__(parent)
        self._pane = pane
        self._links = links
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._typing: frozenset[int] = frozenset()  # the sentences of the step under way
        self._unchecked: list[int] = []
        self._asked: tuple[int, Wish] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        pane.edit.document().contentsChanged.connect(self._on_contents)
        pane.edit.undo_wanted.connect(self.undo)
        pane.edit.redo_wanted.connect(self.redo)

    def forget(self) -> None:
        """There is another text."""
        self._pause.stop()
        self._done.clear()
        self._undone.clear()
        self._unchecked.clear()
        self._typing, self._asked = frozenset(), None
        self.made.emit(False)

    def choose(self, index: int, segment: Segment) -> None:
        """Let another translation of a sentence stand; it can be undone."""
        self._remember([index])
        self._typing = frozenset()
        before = self._pane.text.parts[index].before
        self._bring({index: _Version(before, segment)}, self._pane.text.tail)

    def undo(self) -> None:
        """Go one step back."""
        self._travel(self._done, self._undone)

    def redo(self) -> None:
        """Take the last step back again."""
        self._travel(self._undone, self._done)

    def answer(self, wish: Wish, found: Found | None) -> None:
        """Link a sentence that was edited; without `found` it stays without links."""
        if self._asked is None or self._asked[1] != wish:
            return
        index, self._asked = self._asked[0], None
        if isinstance(found, Segment):
            old = self._links.reading.segments[index]
            if old.target.strip() == found.target:
                self._links.replace(index, in_place_of(old, found))
                self.rewritten.emit(index)
        self._check_next()

    def _on_contents(self) -> None:
        text = self._pane.text
        if text.writing or not text.complete or self._pane.edit.isReadOnly():
            return
        change = change_of(text.parts, text.tail, self._pane.edit.plain_text())
        if not change.parts and change.tail == text.tail:
            return
        touched = frozenset(change.parts)
        if touched != self._typing:
            self._remember(touched)
            self._typing = touched
        old = text.parts
        text.accept(change)
        self._links.rest(True)
        edited = [at for at, part in change.parts.items() if part.target != old[at].target]
        for index in edited:
            self._edited(index, change.parts[index])
        self._links.rest(False)
        for index in edited:
            self.rewritten.emit(index)
        self._pause.start()

    def _edited(self, index: int, part: Part) -> None:
        """Nothing is known of a sentence's new text until it was checked."""
        old = self._links.reading.segments[index]
        self._links.replace(index, unlinked(old, part.target))
        self._queue(index)

    def _queue(self, index: int) -> None:
        if index not in self._unchecked:
            self._unchecked.append(index)

    def _on_pause(self) -> None:
        self._typing = frozenset()
        self._asked = None
        self._check_next()

    def _check_next(self) -> None:
        while self._unchecked and self._asked is None and not self._pause.isActive():
            index = self._unchecked.pop(0)
            segment = self._links.reading.segments[index]
            if segment.target.strip():
                wish = OwnTranslation(segment.source, segment.target.strip())
                self._asked = (index, wish)
                self.wished.emit(wish)

    def _remember(self, indices: list[int] | frozenset[int]) -> None:
        self._done.append(self._state(indices))
        self._undone.clear()
        self.made.emit(True)

    def _state(self, indices: list[int] | frozenset[int]) -> _Step:
        parts, segments = self._pane.text.parts, self._links.reading.segments
        versions = {at: _Version(parts[at].before, segments[at]) for at in indices}
        return _Step(versions, self._pane.text.tail)

    def _travel(self, back: list[_Step], forth: list[_Step]) -> None:
        if not back:
            return
        step = back.pop()
        forth.append(self._state(frozenset(step.versions)))
        self._typing = frozenset()
        self._bring(step.versions, step.tail)
        self.made.emit(bool(self._done))

    def _bring(self, versions: dict[int, _Version], tail: str) -> None:
        """Show these versions, and ask about those that nothing is known of."""
        parts = {
            at: Part(one.before, one.segment.target, one.segment.notes)
            for at, one in versions.items()
        }
        self._links.rest(True)
        self._pane.put(Change(parts, tail))
        for index, version in versions.items():
            self._links.replace(index, version.segment)
            if not has_words(version.segment):
                self._queue(index)
            elif index in self._unchecked:
                self._unchecked.remove(index)
        self._links.rest(False)
        for index in versions:
            self.rewritten.emit(index)
        self._check_next()
