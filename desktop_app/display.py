"""Finds out whether Qt can show a window here, before Qt is asked and aborts.

Only Linux needs this: there the display and Qt's system libraries may both be missing.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop_app import qt_libraries


@dataclass(frozen=True, slots=True)
class Platform:
    """One of Qt's two ways to a screen: its name, its variable, what it is linked to.

    `client` is the library without which it cannot be asked whether the display answers.
    """

    name: str
    variable: str
    client: str
    libraries: tuple[str, ...]


NO_DISPLAY = "There is no display here."
XCB = Platform("xcb", "DISPLAY", "libxcb.so.1", tuple(qt_libraries.XCB))
WAYLAND = Platform("wayland", "WAYLAND_DISPLAY", "", tuple(qt_libraries.WAYLAND))


@dataclass(frozen=True, slots=True)
class Screen:
    """A window can be shown; `platforms` is what Qt must be told to use, "" for its choice."""

    platforms: str = ""


@dataclass(frozen=True, slots=True)
class NoScreen:
    """There is nothing to show a window on; `reason` is one sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Libraries without which Qt cannot start."""

    libraries: tuple[str, ...]


Finding = Screen | NoScreen | Lacking


class Machine(Protocol):
    """What is asked of the machine."""

    def loads(self, library: str) -> bool:
        """Whether a shared library is there."""

    def answers(self, platform: Platform) -> bool:
        """Whether the display of this platform lets a program in; its client is there."""


def find_screen(environment: Mapping[str, str], machine: Machine) -> Finding:
    """Find where the window can go on Linux, told by the environment and the machine."""
    asked = environment.get("QT_QPA_PLATFORM", "")
    platforms = _platforms(asked, environment)
    lacking = {each: _missing(each.libraries, machine) for each in platforms}
    reachable = [
        each
        for each in platforms
        if each.client in lacking[each] or machine.answers(each)  # unknown counts as yes
    ]
    ready = [each for each in reachable if not lacking[each]]
    base = _missing(tuple(qt_libraries.EVERYWHERE), machine)
    more = lacking[reachable[0]] if reachable and not ready else ()
    if base or more:
        return Lacking((*base, *more))
    if ready:
        return Screen("" if ready == platforms else ";".join(each.name for each in ready))
    if not platforms:
        return Screen() if asked else NoScreen(NO_DISPLAY)
    display = environment.get(platforms[0].variable)
    return NoScreen(f"The display {display} does not answer." if display else NO_DISPLAY)


def _platforms(asked: str, environment: Mapping[str, str]) -> list[Platform]:
    """List what Qt would try, in its order; nothing for platforms that need no screen."""
    if asked:
        names = [part.partition(":")[0] for part in asked.split(";")]
        known = [(name, each) for name in names for each in (XCB, WAYLAND)]
        return [each for name, each in known if name.startswith(each.name)]
    found = [each for each in (XCB, WAYLAND) if environment.get(each.variable)]
    on_wayland = environment.get("XDG_SESSION_TYPE") == "wayland"
    return found[::-1] if on_wayland else found


def _missing(libraries: Sequence[str], machine: Machine) -> tuple[str, ...]:
    return tuple(each for each in libraries if not machine.loads(each))


class ThisMachine:
    """Asks by loading the libraries and by connecting as Qt's plugins do."""

    def loads(self, library: str) -> bool:
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
        return True

    def answers(self, platform: Platform) -> bool:
        return _x11_answers() if platform is XCB else _wayland_answers()


def _x11_answers() -> bool:
    xcb = ctypes.CDLL(XCB.client)
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))  # None: what DISPLAY says
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)  # also frees a connection that failed
    return not refused


def _wayland_answers() -> bool:
    path = Path(
        os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get(WAYLAND.variable) or "wayland-0"
    )
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def here() -> Finding:
    """Find where the window can go on this machine; other systems always have a screen."""
    if not sys.platform.startswith("linux"):
        return Screen()
    return find_screen(os.environ, ThisMachine())
