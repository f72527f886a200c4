"""Which format a file has: its content says so, and its ending where the content does not."""

from __future__ import annotations

import enum
import re
from pathlib import PurePath
from typing import Final

from models.documents.document import damaged, locked
from models.messages import Problem

READABLE = (
    "Text, Markdown, HTML, Word (.docx), OpenDocument (.odt), EPUB, PDF and subtitles "
    "(.srt, .vtt) can be read."
)


class Kind(enum.Enum):
    """A format that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WORD = "docx"
    OPEN_DOCUMENT = "odt"
    EPUB = "epub"
    PDF = "pdf"
    SUBTITLES = "subtitles"


ENDINGS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.TEXT: (".txt", ".text"),
    Kind.MARKDOWN: (".md", ".markdown"),
    Kind.HTML: (".html", ".htm", ".xhtml"),
    Kind.WORD: (".docx", ".docm", ".dotx"),
    Kind.OPEN_DOCUMENT: (".odt", ".ott"),
    Kind.EPUB: (".epub",),
    Kind.PDF: (".pdf",),
    Kind.SUBTITLES: (".srt", ".vtt"),
}
PACKAGES = frozenset({Kind.WORD, Kind.OPEN_DOCUMENT, Kind.EPUB})
TEXTS = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML, Kind.SUBTITLES})

_PDF = b"%PDF-"
_LOOK = 1024  # bytes at whose end it must have begun
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
)

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+)?html\b", re.I | re.S
)
_CUES = re.compile(
    r"\s*(?:WEBVTT(?:[ \t].*)?(?:\n|\Z)|\d+\s*\n\d+:\d\d:\d\d[,.]\d{1,3}[ \t]*-->)"
)


def by_ending(name: str) -> Kind | None:
    """The format that the name of a file promises."""
    ending = PurePath(name).suffix.casefold()
    return next((kind for kind, endings in ENDINGS.items() if ending in endings), None)


def is_pdf(data: bytes, name: str) -> bool:
    """Whether the bytes begin as a PDF does; one by name may have something before it."""
    within = _LOOK if by_ending(name) is Kind.PDF else 0
    return -1 < data.find(_PDF, 0, within + len(_PDF)) <= within


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def refuse_others(data: bytes, name: str) -> None:
    """Raise `Problem` for formats that are known and cannot be read."""
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED_STREAM in data:
            raise locked(name)
        what = f"“{name}” is a file of an old office program."
        raise Problem(what, "Save it as .docx or .odt and open that file.")
    if data.startswith(b"{\\rtf"):
        raise Problem(f"“{name}” is in Rich Text Format.", "Save it as .docx or .odt first.")
    if data.startswith(_OTHERS):
        raise unreadable(name)


def unreadable(name: str) -> Problem:
    """No format that can be read."""
    if by_ending(name) in PACKAGES | {Kind.PDF}:
        return damaged(name)
    return Problem(f"“{name}” is not a text file.", READABLE)


def of_text(text: str, name: str) -> Kind:
    """The format of a file that is text."""
    promised = by_ending(name)
    if _CUES.match(text):
        return Kind.SUBTITLES
    if promised is Kind.MARKDOWN:
        return promised
    if promised is Kind.HTML or _HTML.match(text[: _LOOK * 4]):
        return Kind.HTML
    return promised if promised in TEXTS else Kind.TEXT
