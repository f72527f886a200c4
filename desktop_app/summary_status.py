"""What is known of a summary that is made, in plain data; the view puts it into words."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from dataclasses import dataclass

from models.messages import Summary, SummaryPart

_SOONEST = 1.0  # seconds of work before a time is guessed


class SummaryPhase(enum.Enum):
    """Nothing to do, opening a checkpoint, summarizing, done, or stopped before the end."""

    READY = "ready"
    OPENING = "opening"
    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SummaryStatus:
    """`summary` is as far as it is known, `left` the seconds to go where they can be guessed.

    `seconds` is how long a finished one took. `model` is what is being opened.
    """

    phase: SummaryPhase = SummaryPhase.READY
    summary: Summary | None = None
    left: float | None = None
    seconds: float | None = None
    model: str = ""

    @property
    def busy(self) -> bool:
        """Whether there is work that can be cancelled."""
        return self.phase in (SummaryPhase.OPENING, SummaryPhase.WORKING)


class SummaryPace:
    """Guesses the end of one request from what was done so far."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._began = clock()

    def left(self, part: SummaryPart) -> float | None:
        """Seconds to go after a part."""
        worked = self._clock() - self._began
        if worked < _SOONEST or part.done <= 0:
            return None
        return worked / part.done * max(0, part.total - part.done)
