"""What the program is doing, in plain data; the view puts it into words."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desktop_app.progress import Progress


class Phase(enum.Enum):
    """Idle, opening a checkpoint for the first time, or translating."""

    READY = "ready"
    OPENING = "opening"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Status:
    """`seconds` is how long the last finished request took; `pair` what is being opened."""

    phase: Phase = Phase.READY
    pair: tuple[str, str] = ("", "")
    progress: Progress | None = None
    seconds: float | None = None
