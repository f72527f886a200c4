"""A file on its way: FILE.part while bytes are missing, FILE once it is whole and right."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

from models.offers import RemoteFile

ENDING = ".part"
STEP = 1 << 20  # bytes that are hashed at once
SYNC = 32 << 20  # bytes after which the disk is waited for: all at the end would take long


class Part:
    """Writes one file and keeps the digest of what is there; `whole` once it is in place."""

    def __init__(self, folder: Path, file: RemoteFile) -> None:
        self.file = file
        self.path = folder / file.path
        self.partial = folder / f"{file.path}{ENDING}"
        self.whole = False
        self.done = 0
        self._synced = 0
        self._open: FileIO | None = None
        self._hash = _hash_of(file)

    def take_over(self) -> Iterator[int]:
        """Read what an earlier fetch has left; gives the number of bytes read, step by step.

        A file in place whose digest is wrong becomes a part that is begun anew.
        """
        if self.path.is_file():
            self.path.replace(self.partial)
        self._open = self.partial.open("r+b" if self.partial.is_file() else "w+b", 0)
        while self.done < self.file.bytes and (step := self._open.read(STEP)):
            self._hash.update(step)
            self.done += len(step)
            yield len(step)
        if self.done > self.file.bytes or (self._is_all and not self._is_right):
            self.restart()
        self._open.truncate(self.done)
        if self._is_all:
            self.finish()

    @property
    def kept(self) -> int:
        """Bytes on the disk, those that were not read yet included."""
        there = self.path if self.whole else self.partial
        return min(there.stat().st_size, self.file.bytes) if there.is_file() else 0

    @property
    def _is_all(self) -> bool:
        return self.done == self.file.bytes

    @property
    def _is_right(self) -> bool:
        return self._hash.hexdigest() == self.file.digest

    def trust(self) -> None:
        """Count the file in place as whole without reading it."""
        self.whole, self.done = True, self.file.bytes

    def write(self, data: bytes) -> None:
        """Append; what the disk has taken is counted even when it fails half-way."""
        assert self._open is not None
        rest = memoryview(data)[: self.file.bytes - self.done]
        while rest:
            taken = self._open.write(rest)
            self._hash.update(rest[:taken])
            self.done += taken
            rest = rest[taken:]
        if self.done - self._synced >= SYNC:
            os.fsync(self._open.fileno())
            self._synced = self.done

    def restart(self) -> None:
        """Throw away what is there."""
        assert self._open is not None
        self._open.seek(0)
        self._open.truncate(0)
        self._hash, self.done, self._synced = _hash_of(self.file), 0, 0

    def finish(self) -> bool:
        """Put the file in place when its digest is right, else begin anew and say False."""
        assert self._open is not None
        if not (self._is_all and self._is_right):
            self.restart()
            return False
        os.fsync(self._open.fileno())
        self.close()
        self.partial.replace(self.path)
        self.whole = True
        return True

    def close(self) -> None:
        """Close the file; what is there stays."""
        if self._open is not None:
            self._open.close()
            self._open = None


def _hash_of(file: RemoteFile) -> hashlib._Hash:
    if len(file.digest) == 64:
        return hashlib.sha256()
    # git's name of a file, which the hub gives for small ones
    return hashlib.sha1(b"blob %d\0" % file.bytes, usedforsecurity=False)
