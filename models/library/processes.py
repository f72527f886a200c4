"""Which programs are running: what one that is gone has left behind belongs to nobody."""

from __future__ import annotations

SLACK = 5.0  # seconds by which the system may tell one start differently


def started(process: int) -> float:
    """When a process was started, in seconds since 1970; 0 when there is none."""
    import psutil  # noqa: PLC0415

    try:
        return float(psutil.Process(process).create_time())
    except (psutil.Error, ValueError, OverflowError):
        return 0.0


def is_alive(process: int, since: float | None = None) -> bool:
    """Whether a process runs; `since` tells it from a later one with the same number."""
    found = started(process)
    return found > 0 and (since is None or abs(found - since) < SLACK)
