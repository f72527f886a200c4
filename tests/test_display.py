"""Whether a window can be shown is decided before Qt is loaded, and said in plain words."""

import os
import re
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from desktop_app import qt_libraries
from desktop_app.display import (
    NO_DISPLAY,
    WAYLAND,
    XCB,
    Lacking,
    NoScreen,
    Screen,
    ThisMachine,
    find_screen,
    here,
)
from desktop_app.qt_libraries import how_to_add
from tests.source_tree import ROOT

X11 = {"DISPLAY": ":0"}
BOTH = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}


class Machine:
    """A machine without some libraries, whose displays answer or not."""

    def __init__(self, lacking=(), answering=(XCB, WAYLAND)):
        self.lacking = frozenset(lacking)
        self.answering = answering

    def loads(self, library):
        return library not in self.lacking

    def answers(self, platform):
        assert platform.client not in self.lacking, "nothing is left to ask with"
        return platform in self.answering


@pytest.mark.parametrize(
    ("environment", "machine", "finding"),
    [
        (X11, Machine(), Screen()),
        (BOTH, Machine(), Screen()),
        ({}, Machine(), NoScreen(NO_DISPLAY)),
        ({"DISPLAY": ""}, Machine(), NoScreen(NO_DISPLAY)),
        (X11, Machine(answering=()), NoScreen("The display :0 does not answer.")),
        (BOTH, Machine(answering=()), NoScreen("The display wayland-0 does not answer.")),
        (BOTH, Machine(answering=(XCB,)), Screen("xcb")),
        (BOTH, Machine(["libxcb-cursor.so.0"]), Screen("wayland")),
        (BOTH, Machine(["libxcb.so.1"], [WAYLAND]), Screen("wayland")),
        (X11, Machine(["libxcb-cursor.so.0"]), Lacking(("libxcb-cursor.so.0",))),
        (X11, Machine(["libxcb-cursor.so.0"], []), NoScreen("The display :0 does not answer.")),
        (X11, Machine(["libxcb.so.1"], []), Lacking(("libxcb.so.1",))),
        (BOTH, Machine(["libxcb.so.1"], []), Lacking(("libxcb.so.1",))),
        ({}, Machine(["libEGL.so.1"]), Lacking(("libEGL.so.1",))),
        ({}, Machine(["libEGL.so.1", "libxcb.so.1"]), Lacking(("libEGL.so.1",))),
        (X11, Machine(["libEGL.so.1", "libxcb-cursor.so.0"], []), Lacking(("libEGL.so.1",))),
        (
            X11,
            Machine(["libEGL.so.1", "libxcb-cursor.so.0"]),
            Lacking(("libEGL.so.1", "libxcb-cursor.so.0")),
        ),
    ],
)
def test_finds_where_the_window_can_go(environment, machine, finding):
    assert find_screen(environment, machine) == finding


@pytest.mark.parametrize(
    ("asked", "finding"),
    [
        ("offscreen", Screen()),
        ("minimal:enable_fonts", Screen()),
        ("vnc", Screen()),
        ("xcb", NoScreen("The display :0 does not answer.")),
        ("wayland-egl", Screen()),
        ("xcb;wayland", Screen("wayland")),
    ],
)
def test_what_the_user_asks_of_qt_is_kept(asked, finding):
    environment = {**BOTH, "QT_QPA_PLATFORM": asked}
    assert find_screen(environment, Machine(answering=[WAYLAND])) == finding


def test_a_platform_asked_for_without_its_display_is_no_screen():
    environment = {"QT_QPA_PLATFORM": "xcb"}
    assert find_screen(environment, Machine(answering=())) == NoScreen(NO_DISPLAY)


def test_one_command_adds_exactly_what_is_missing():
    lacking = ("libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libxcb-cursor.so.0")
    *_, command = how_to_add(lacking, apt=True, root=False).splitlines()
    assert command == "sudo apt install libegl1 libglib2.0-0 libxcb-cursor0"
    assert "sudo" not in how_to_add(lacking, apt=True, root=True)


def test_without_apt_the_libraries_are_named():
    said = how_to_add(("libEGL.so.1", "libxcb-cursor.so.0"), apt=False, root=False)
    assert "libEGL.so.1, libxcb-cursor.so.0" in said
    assert "apt" not in said


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        ("Qt*.abi3.so", qt_libraries.EVERYWHERE),
        ("Qt/lib/libQt6Core.so.6", qt_libraries.EVERYWHERE),
        ("Qt/lib/libQt6Gui.so.6", qt_libraries.EVERYWHERE),
        ("Qt/lib/libQt6Widgets.so.6", qt_libraries.EVERYWHERE),
        ("Qt/lib/libQt6Svg.so.6", qt_libraries.EVERYWHERE),
        ("Qt/lib/libQt6DBus.so.6", qt_libraries.EVERYWHERE),
        ("Qt/plugins/platforms/libqoffscreen.so", qt_libraries.EVERYWHERE),
        ("Qt/lib/libQt6XcbQpa.so.6", {**qt_libraries.EVERYWHERE, **qt_libraries.XCB}),
        ("Qt/plugins/platforms/libqxcb.so", {**qt_libraries.EVERYWHERE, **qt_libraries.XCB}),
        ("Qt/lib/libQt6WaylandClient.so.6", qt_libraries.PACKAGES),
        ("Qt/plugins/platforms/libqwayland.so", qt_libraries.PACKAGES),
    ],
)
def test_every_library_that_qt_is_linked_to_is_known(pattern, known):
    needed = set()
    for path in Path(PySide6.__file__).parent.glob(pattern):
        names = re.findall(rb"\0(lib[\w+-]+(?:\.\d+)*\.so\.\d+)(?=\0)", path.read_bytes())
        needed.update(name.decode() for name in names)
    own = re.compile(r"lib(Qt6\w+|icu\w+|c|m|gcc_s|stdc\+\+)\.so\.\d+")
    unknown = {name for name in needed if not own.fullmatch(name)} - set(known)
    assert not unknown, f"add {unknown} and their packages to desktop_app/qt_libraries.py"


def test_this_machine_tells_libraries_apart():
    assert not ThisMachine().loads("libthere-is-no-such-thing.so.1")
    assert not isinstance(here(), Lacking), "Qt runs here, so it lacks nothing"


@pytest.mark.parametrize(
    ("variable", "name"), [("DISPLAY", ":987"), ("WAYLAND_DISPLAY", "wayland-987")]
)
def test_a_dead_display_is_found_out_without_a_word_from_qt(variable, name):
    code = "from desktop_app.display import *; print(find_screen(os.environ, ThisMachine()))"
    ours = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in ours}
    environment[variable] = name
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(NoScreen(f"The display {name} does not answer."))
    assert done.stderr == ""
