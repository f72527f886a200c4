"""Reads a text file of unknown encoding without losing a letter."""

from __future__ import annotations

import codecs
from pathlib import Path

from models.messages import Problem

_MOST_BYTES = 20_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text_file(path: Path) -> str:
    """The text of `path`: UTF-8, UTF-16 or Latin-1, whichever it must be."""
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise Problem(f"“{path.name}” is too long for the window ({size / 1e6:.0f} MB).")
        data = path.read_bytes()
    except OSError as error:
        raise Problem(f"“{path.name}” could not be read.", details=str(error)) from error
    return decode(data, path.name)


def decode(data: bytes, name: str) -> str:
    """`data` as text; what holds zero bytes and is no UTF-16 is no text file."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:
        return _decode_unmarked_utf16(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace") if _is_windows(data) else data.decode("latin-1")


def _is_windows(data: bytes) -> bool:
    """Whether a byte means a letter or a quote on Windows and a control in Latin-1."""
    return any(0x80 <= byte <= 0x9F for byte in data)


def _decode_unmarked_utf16(data: bytes, name: str) -> str:
    # In UTF-16 of any European text nearly every other byte is zero.
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) > 0.2 * len(data) and min(even, odd) < 0.1 * max(even, odd):
        try:
            return data.decode("utf-16-le" if odd > even else "utf-16-be")
        except UnicodeDecodeError:
            pass
    raise Problem(f"“{name}” is not a text file.")
