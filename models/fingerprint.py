"""A name for the state of a checkpoint folder, under which is kept what is derived from it."""

from __future__ import annotations

import hashlib
from pathlib import Path

DIGITS = 16
PATTERNS = ("config.json", "*.yml", "*.safetensors", "*.bin", "*.index.json")


def fingerprint(folder: Path) -> str:
    """16 hex digits over the folder's real path and its configuration and weight files.

    Of each file its name, size and time of change count: reading gigabytes to open a
    checkpoint would take longer than opening it.
    """
    found = {path for pattern in PATTERNS for path in folder.glob(pattern)}
    lines = [str(folder.resolve())]
    for path in sorted(found):
        try:
            state = path.stat()
        except OSError:  # a link to nothing
            continue
        lines.append(f"{path.name}\t{state.st_size}\t{state.st_mtime_ns}")
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    return hashlib.sha256(text).hexdigest()[:DIGITS]
