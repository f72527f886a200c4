"""How far a summary is, in pieces to read, and when it is time to tell."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

TICK_SECONDS = 0.5  # between two tellings of nothing but progress
TELLING_SHARE = 0.1  # of the time that telling the summary so far may take


class Progress:
    """Done and total as they are told: the share that is done never falls.

    What later levels read is estimated, and corrected when they begin.
    """

    def __init__(self) -> None:
        self._done, self._total = 0, 1  # as told
        self._told_at = self._assembled_at = time.perf_counter()
        self._cost = 0.0  # seconds that putting the summary so far together took

    def told(self, done: int, total: int) -> tuple[int, int]:
        """What to tell of `done` pieces of `total`."""
        self._told_at = time.perf_counter()
        done, total = max(done, self._done), max(total, done, 1)
        if done * self._total < self._done * total:
            total = max(done, done * self._total // self._done)
        self._done, self._total = done, total
        return done, total

    @property
    def is_due(self) -> bool:
        """Whether a telling of progress alone is due."""
        return time.perf_counter() - self._told_at > TICK_SECONDS

    @property
    def may_assemble(self) -> bool:
        """Whether the summary so far may be put together: that of a long text takes time."""
        return time.perf_counter() - self._assembled_at > self._cost / TELLING_SHARE

    @contextmanager
    def assembling(self) -> Iterator[None]:
        """The summary so far is being put together."""
        since = time.perf_counter()
        yield
        self._assembled_at = time.perf_counter()
        self._cost = self._assembled_at - since
