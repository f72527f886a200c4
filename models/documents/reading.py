"""From a file of any format to its text, or one sentence that says why not."""

from __future__ import annotations

import re
from pathlib import Path

from models.documents import epub, open_document, word
from models.documents.blocks import Block, text_of
from models.documents.decoding import decode, decode_markup
from models.documents.document import (
    MOST_FILE_BYTES,
    MOST_TEXT,
    Document,
    IsCancelled,
    ReadingCancelledError,
    damaged,
    never,
    too_large,
    without_text,
)
from models.documents.kinds import (
    READABLE,
    Kind,
    by_ending,
    is_pdf,
    is_zip,
    of_text,
    refuse_others,
)
from models.documents.package import Package
from models.documents.page import read_html
from models.documents.pdf import read_pdf
from models.documents.subtitles import read_subtitles
from models.messages import Problem

_HALVES = re.compile("[\ud800-\udfff]")


def read_document(path: Path, cancelled: IsCancelled = never) -> Document:
    """The text of a file, in reading order.

    Raises `Problem` for a file that cannot be read, and `ReadingCancelledError` soon after
    `cancelled` has become true.
    """
    data = _bytes(path)
    try:
        document = _read(data, path.name, cancelled)
    except (Problem, ReadingCancelledError):
        raise
    except Exception as error:  # whatever a library makes of bytes from anywhere
        raise damaged(path.name, f"{type(error).__name__}: {error}") from error
    if not document.text.strip():
        raise without_text(path.name)
    if len(document.text) > MOST_TEXT:
        raise too_large(path.name, MOST_TEXT)
    return document


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Problem(f"“{path.name}” is a folder.", "Choose one file in it.")
        if path.exists() and not path.is_file():
            raise Problem(f"“{path.name}” is not a file.", "Choose another one.")
        with path.open("rb") as file:
            data = file.read(MOST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        what = f"“{path.name}” could not be read."
        raise Problem(what, "Is it still there, and may you open it?", str(error)) from error
    if len(data) > MOST_FILE_BYTES:
        raise too_large(path.name, MOST_FILE_BYTES)
    if not data:
        raise Problem(f"“{path.name}” is empty.", "Open another file, or paste the text.")
    return data


def _read(data: bytes, name: str, cancelled: IsCancelled) -> Document:
    if is_pdf(data, name):
        blocks, notes = read_pdf(data, name, cancelled)
        return _document(blocks, name, Kind.PDF, notes)
    if is_zip(data):
        return _read_package(data, name, cancelled)
    refuse_others(data, name)
    if len(data) > MOST_TEXT:
        raise too_large(name, MOST_TEXT)
    return _read_text(data, name)


def _read_package(data: bytes, name: str, cancelled: IsCancelled) -> Document:
    package = Package(data, name)
    if word.main_part(package) in package:
        return _document(word.read_word(package), name, Kind.WORD)
    if epub.CONTAINER in package:
        blocks, notes = epub.read_epub(package, cancelled)
        return _document(blocks, name, Kind.EPUB, notes)
    if open_document.CONTENT_PART in package:
        blocks = open_document.read_open_document(package)
        return _document(blocks, name, Kind.OPEN_DOCUMENT)
    if by_ending(name) is not None:
        raise damaged(name)
    raise Problem(f"“{name}” is an archive or of a format that is not known here.", READABLE)


def _read_text(data: bytes, name: str) -> Document:
    decoded = decode(data, name)
    kind = of_text(decoded.text, name)
    if kind is Kind.HTML:
        page = decode_markup(data, name)
        return _document(read_html(page.text), name, kind, page.notes)
    if kind is Kind.SUBTITLES:
        return _document(read_subtitles(decoded.text), name, kind, decoded.notes)
    return Document(_whole(decoded.text), name, kind.value, decoded.notes)


def _document(
    blocks: list[Block], name: str, kind: Kind, notes: tuple[str, ...] = ()
) -> Document:
    return Document(_whole(text_of(blocks)), name, kind.value, notes)


def _whole(text: str) -> str:
    return _HALVES.sub("\ufffd", text)
