"""PDF with text: its lines by where they stand on the pages, joined into paragraphs."""

from __future__ import annotations

import io
import logging
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unicodedata import normalize

from models.documents.blocks import Block
from models.documents.document import IsCancelled, ReadingCancelledError, damaged, locked
from models.documents.pdf_furniture import without_furniture
from models.documents.pdf_lines import Line
from models.documents.pdf_paragraphs import paragraphs
from models.messages import Problem

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# Letters that fonts have as one glyph, and Arabic ones in the shape they take in a word.
_SHAPED = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufdfb\ufe70-\ufefc]+")
_LETTER = re.compile(r"\w")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
# The full stop of a line written from right to left, which comes first from the left.
_ASTRAY = re.compile(r"\A([.!?:،؛؟]+)((?=[\u0590-\u08ff]).*)\Z", re.DOTALL)


def read_pdf(
    data: bytes, name: str, cancelled: IsCancelled
) -> tuple[list[Block], tuple[str, ...]]:
    """The paragraphs of a file, and notes about its pages."""
    with _quiet():
        reader = _opened(data, name)
        pages: list[list[Line]] = []
        unread = 0
        for page in _pages(reader, name):
            if cancelled():
                raise ReadingCancelledError
            try:
                pages.append(_lines(page))
            except Exception:  # a page may be damaged in any way, and others be sound
                pages.append([])
                unread += 1
    empty = sum(not page for page in pages) - unread
    if empty + unread == len(pages):
        raise _without_text(name, unread)
    return paragraphs(without_furniture(pages)), tuple(_notes(len(pages), empty, unread))


def _opened(data: bytes, name: str) -> PdfReader:
    from pypdf import PdfReader  # noqa: PLC0415  (takes a moment, and only PDF needs it)
    from pypdf.errors import DependencyError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked(name)
    except DependencyError as error:
        raise locked(name) from error
    return reader


def _pages(reader: PdfReader, name: str) -> Iterator[PageObject]:
    count = len(reader.pages)
    if not count:
        raise damaged(name, "It has no pages.")
    return (reader.pages[number] for number in range(count))


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page in the order in which they were set."""
    lines: list[Line] = []
    parts: list[str] = []
    place = (0.0, 0.0, 0.0)  # of the line's first letters: x, y, size

    def end_line() -> None:
        text = _clean("".join(parts))
        if text:
            lines.append(Line(text, *place))
        parts.clear()

    def take(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        nonlocal place
        for number, part in enumerate(text.split("\n")):
            if number:
                end_line()
            if part.strip() and not _LETTER.search("".join(parts)):
                place = _place(cm, tm, size)  # a bullet may be of another size
            parts.append(part)

    page.extract_text(visitor_text=take)
    end_line()
    return lines


def _place(cm: list[float], tm: list[float], size: float) -> tuple[float, float, float]:
    """Where text stands on the page, and how large: both matrices have six numbers."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
    return x, y, abs(size * scale)


def _clean(text: str) -> str:
    shaped = _SHAPED.sub(lambda found: normalize("NFKC", found[0]), text)
    return _ASTRAY.sub(r"\2\1", _CONTROLS.sub("", shaped).strip())


def _without_text(name: str, unread: int) -> Problem:
    if unread:
        return damaged(name, f"{unread} pages could not be read.")
    what = f"“{name}” holds pictures of text only, or no text at all."
    return Problem(what, "Let a program for text recognition read it first.")


def _notes(pages: int, empty: int, unread: int) -> Iterator[str]:
    read = pages - empty - unread
    yield "1 page was read." if read == 1 else f"{read} pages were read."
    if empty:
        yield f"{empty} of {pages} pages have no text: they may be pictures."
    if unread:
        yield f"{unread} of {pages} pages are damaged and were left out."


@contextmanager
def _quiet() -> Iterator[None]:
    """Let pypdf not speak of every oddity it meets."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
