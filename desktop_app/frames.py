"""Hands a stream of events to the screen a frame at a time, in small helpings."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from models.messages import Event

_FRAME_MS = 33
_BUSY_FRAME_MS = 16  # while more waits than one frame can take
_BUDGET_S = 0.005  # of the event loop's time in one frame
_SHARE = 10  # a frame that took long is followed by so many times its length of rest
_HELPINGS = (32, 512)  # fewest and most events in one frame


class Frames(QObject):
    """Collects events and emits them as `frame` at most every 33 ms.

    The first event after a pause goes out at once. How many fit into a frame is learned from
    how long showing the last ones took.
    """

    frame = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Event] = deque()
        self._helping = _HELPINGS[0]
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)

    def feed(self, events: Iterable[Event]) -> None:
        """Add events; they are shown in this order."""
        self._waiting.extend(events)
        if self._waiting and not self._timer.isActive():
            self._show()

    def drop(self) -> None:
        """Forget what was not shown yet."""
        self._waiting.clear()

    def _show(self) -> None:
        if not self._waiting:
            return
        count = min(self._helping, len(self._waiting))
        helping = tuple(self._waiting.popleft() for _ in range(count))
        began = time.perf_counter()
        self.frame.emit(helping)
        took = time.perf_counter() - began
        self._learn(took, count)
        usual = _BUSY_FRAME_MS if self._waiting else _FRAME_MS
        self._timer.start(max(usual, int(took * 1000 * _SHARE) if took > _BUDGET_S else 0))

    def _learn(self, seconds: float, count: int) -> None:
        fewest, most = _HELPINGS
        if seconds > _BUDGET_S:
            self._helping = max(fewest, count // 2)
        elif seconds < _BUDGET_S / 2 and count == self._helping:
            self._helping = min(most, self._helping * 2)
