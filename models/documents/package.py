"""A zip archive held in memory, read under limits; its names are never paths on the disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from models.documents.document import damaged, locked
from models.messages import Problem

_ENTRIES = 20_000
_BYTES = 150_000_000  # unpacked, of all that is read
_TIMES = 200  # the archive's own size; text is hardly ever packed to a hundredth
_PADDING = 20_000_000
_ENCRYPTED = 0x1
_TORN = (zipfile.BadZipFile, EOFError, ValueError, zlib.error, NotImplementedError, OSError)


class Package:
    """The parts of an archive. Raises `Problem` for what cannot or must not be unpacked."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = min(_BYTES, _TIMES * len(data) + _PADDING)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _TORN as error:
            raise damaged(name, str(error)) from error
        entries = self._archive.infolist()
        if len(entries) > _ENTRIES:
            raise _swollen(name)
        self._entries = {each.filename: each for each in entries}
        self._folded = {each.filename.casefold(): each for each in entries}

    def __contains__(self, part: str) -> bool:
        return self._find(part) is not None

    def _find(self, part: str) -> zipfile.ZipInfo | None:
        return self._entries.get(part) or self._folded.get(part.casefold())

    def read(self, part: str) -> bytes:
        """The bytes of a part that must be there."""
        entry = self._find(part)
        if entry is None:
            raise damaged(self.name, f"{part} is missing.")
        if entry.flag_bits & _ENCRYPTED:
            raise locked(self.name)
        try:
            with self._archive.open(entry) as content:
                data = content.read(self._left + 1)
        except (*_TORN, RuntimeError) as error:
            raise damaged(self.name, f"{part}: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise _swollen(self.name)
        return data

    def read_if_there(self, part: str) -> bytes:
        """The bytes of a part, none where there is no such part."""
        return self.read(part) if part in self else b""


def _swollen(name: str) -> Problem:
    what = f"“{name}” unpacks to far more than a document holds."
    return Problem(what, "Open a smaller part of it, or paste the text.")


def resolved(base: str, reference: str) -> str:
    """The name of the part that a reference in the part `base` means."""
    place = unquote(reference.partition("#")[0])
    if place.startswith("/"):
        return posixpath.normpath(place).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), place))
