"""What a file is read into, and why one may not be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.messages import Problem

MOST_FILE_BYTES = 50_000_000
MOST_TEXT = 20_000_000  # bytes of a file that is text, code points of any document

IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file in reading order.

    `kind` is one of `kinds.Kind`'s values. `notes` are sentences about what could not be
    read, or about what was.
    """

    text: str
    name: str
    kind: str
    notes: tuple[str, ...] = ()


class ReadingCancelledError(Exception):
    """Nobody waits for the document any more."""


def never() -> bool:
    """The answer of those who do not cancel."""
    return False


def damaged(name: str, details: str = "") -> Problem:
    """The file is not what it says it is, or not all of it is there."""
    what = f"“{name}” is damaged or not complete."
    return Problem(what, "Copy or download it again, and open the new file.", details)


def locked(name: str) -> Problem:
    """The file opens with a password alone."""
    what = f"“{name}” is locked with a password."
    return Problem(what, "Save it without the password and open that file.")


def too_large(name: str, most: int) -> Problem:
    """The file, or what is packed in it, has more bytes than can be read."""
    what = f"“{name}” is too large: files of up to {most // 1_000_000} MB can be read."
    return Problem(what, "Open a part of it.")


def without_text(name: str) -> Problem:
    """The file is sound, and nothing in it is text."""
    return Problem(f"There is no text in “{name}”.", "Open another file, or paste the text.")
