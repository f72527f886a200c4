"""Keeps the sentence at the top of one pane at the top of the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_app.view.metrics import PANE_MARGIN
from desktop_app.view.result_document import ResultDocument
from desktop_app.view.text_edit import TextEdit


@dataclass(frozen=True)
class Scrolled:
    """A pane, which sentence lies at a position of it, and where a sentence begins."""

    edit: TextEdit
    index_at: Callable[[int], int | None]
    start_of: Callable[[int], int]
    count: Callable[[], int]


def scrolled(edit: TextEdit, text: ResultDocument) -> Scrolled:
    """A pane whose text is output."""
    return Scrolled(edit, text.index_at, lambda at: text.range_of(at)[0], lambda: text.finished)


class ScrollSync(QObject):
    """Follows what the user scrolls; arriving text is announced by `hold` and moves nothing."""

    def __init__(self, first: Scrolled, second: Scrolled, parent: QObject) -> None:
        super().__init__(parent)
        self._held = False
        for moved, other in ((first, second), (second, first)):
            bar = moved.edit.verticalScrollBar()
            bar.valueChanged.connect(lambda _, a=moved, b=other: self._follow(a, b))

    def hold(self, held: bool) -> None:
        """Ignore the scroll bars while the panes' text changes."""
        self._held = held

    def _follow(self, moved: Scrolled, other: Scrolled) -> None:
        if self._held:
            return
        self._held = True
        target = self._target(moved, other)
        if target is not None:
            other.edit.verticalScrollBar().setValue(target)
        self._held = False

    def _target(self, moved: Scrolled, other: Scrolled) -> int | None:
        """The other bar's value: the same share of the same sentence at the top."""
        bar = moved.edit.verticalScrollBar()
        if bar.value() == 0:
            return 0
        if bar.value() == bar.maximum():
            return other.edit.verticalScrollBar().maximum()
        index = moved.index_at(moved.edit.top_position())
        if index is None or index >= other.count():
            return None
        top, height = _extent(moved, index)
        other_top, other_height = _extent(other, index)
        share = min(max((PANE_MARGIN - top) / height, 0.0), 1.0)
        shift = other_top + share * other_height - PANE_MARGIN
        return other.edit.verticalScrollBar().value() + round(shift)


def _extent(pane: Scrolled, index: int) -> tuple[int, int]:
    """Where a sentence's first line is in the viewport, and how far the next one's is below."""
    top = pane.edit.y_of(pane.start_of(index))
    if index + 1 < pane.count():
        below = pane.edit.y_of(pane.start_of(index + 1))
    else:
        below = pane.edit.y_of(pane.edit.document().characterCount() - 1)
    return top, max(1, below - top)
