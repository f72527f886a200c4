"""The result pane's text: one stretch for each segment, replaced in place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import accumulate

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from desktop_app.view.result_changes import Change, Part, common_prefix, common_suffix
from models.messages import Note, Partial, Result, Segment, SegmentDone, Utf16Map

Output = Partial | SegmentDone | Result
NoteFormat = Callable[[tuple[Note, ...]], QTextCharFormat]

_LONE = re.compile("[\ud800-\udfff]")
_FRAMES = re.compile("[\r\u2029\ufdd0\ufdd1]")  # for Qt the ends of paragraphs and frames


def displayable(text: str) -> str:
    """`text` in letters that Qt keeps one for one: no lone surrogates, no frame marks."""
    if text.isascii() and "\r" not in text:
        return text
    return _FRAMES.sub(" ", _LONE.sub("\ufffd", text))


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return Utf16Map(text).units(len(text)) if text and not text.isascii() else len(text)


@dataclass(slots=True, eq=False)
class Entry:
    """One segment as it is shown; `from_end` counts code points of its source text."""

    from_end: int
    before: str
    target: str
    notes: tuple[Note, ...]


class ResultDocument:
    """Keeps what is shown until its own replacement arrives, and knows who lies where.

    Entries below `finished` belong to the present text, the others to an older one. An old
    entry is kept where the new text has the same end, and replaced or dropped elsewhere.
    Positions are UTF-16 units of the document.
    """

    def __init__(
        self,
        document: QTextDocument,
        note_format: NoteFormat,
        quiet_format: Callable[[], QTextCharFormat] = QTextCharFormat,
    ) -> None:
        self._document = document
        self._note_format = note_format
        self._quiet_format = quiet_format
        self._text = ""
        self._entries: list[Entry] = []
        self._lengths: list[int] = []  # of each entry, gap and target together
        self._tail = ""
        self._same_end = 0  # code points that the present text shares with the older one
        self._position = 0  # where entry `finished` begins
        self._ends: list[int] | None = None
        self.finished = 0
        self.complete = True
        self.writing = False  # while the document is changed from here

    def begin(self, text: str) -> None:
        """Expect the output for `text`."""
        start = common_prefix(self._text, text)
        end = min(common_suffix(self._text, text), min(len(self._text), len(text)) - start)
        if not text.strip() or self._is_another(text, start + end):
            self.clear()
        self._same_end = end if self.complete else min(end, self._same_end)
        self._text = text
        self._position = self.finished = 0
        self.complete = not text.strip()

    def _is_another(self, text: str, shared: int) -> bool:
        return len(self._entries) > 1 and shared < min(len(self._text), len(text)) / 2

    def drop_older(self) -> None:
        """Show only what belongs to the present text: nothing more will come."""
        with self._edit() as cursor:
            while len(self._entries) > self.finished:
                self._drop(cursor)
            self._write(cursor, self._position, units(self._tail), "", ())
        self._tail = ""
        self._ends = None

    def clear(self) -> None:
        """Show nothing."""
        self._text = self._tail = ""
        self._entries.clear()
        self._lengths.clear()
        self._ends = None
        self._position = self.finished = 0
        self.complete = True
        with self._edit() as cursor:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()

    @contextmanager
    def _edit(self) -> Iterator[QTextCursor]:
        """Changes of the document that are one for whoever listens."""
        cursor = QTextCursor(self._document)
        self.writing = True
        cursor.beginEditBlock()
        yield cursor
        self._ends = None  # before anybody hears of it
        cursor.endEditBlock()
        self.writing = False

    def show(self, outputs: Sequence[Output]) -> None:
        """Bring a batch of output into the document, in one edit."""
        with self._edit() as cursor:
            for output in outputs:
                match output:
                    case Partial():
                        self._show_partial(cursor, output)
                    case SegmentDone(segment=segment):
                        self._show_segment(cursor, segment)
                    case Result():
                        self._finish(cursor, output)

    @property
    def parts(self) -> list[Part]:
        """The sentences and what stands before each, when the output is complete."""
        return [Part(each.before, each.target, each.notes) for each in self._entries]

    def target_of(self, index: int) -> str:
        """The output of a segment."""
        return self._entries[index].target

    @property
    def knows_all(self) -> bool:
        """Whether the document is as long as what was written here or accepted."""
        ends = self._all_ends()
        known = (ends[-1] if ends else 0) + units(self._tail)
        return self._document.characterCount() - 1 == known

    @property
    def tail(self) -> str:
        """What stands behind the last sentence."""
        return self._tail

    def accept(self, change: Change) -> None:
        """Know what somebody else has written into the document."""
        for index, part in change.parts.items():
            entry = self._entries[index]
            same, noted = part.target == entry.target, bool(entry.notes)
            self._note(index, replace(part, notes=entry.notes if same else ()))
            if noted and not same:
                self._drop_marks(index)
        self._tail = change.tail

    def _drop_marks(self, index: int) -> None:
        """Take away what told of a sentence that the user has rewritten."""
        with self._edit() as cursor:
            start, end = self.range_of(index)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(self._note_format(()))

    def put(self, change: Change, quiet_from: int | None = None) -> None:
        """Write other sentences; from letter `quiet_from` on in the quieter ink."""
        with self._edit() as cursor:
            for index, part in sorted(change.parts.items()):
                start = sum(self._lengths[:index])
                self._write(cursor, start, self._lengths[index], part.before, ())
                at = start + units(part.before)
                loud = len(part.target) if quiet_from is None else quiet_from
                self._write(cursor, at, 0, part.target[:loud], part.notes)
                if loud < len(part.target):
                    cursor.insertText(part.target[loud:], self._quiet_format())
                self._note(index, part)
            if change.tail != self._tail:
                self._write(cursor, sum(self._lengths), units(self._tail), change.tail, ())
                self._tail = change.tail

    def _note(self, index: int, part: Part) -> None:
        entry = self._entries[index]
        entry.before, entry.target, entry.notes = part.before, part.target, part.notes
        self._lengths[index] = units(part.before) + units(part.target)
        self._position = sum(self._lengths[: self.finished])
        self._ends = None

    def _show_partial(self, cursor: QTextCursor, partial: Partial) -> None:
        if partial.index != self.finished:
            return
        self._make_room(cursor, partial.start)
        shown = self._entries[self.finished].target
        if len(partial.text) >= len(shown) or partial.text.startswith(shown):
            self._replace(cursor, partial.before, partial.text, ())

    def _show_segment(self, cursor: QTextCursor, segment: Segment) -> None:
        self._make_room(cursor, segment.start)
        self._replace(cursor, segment.before, segment.target, segment.notes)
        self._entries[self.finished].from_end = len(self._text) - segment.start
        self._position += self._lengths[self.finished]
        self.finished += 1

    def _finish(self, cursor: QTextCursor, result: Result) -> None:
        while len(self._entries) > self.finished:
            self._drop(cursor)
        tail = displayable(result.tail)
        if tail != self._tail:
            self._write(cursor, self._position, units(self._tail), tail, ())
            self._tail = tail
        self.complete = True

    def _make_room(self, cursor: QTextCursor, start: int) -> None:
        """Make entry `finished` the one that the segment at `start` replaces, or a new one."""
        wanted = len(self._text) - start
        kept = wanted <= self._same_end
        while self.finished < len(self._entries):
            old = self._entries[self.finished].from_end
            old_kept = old <= self._same_end
            if (not kept and not old_kept) or (kept and old == wanted):
                return
            if old_kept and (not kept or old < wanted):
                break  # it comes later in the new text
            self._drop(cursor)
        self._entries.insert(self.finished, Entry(wanted, "", "", ()))
        self._lengths.insert(self.finished, 0)

    def _drop(self, cursor: QTextCursor) -> None:
        self._write(cursor, self._position, self._lengths[self.finished], "", ())
        del self._entries[self.finished], self._lengths[self.finished]

    def _replace(
        self, cursor: QTextCursor, before: str, target: str, notes: tuple[Note, ...]
    ) -> None:
        entry = self._entries[self.finished]
        before, target = displayable(before), displayable(target)
        if before != entry.before:
            self._write(cursor, self._position, units(entry.before), before, ())
        if target != entry.target or notes != entry.notes:
            # What both begin with stays untouched, so that growing text costs one word.
            same = common_prefix(entry.target, target) if notes == entry.notes else 0
            at = self._position + units(before) + units(target[:same])
            self._write(cursor, at, units(entry.target[same:]), target[same:], notes)
        entry.before, entry.target, entry.notes = before, target, notes
        self._lengths[self.finished] = units(before) + units(target)

    def _write(
        self, cursor: QTextCursor, at: int, length: int, text: str, notes: tuple[Note, ...]
    ) -> None:
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text, self._note_format(notes))

    def range_of(self, index: int) -> tuple[int, int]:
        """From where to where the output of segment `index` lies, without its gap."""
        end = self._all_ends()[index]
        return end - units(self._entries[index].target), end

    def index_at(self, position: int) -> int | None:
        """The finished segment at or before a position; a gap belongs to the one after it."""
        index = bisect_right(self._all_ends(), position, hi=self.finished)
        if index and self._all_ends()[index - 1] == position:
            index -= 1  # just behind the last letter
        return index if index < self.finished else None

    def entry_at(self, position: int) -> Entry | None:
        """What is shown at a position, new or old; it may move while output arrives."""
        index = bisect_right(self._all_ends(), position)
        return self._entries[index] if index < len(self._entries) else None

    def start_of(self, entry: Entry) -> int | None:
        """Where an entry's output begins now; None once it was dropped."""
        if entry not in self._entries:
            return None
        return self.range_of(self._entries.index(entry))[0]

    def _all_ends(self) -> list[int]:
        if self._ends is None:
            self._ends = list(accumulate(self._lengths))
        return self._ends

    def text(self) -> str:
        """All that is shown, letter for letter."""
        return (
            "".join(part for e in self._entries for part in (e.before, e.target)) + self._tail
        )
