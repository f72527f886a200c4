"""How far long work on files is: few events, and a look at whether it is still wanted."""

from __future__ import annotations

import time
from collections.abc import Callable

from models.offers import Checking

CHUNK = 1 << 20  # bytes between two looks at `cancelled`: a disk of 10 MB/s needs 0.1 s
PAUSE = 0.1  # seconds between two events


class Interrupted(Exception):  # noqa: N818
    """The work is not wanted any more; what it made so far goes away."""


def never() -> bool:
    """For work that is not cancelled."""
    return False


class Meter:
    """Counts the bytes of one piece of work; `total` may be set once it is known."""

    def __init__(self, total: int, cancelled: Callable[[], bool]) -> None:
        self.total, self._done = total, 0
        self._cancelled = cancelled
        self._next = time.monotonic()

    def add(self, file: str, count: int) -> tuple[Checking, ...]:
        """`count` bytes of `file` are done: at most one event. Raises `Interrupted`."""
        self.look()
        self._done += count
        now = time.monotonic()
        if now < self._next:
            return ()
        self._next = now + PAUSE
        return (Checking(file, min(self._done, self.total), self.total),)

    def look(self) -> None:
        """Raise `Interrupted` once the work was cancelled."""
        if self._cancelled():
            raise Interrupted

    def end(self) -> Checking:
        """The event that all is done."""
        return Checking("", self.total, self.total)
