"""What can be wrong with an answer of the test hub."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """Befalls requests whose path holds `path`, so many `times`, on either server.

    `cut` closes the connection after so many bytes of a body, `stall` sends so many and then
    nothing; `rate` is in bytes a second; `wrong` changes bytes and keeps their number.
    """

    path: str = ""
    method: str = "GET"
    server: str = ""  # "hub", "cdn" or both
    times: float = 1
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    without: tuple[str, ...] = ()  # headers that are left out
    delay: float = 0
    cut: int | None = None
    stall: int | None = None
    rate: int | None = None
    wrong: bool = False
    ignores_range: bool = False
    drop: bool = False  # closes before the answer


NONE = Fault()
PAGE = b"<!doctype html><title>Sign in</title><p>Welcome to the free wireless network."


def page(path: str = "", method: str = "GET", times: float = 1) -> Fault:
    """A proxy's page in place of the answer."""
    return Fault(
        path,
        method,
        status=200,
        times=times,
        headers={"Content-Type": "text/html; charset=utf-8"},
        body=PAGE,
    )


class Faults:
    """Those that are switched on; the first that fits befalls a request."""

    def __init__(self) -> None:
        self._on: list[tuple[Fault, list[float]]] = []
        self._lock = threading.Lock()

    def add(self, *faults: Fault) -> None:
        with self._lock:
            self._on += [(fault, [fault.times]) for fault in faults]

    def clear(self) -> None:
        with self._lock:
            self._on.clear()

    def of(self, server: str, method: str, path: str) -> Fault:
        with self._lock:
            for fault, left in self._on:
                fits = fault.path in path and fault.server in ("", server)
                if fits and fault.method == method and left[0] > 0:
                    left[0] -= 1
                    return fault
        return NONE
