"""How much of a run is behind it, how long the rest takes, and when it is over."""

from __future__ import annotations

import time

from models.training.config import Training
from models.training.state import Progress


class Limits:
    """The limits of a run; its time goes on from that of a run that was resumed."""

    def __init__(self, how: Training, progress: Progress) -> None:
        self._how, self._progress = how, progress
        self._began, self._before = time.monotonic(), progress.seconds
        self._used_before = self.used()

    def tick(self) -> None:
        """Bring the run's time up to now."""
        self._progress.seconds = self._before + time.monotonic() - self._began

    def over(self) -> str:
        """Which limit is reached: "steps", "minutes", "patience"; empty while there is more."""
        how, progress = self._how, self._progress
        if how.steps and progress.step >= how.steps:
            return "steps"
        if how.minutes and progress.seconds >= 60 * how.minutes:
            return "minutes"
        return "patience" if how.patience and progress.worse >= how.patience else ""

    def used(self) -> float:
        """The share behind it: of the steps, or of the time where steps have no limit."""
        how, progress = self._how, self._progress
        if how.steps:
            return progress.step / how.steps
        return progress.seconds / 60 / how.minutes if how.minutes else 0.0

    def remaining(self) -> float | None:
        """Seconds to the end at the pace so far; None where nothing is known."""
        used = self.used()
        if used <= self._used_before:
            return None
        spent = time.monotonic() - self._began
        return spent * max(0.0, 1 - used) / (used - self._used_before)
