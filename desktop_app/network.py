"""Observes whether this process used the network, so that saying "no" is a measurement."""

from __future__ import annotations

import sys
from ipaddress import ip_address

# Audit events and the place of the host or of the address among their arguments.
_LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_SENDS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


class NetworkWatch:
    """Counts look-ups and connections of Python code to anything but this machine."""

    def __init__(self) -> None:
        self._uses = 0

    def install(self) -> None:
        """Begin to watch; Python has no way to remove an audit hook again."""
        sys.addaudithook(self.observe)

    def observe(self, event: str, arguments: tuple[object, ...]) -> None:
        """Count one audit event if it leaves this machine."""
        if leaves_machine(event, arguments):
            self._uses += 1

    @property
    def uses(self) -> int:
        """How often the network was used since `install`."""
        return self._uses


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
