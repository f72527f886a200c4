"""Observes whether this process used the network, so that saying "no" is a measurement."""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

# Audit events and the place of the host or of the address among their arguments.
_LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_SENDS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


@dataclass(frozen=True, slots=True)
class Use:
    """A moment in which the network was used; `purpose` is empty when nobody said why."""

    at: datetime
    purpose: str = ""


class NetworkWatch:
    """Counts look-ups and connections of Python code to anything but this machine."""

    def __init__(self) -> None:
        self._uses = 0
        self._last: Use | None = None
        self._purposes: list[str] = []
        self._lock = threading.Lock()
        self._installed = False

    def install(self) -> None:
        """Begin to watch, once; Python has no way to remove an audit hook again."""
        if not self._installed:
            self._installed = True
            sys.addaudithook(self.observe)

    def observe(self, event: str, arguments: tuple[object, ...]) -> None:
        """Count one audit event if it leaves this machine."""
        if leaves_machine(event, arguments):
            self._uses += 1
            self._last = Use(datetime.now(), self._purposes[-1] if self._purposes else "")

    @contextmanager
    def used_for(self, purpose: str) -> Iterator[None]:
        """Within, the network is used on purpose: that counts even by way of this machine."""
        with self._lock:
            self._purposes.append(purpose)
        self._uses += 1
        self._last = Use(datetime.now(), purpose)
        try:
            yield
        finally:
            with self._lock:
                self._purposes.remove(purpose)
            self._last = Use(datetime.now(), purpose)

    @property
    def uses(self) -> int:
        """How often the network was used since `install`."""
        return self._uses

    @property
    def last(self) -> Use | None:
        """The last use; None when there was none."""
        return self._last


def leaves_machine(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an audit event of Python reaches for another machine."""
    if event in _LOOKUPS:
        return _is_remote(arguments[0])
    if event not in _SENDS or len(arguments) < 2:
        return False
    address = arguments[1]  # a tuple for internet sockets, a path for local ones
    return isinstance(address, tuple) and bool(address) and _is_remote(address[0])


def _is_remote(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("utf-8", "replace")
    if not isinstance(host, str) or host in {"", "localhost"}:
        return False  # nothing, a wildcard, or a netlink number
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified)


@contextmanager
def network_refused() -> Iterator[None]:
    """Within, Python code that reaches for another machine fails as where there is none."""
    within = True

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if within and leaves_machine(event, arguments):
            raise OSError(errno.ENETUNREACH, "The network is refused here")

    sys.addaudithook(refuse)  # stays, and does nothing afterwards
    try:
        yield
    finally:
        within = False
