"""The system libraries that Qt is linked to, and how to add the ones that are missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from types import MappingProxyType

# What Qt's libraries and platform plugins are linked to outside their own wheel (`readelf -d`
# of PySide6-Essentials 6.12), and the Debian package of each.
EVERYWHERE = MappingProxyType(
    {
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libX11.so.6": "libx11-6",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libz.so.1": "zlib1g",
        "libzstd.so.1": "libzstd1",
    }
)
XCB = MappingProxyType(
    {
        "libxcb.so.1": "libxcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    }
)
WAYLAND = MappingProxyType(
    {
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
    }
)
PACKAGES = MappingProxyType({**EVERYWHERE, **XCB, **WAYLAND})


def how_to_add(libraries: Sequence[str], apt: bool, root: bool) -> str:
    """Say how to get missing libraries: by one command where there is apt."""
    if not apt:
        return (
            f"Qt cannot start without these system libraries: {', '.join(libraries)}. "
            "Install the packages of your distribution that hold them."
        )
    packages = " ".join(dict.fromkeys(PACKAGES[each] for each in libraries))
    command = f"{'' if root else 'sudo '}apt install {packages}"
    return f"Qt cannot start without some system libraries. This adds them:\n{command}"


def how_to_add_here(libraries: Sequence[str]) -> str:
    """Say it for this machine and user."""
    return how_to_add(libraries, shutil.which("apt-get") is not None, os.geteuid() == 0)
