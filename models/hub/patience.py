"""Whether a failed request is tried again, and when."""

from __future__ import annotations

import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx2
from huggingface_hub.errors import HfHubHTTPError

from models.hub.problems import Subject, host_of, problem_of
from models.hub.session import Broken
from models.hub.timing import Timing

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
REFUSED = frozenset({401, 403, 404, 410})  # what an address that has expired answers
OFTEN = 429
ENOUGH = 1 << 18  # bytes between two tries without a pause: fewer would be a siege
UNREACHABLE = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError)


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is asked for so many seconds."""

    why: str
    seconds: float


class Patience:
    """Counts failures in a row; `keen` tries on even when nothing can be reached."""

    def __init__(self, subject: Subject, timing: Timing, keen: bool = False) -> None:
        self._subject = subject
        self._timing = timing
        self._keen = keen
        self._failures = 0
        self._came = 0

    def succeed(self, size: int) -> None:
        """So many bytes came: after enough of them, what fails next is tried again at once."""
        self._came += size
        self._failures = -1 if self._came >= ENOUGH else min(0, self._failures)

    def pause_after(self, error: Exception) -> Pause:
        """How long to wait before the next try. Raises `Problem` when there is none."""
        error = error.error if isinstance(error, Broken) else error
        why = self._passing(error)
        asked = _asked_to_wait(error)
        self._failures += 1
        self._came = 0
        too_long = asked is not None and asked > self._timing.longest_wait
        if not why or self._failures > self._timing.tries or too_long:
            raise problem_of(error, self._subject) from error
        return Pause(why, self._own_pause() if asked is None else asked)

    def _own_pause(self) -> float:
        if not self._failures:
            return 0.0
        doubled: float = self._timing.pause * 2 ** (self._failures - 1)
        return min(self._timing.longest_pause, doubled)

    def _passing(self, error: Exception) -> str:
        # What may be over soon, in words; empty for what will not.
        host = host_of(error, self._subject)
        if isinstance(error, HfHubHTTPError):
            return self._answered(error.response.status_code, host)
        if isinstance(error, UNREACHABLE):
            return f"{host} cannot be reached." if self._keen else ""
        if isinstance(error, httpx2.TimeoutException):
            return f"{host} does not answer."
        broken = isinstance(error, httpx2.TransportError | httpx2.DecodingError)
        return "The connection broke." if broken else ""

    def _answered(self, status: int, host: str) -> str:
        if status == OFTEN:
            return f"{host} asks to wait: too many requests."
        if status in BUSY:
            return f"{host} is in trouble ({status})."
        expired = status in REFUSED and host != self._subject.host
        return "The address of the file has expired." if expired else ""


def _asked_to_wait(error: Exception) -> float | None:
    """The seconds in an answer's Retry-After, which may be a number or a date."""
    if not isinstance(error, HfHubHTTPError):
        return None
    value = error.response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None
