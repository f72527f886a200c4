"""How far a long translation is, in sentences and seconds. No Qt."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from models.messages import SegmentDone

_SOONEST = 1.0  # seconds of work before a time is guessed
_CACHED = 100_000  # code points a second: what is faster came from the cache


@dataclass(frozen=True, slots=True)
class Progress:
    """`sentence` of about `total`, `left` seconds to go where that can be guessed."""

    sentence: int
    total: int
    left: float | None


class Pace:
    """Guesses the end of one request from what was done so far.

    Stretches that came from the engine's cache took no time and so say nothing of the pace.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._last = clock()
        self._worked = 0.0  # seconds
        self._read = 0  # code points translated in that time
        self._done = 0

    def note(self, event: SegmentDone) -> Progress:
        """Take the newest finished sentence into account."""
        now = self._clock()
        seconds, read = now - self._last, event.done - self._done
        if read < _CACHED * seconds:
            self._worked += seconds
            self._read += read
        self._last, self._done = now, event.done
        number = event.index + 1
        total = number * event.total / max(event.done, 1)
        if event.done >= event.total:
            return Progress(number, number, 0.0)
        left = self._left(event.total - event.done)
        return Progress(number, max(number + 1, _rough(total)), left)

    def _left(self, rest: int) -> float | None:
        if self._worked < _SOONEST or not self._read:
            return None
        return rest * self._worked / self._read


def _rough(number: float) -> int:
    """Two leading digits are enough for a guess."""
    digits = len(str(int(number)))
    return int(round(number, 2 - digits))
