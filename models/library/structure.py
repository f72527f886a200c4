"""What can be said of a checkpoint's file from how it is built, without reading its numbers."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

LARGEST_HEADER = 100_000_000  # bytes; as the format allows
LARGEST_JSON = 64_000_000
ZIP = b"PK\x03\x04"


def fault_of(path: Path) -> str:
    """What is wrong with a file; empty when nothing is, or when nothing can be said."""
    look = LOOKS.get(path.suffix)
    if look is None:
        return ""
    try:
        return look(path)
    except OSError as error:
        return f"it cannot be read ({error.strerror or error})"


def _safetensors(path: Path) -> str:
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 0 < length <= min(LARGEST_HEADER, size - 8):
            return "it is not whole"
        header = file.read(length)
    try:
        entries = json.loads(header)
        ends = [entry["data_offsets"][1] for name, entry in entries.items() if name[:2] != "__"]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return "its header cannot be read"
    wanted = 8 + length + _largest(ends)
    return "" if wanted == size else f"it has {size:,} bytes and should have {wanted:,}"


def _largest(ends: list[Any]) -> int:
    return max((end for end in ends if type(end) is int), default=0)


def _json(path: Path) -> str:
    if path.stat().st_size > LARGEST_JSON:
        return ""
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return "it is no JSON"
    return ""


def _bin(path: Path) -> str:
    """A zip of tensors says at its end where each lies; other kinds of .bin say nothing."""
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        return "it is empty"
    if start != ZIP:
        return ""
    try:
        with zipfile.ZipFile(path) as archive:
            return "" if archive.infolist() else "it holds nothing"
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "it is not whole"


LOOKS: Final[Mapping[str, Callable[[Path], str]]] = {
    ".safetensors": _safetensors,
    ".json": _json,
    ".bin": _bin,
}
