"""A line of a page, as it was set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Where the line begins (points, y upwards) and how large its letters are."""

    text: str
    x: float
    y: float
    size: float
