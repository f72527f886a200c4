"""How long anything on the network may take, and how often it is tried."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """All in seconds but `tries`, which counts failures in a row that bring no byte."""

    connect: float = 30.0
    stall: float = 60.0  # without a byte on an open connection
    tries: int = 5
    pause: float = 1.0  # before the second try without progress; doubled each time
    longest_pause: float = 30.0
    longest_wait: float = 900.0  # that a server may ask for
    look: float = 0.1  # between two looks at whether it is cancelled
    report: float = 0.1  # between two events
