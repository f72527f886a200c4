"""How fast bytes come, and how often to say so."""

from __future__ import annotations

from collections import deque

WINDOW = 8.0  # seconds that the speed is taken over
ENOUGH = 1.0  # seconds before a remaining time is worth saying


class Meter:
    """The speed of the last seconds, from times and totals."""

    def __init__(self, now: float) -> None:
        self._begun = now
        self._came = 0
        self._seen = deque([(now, 0)])

    def add(self, size: int) -> None:
        """So many bytes came."""
        self._came += size

    def speed(self, now: float) -> float:
        """Bytes a second."""
        self._seen.append((now, self._came))
        while now - self._seen[0][0] > WINDOW and len(self._seen) > 2:
            self._seen.popleft()
        then, before = self._seen[0]
        return (self._came - before) / (now - then) if now > then else 0.0

    def remaining(self, now: float, missing: int) -> float | None:
        """Seconds until so many bytes have come; None while that cannot be said."""
        speed = self.speed(now)
        return missing / speed if speed and now - self._begun >= ENOUGH else None


class Pace:
    """Says when it is time again."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._last = float("-inf")

    def is_due(self, now: float) -> bool:
        """Whether so much time has passed since it last said so."""
        if now - self._last < self._every:
            return False
        self._last = now
        return True
