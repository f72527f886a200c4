"""What the checks found: in both texts, one sentence each, and a list of all."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QTextCursor

from desktop_app.checking import CheckKind, Finding
from desktop_app.view.buttons import FlatButton
from desktop_app.view.choice_list import Choice, ChoiceList
from desktop_app.view.links import Links
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.source_edit import SourceEdit
from desktop_app.view.worded import worded
from models.messages import Segment, Utf16Map

_WIDTH = 440
_OF_LINKS = frozenset({CheckKind.LEFT_OUT, CheckKind.INVENTED})


class Findings(QObject):
    """Waits for the checks of every sentence that is new; can be switched off."""

    wanted = Signal(int, Segment)  # a sentence to be checked
    changed = Signal()

    def __init__(
        self, source: SourceEdit, pane: ResultPane, links: Links, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._source, self._pane, self._links = source, pane, links
        self._found: dict[int, tuple[Finding, ...]] = {}
        self._count = 0
        self._on = True
        self._listed: list[tuple[int, Finding]] = []
        self.list = ChoiceList(self.tr("To check"), "", _WIDTH, pane)
        self.list.taken.connect(self._go_to)
        self.button = FlatButton("-", "warning")
        self.button.clicked.connect(self.open_list)
        self.button.hide()
        pane.roomy_changed.connect(self._show_count)

    def forget(self) -> None:
        """There is another text."""
        self._found.clear()
        self._count = 0
        self.list.hide()
        self._show_count()

    def look_at(self, indices: Iterable[int]) -> None:
        """Have sentences checked that are new."""
        for index in indices:
            self._put(index, ())
            if self._on:
                self.wanted.emit(index, self._links.reading.segments[index])

    def set_on(self, on: bool) -> None:
        """Check or do not."""
        if on != self._on:
            self._on = on
            self.look_at(range(len(self._links.reading.segments)))

    def show(self, index: int, found: tuple[Finding, ...]) -> None:
        """Take what was found in a sentence."""
        if not self._on:
            return
        if not self._links.reading.segments[index].alignment.words.target:
            found = tuple(one for one in found if one.kind not in _OF_LINKS)
        self._put(index, found)

    def _put(self, index: int, found: tuple[Finding, ...]) -> None:
        old = self._found.pop(index, ())
        if found:
            self._found[index] = found
        if found or old:
            self._count += len(found) - len(old)
            self._show_count()
            self.changed.emit()

    def of(self, index: int) -> tuple[Finding, ...]:
        """What was found in a sentence."""
        return self._found.get(index, ())

    def _show_count(self) -> None:
        count = self._count
        text = self.tr("{count} to check").format(count=count)
        self.button.setText(text if self._pane.is_roomy else str(count))
        name = self.tr("%Ln things to check", "", count)
        self.button.setAccessibleName(name)
        self.button.setToolTip(name)
        self.button.setVisible(count > 0)
        self.button.updateGeometry()

    def open_list(self) -> None:
        """Show all sentences about what was found."""
        self._listed = [(at, one) for at in sorted(self._found) for one in self._found[at]]
        rows = [
            Choice(worded(one.what), self.tr("sentence {number}").format(number=at + 1))
            for at, one in self._listed
        ]
        button = self.button
        anchor = QRect(button.mapToGlobal(QPoint()), button.size())
        self.list.open_at(anchor, "")
        self.list.show_rows(rows, 0)

    def _go_to(self, row: int) -> None:
        index, one = self._listed[row]
        self.list.hide()
        of_source = one.side == "source"
        edit = self._source if of_source else self._pane.edit
        cursor = QTextCursor(edit.document())
        start, end = self.span(index, one)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        edit.setFocus()
        edit.setTextCursor(cursor)

    def span(self, index: int, one: Finding) -> tuple[int, int]:
        """Where a finding lies in its pane, in UTF-16 units."""
        if one.side == "source":
            return self._links.reading.source_range(index, one.start, one.end)
        start = self._pane.text.range_of(index)[0]
        units = Utf16Map(self._links.reading.segments[index].target)
        return start + units.units(one.start), start + units.units(one.end)
