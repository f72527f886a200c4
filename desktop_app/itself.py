"""How this program starts itself again, from source or frozen."""

from __future__ import annotations

import sys
from pathlib import Path

# Windows gives a program either a window or a console: there are two that are else the same.
CONSOLE = "interlinear-console.exe"


def own_command(*words: str) -> list[str]:
    """The command line of this program with `words`."""
    if not is_frozen():
        return [sys.executable, "-m", "desktop_app", *words]
    console = Path(sys.executable).with_name(CONSOLE)
    return [str(console if console.exists() else sys.executable), *words]


def is_frozen() -> bool:
    """Whether this is the packaged program, which brings its own Python."""
    return bool(getattr(sys, "frozen", False))
