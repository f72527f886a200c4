"""Looks through finished sentences, between other things, for what deserves a second look."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from models.checks import CheckKind, Finding, check
from models.messages import Segment

__all__ = ["CheckKind", "Checking", "Finding"]

_BUDGET_S = 0.004  # of the event loop's time in one go


class Checking(QObject):
    """Checks sentences in helpings; `found` tells the sentence and what is to be seen in it."""

    found = Signal(int, tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[int, Segment] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)

    def add(self, index: int, segment: Segment) -> None:
        """Check sentence `index` soon, in the place of what it was before."""
        self._waiting[index] = segment
        self._timer.start()

    def forget(self) -> None:
        """There is another text."""
        self._waiting.clear()
        self._timer.stop()

    def _work(self) -> None:
        end = time.perf_counter() + _BUDGET_S
        while self._waiting and time.perf_counter() < end:
            index = next(iter(self._waiting))
            self.found.emit(index, check(self._waiting.pop(index)))
        if not self._waiting:
            self._timer.stop()
