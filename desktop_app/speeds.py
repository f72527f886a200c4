"""How fast installed checkpoints were on this machine: a small file in the cache. No Qt."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path

_log = logging.getLogger(__name__)


def read_speeds(path: Path) -> dict[str, float]:
    """Words a second by checkpoint id; nothing where the file cannot be read."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        return {str(id): float(speed) for id, speed in stored.items() if speed > 0}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        _log.warning("the measured speeds could not be read: %s", error)
        return {}


def write_speeds(path: Path, speeds: Mapping[str, float]) -> None:
    """Write them; a crash in the middle leaves the old file."""
    unfinished = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(dict(speeds), indent=1), "utf-8")
        unfinished.replace(path)
    except OSError as error:
        _log.warning("the measured speeds were not saved: %s", error)
