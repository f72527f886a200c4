"""What an archive may hold, and its entries brought into one folder under numbers.

No name of an archive is used as a path before all of its entries were looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from models.library.names import parts_of, same_place
from models.library.progress import CHUNK, Meter
from models.library.writing import require_space
from models.messages import Problem
from models.offers import Checking, RemoteFile

PADDING = 1_000_000  # bytes that the smallest of archives may unpack to


@dataclass(frozen=True)
class Limits:
    """What an archive may be at most; weights are hardly ever packed to nine tenths."""

    entries: int = 10_000
    bytes: int = 100_000_000_000
    times: int = 200  # its own size

    def of(self, size: int) -> int:
        """The bytes that an archive of `size` bytes may unpack to."""
        return min(self.bytes, self.times * size + PADDING)


@dataclass(frozen=True)
class Unpacked:
    """A file of an archive: where it is now, and what it was called."""

    path: Path
    parts: tuple[str, ...]
    bytes: int
    digest: str

    def listed(self) -> RemoteFile:
        """As a file of a checkpoint's folder."""
        return RemoteFile(self.parts[-1], self.bytes, self.digest)


@dataclass
class Unpacking:
    """One archive on its way into `folder`, where nothing but numbers are names."""

    archive: Path
    folder: Path
    limits: Limits
    meter: Meter
    files: list[Unpacked] = field(default_factory=list)
    _seen: set[tuple[str, ...]] = field(default_factory=set)
    source: BinaryIO | None = None  # what is packed as a stream, whose end alone tells its size
    most: int = field(init=False)  # bytes of all files
    _left: int = field(init=False)
    _entries: int = 0
    _read: int = 0

    def __post_init__(self) -> None:
        self.most = self._left = self.limits.of(self.archive.stat().st_size)

    def refused(self, reason: str) -> Problem:
        """Why nothing is taken from the archive."""
        return Problem(
            f"The archive {self.archive.name} is refused: {reason}.",
            "Take the checkpoint from a source that you trust.",
        )

    def broken(self, error: Exception) -> Problem:
        """What is said of an archive that cannot be read to its end."""
        return Problem(
            f"The archive {self.archive.name} is damaged or not whole.",
            "Fetch or copy it again.",
            str(error),
        )

    def enter(self, name: str, size: int, folder: bool) -> tuple[str, ...]:
        """Look at an entry's name and size; its parts. Raises `Problem`."""
        self.meter.look()
        self._entries += 1
        if self._entries > self.limits.entries:
            raise self.refused(f"it has more than {self.limits.entries:,} entries")
        try:
            parts = parts_of(name)
        except ValueError as error:
            raise self.refused(f"{error}, the name {name[:80]!r}") from error
        if not folder:
            self._check_place(parts, name)
        if size < 0 or size > self._left:
            raise self.too_large()
        return parts

    def _check_place(self, parts: tuple[str, ...], name: str) -> None:
        place = same_place(parts)
        if not parts:
            raise self.refused(f"{name[:80]!r} names no file")
        if place in self._seen:
            raise self.refused(f"two files in it have the name {name[:80]!r} on some systems")
        self._seen.add(place)

    def too_large(self) -> Problem:
        """Of an archive that unpacks to more than weights ever do."""
        return self.refused("it unpacks to far more than its size allows")

    def keep(self, parts: tuple[str, ...], size: int, content: BinaryIO) -> Iterator[Checking]:
        """Write a file of exactly `size` bytes under the next number. Raises `Problem`."""
        require_space(self.folder, size)
        path, digest, left = self.folder / str(len(self.files)), hashlib.sha256(), size
        with path.open("xb") as file:
            while left and (chunk := content.read(min(CHUNK, left))):
                file.write(chunk)
                digest.update(chunk)
                left -= len(chunk)
                yield from self.meter.add(parts[-1], self._advanced(len(chunk)))
        if left:
            raise self.broken(EOFError(f"{parts[-1]} lacks {left} bytes"))
        self._left -= size
        self.files.append(Unpacked(path, parts, size, digest.hexdigest()))

    def _advanced(self, count: int) -> int:
        """Bytes of the work that `count` bytes of a file are: packed ones, of a stream."""
        if self.source is None:
            return count
        before, self._read = self._read, self.source.tell()
        return self._read - before


class Budget:
    """A stream that raises `fault` once more than `most` bytes were read from it."""

    def __init__(self, stream: BinaryIO, most: int, fault: Callable[[], Problem]) -> None:
        self._stream, self._left, self._fault = stream, most, fault

    def read(self, size: int) -> bytes:
        """The next bytes, `size` at most."""
        found = self._stream.read(size)
        self._left -= len(found)
        if self._left < 0:
            raise self._fault()
        return found
