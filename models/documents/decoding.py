"""Bytes of unknown encoding as text; no letter is lost without a word."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from models.documents.encodings import NAMES, guess
from models.documents.kinds import unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # bytes
# What the Web means by a name: the larger encoding that took its place.
_LARGER: Final = MappingProxyType(
    {
        "ascii": "cp1252",
        "iso8859-1": "cp1252",
        "iso8859-9": "cp1254",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "big5": "big5hkscs",
        "shift_jis": "cp932",
        "euc_kr": "cp949",
    }
)
_SHIFTS = re.compile(rb"\x1b\$[B@]")  # to Japanese, in bytes that are all ASCII
_LOOK = 65_536  # bytes that tell text from other things
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f"})
_MOST_CONTROLS = 0.02
_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and sentences about what its bytes did not say for certain."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """`data` as text: as UTF-8 or UTF-16 where it can be, or as what it seems to be.

    What holds zero bytes and is no UTF-16 is no text file, nor is what holds many controls.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_losses(data, encoding)
    if b"\0" in data:
        return _decode_unmarked_utf16(data, name)
    try:
        text = data.decode("utf-8")
        return _guessed(data) if _SHIFTS.search(data) else Decoded(text)
    except UnicodeDecodeError:
        if _has_many_controls(data):
            raise unreadable(name) from None
    return _with_losses(data, "utf-8") if _is_damaged_utf8(data) else _guessed(data)


def decode_markup(data: bytes, name: str) -> Decoded:
    """HTML or XML as text: by its mark, by what it declares, or as any text."""
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared and not data.startswith(tuple(mark for mark, _ in _MARKS)):
        encoding = (declared[1] or declared[2]).decode("ascii", "replace")
        try:
            return _decode_as(encoding, data)
        except (LookupError, UnicodeError):
            pass  # a wrong declaration is common
    return decode(data, name)


def _decode_as(encoding: str, data: bytes) -> Decoded:
    known = codecs.lookup(encoding).name
    known = _LARGER.get(known, known)
    if known.startswith(("utf-16", "utf-32")):
        raise LookupError(encoding)  # the declaration itself could not have been read
    return Decoded(data.decode("utf-8")) if known == "utf-8" else _with_losses(data, known)


def _guessed(data: bytes) -> Decoded:
    codec = guess(data)
    if not codec:
        return _noted(Decoded(data.decode("latin-1")), "ISO 8859-1")  # every byte is a letter
    return _noted(_with_losses(data, codec), NAMES[codec])


def _noted(decoded: Decoded, encoding: str) -> Decoded:
    note = f"The text was read as {encoding}; if letters look wrong, save it as UTF-8."
    return Decoded(decoded.text, (note, *decoded.notes))


def _with_losses(data: bytes, encoding: str) -> Decoded:
    """The text, and how many places of it are no letters."""
    try:
        return Decoded(codecs.decode(data, encoding))
    except UnicodeDecodeError:
        text = codecs.decode(data, encoding, "replace")
    lost = text.count(_LOST)
    note = f"{lost:,} places were damaged and could not be read: {_LOST} stands there."
    if lost == 1:
        note = f"1 place was damaged and could not be read: {_LOST} stands there."
    return Decoded(text, (note,))


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether far more letters fit UTF-8 than do not: no other encoding does that by chance."""
    text = data.decode("utf-8", "replace")
    lost = text.count(_LOST)
    return sum(letter > "\x7f" for letter in text) - lost >= 2 * lost


def _has_many_controls(data: bytes) -> bool:
    look = data[:_LOOK]
    return len(look) - len(look.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(look)


def _decode_unmarked_utf16(data: bytes, name: str) -> Decoded:
    # In UTF-16 of any European text nearly every other byte is zero.
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) > 0.2 * len(data) and min(even, odd) < 0.1 * max(even, odd):
        codec = "utf-16-le" if odd > even else "utf-16-be"
    else:
        codec = guess(data)
    try:
        return Decoded(data.decode(codec))
    except (LookupError, UnicodeDecodeError):
        raise unreadable(name) from None
