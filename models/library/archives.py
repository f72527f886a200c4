"""Zip and tar archives: every entry is looked at, and only plain files are taken."""

from __future__ import annotations

import bz2
import gzip
import importlib
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from models.library.progress import CHUNK
from models.library.unpacking import Budget, Unpacking
from models.library.writing import require_space
from models.messages import Problem, UsageError
from models.offers import Checking

ENCRYPTED = 0x1
UNIX = 16  # bits of a zip entry's attributes before the file's mode
LARGEST_NOTE = 1 << 16  # bytes of a header that only says more about the next entry
NOTES = frozenset(b"xgXLK")  # types of such headers
TAR = (257, b"ustar")
TORN = (EOFError, ValueError, zlib.error, lzma.LZMAError)

Opener = Callable[[BinaryIO], BinaryIO]


def unpack(work: Unpacking) -> Iterator[Checking]:
    """Bring the files of an archive into the folder of `work`.

    Raises `Problem` for what is no archive, is damaged, or may not be unpacked.
    """
    with work.archive.open("rb") as file:
        start = file.read(TAR[0] + len(TAR[1]))
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _unpack_zip(work)
        return
    for magic, opener in PACKED.items():
        if start.startswith(magic):
            yield from _unpack_tar(work, opener)
            return
    if not start.endswith(TAR[1]):
        raise UsageError(
            f"{work.archive.name} is neither a folder nor a zip or tar archive.",
            "Choose the folder of a checkpoint, or an archive of it.",
        )
    yield from _unpack_tar(work, lambda source: source)


def _unpack_zip(work: Unpacking) -> Iterator[Checking]:
    try:
        with zipfile.ZipFile(work.archive) as archive:
            entries = archive.infolist()
            found = [(entry, _enter_zip(work, entry)) for entry in entries]
            work.meter.total = sum(entry.file_size for entry in entries)
            if work.meter.total > work.most:
                raise work.too_large()
            require_space(work.folder, work.meter.total)
            for entry, parts in found:
                if not _is_folder(entry):
                    with archive.open(entry) as content:
                        yield from work.keep(parts, entry.file_size, cast(BinaryIO, content))
    except (*TORN, zipfile.BadZipFile) as error:
        raise work.broken(error) from error
    except (NotImplementedError, RuntimeError) as error:
        raise work.refused("it is packed in a way that cannot be read") from error


def _enter_zip(work: Unpacking, entry: zipfile.ZipInfo) -> tuple[str, ...]:
    kind = stat.S_IFMT(entry.external_attr >> UNIX)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise work.refused(f"{entry.filename[:80]!r} is a link or a device")
    if entry.flag_bits & ENCRYPTED:
        raise work.refused("it is encrypted")
    # The name as it is in the archive: `filename` ends at a NUL and has other separators.
    return work.enter(entry.orig_filename, entry.file_size, _is_folder(entry))


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.orig_filename.endswith("/")


def _unpack_tar(work: Unpacking, opener: Opener) -> Iterator[Checking]:
    work.meter.total = work.archive.stat().st_size
    try:
        with work.archive.open("rb") as work.source, opener(work.source) as packed:
            stream = Budget(packed, work.most, work.too_large)
            with tarfile.open(
                fileobj=cast(BinaryIO, stream), mode="r|", bufsize=CHUNK, tarinfo=_Entry
            ) as archive:
                for entry in archive:
                    yield from _keep_tar(work, archive, entry)
            while stream.read(CHUNK):  # to the checksum at its end
                work.meter.look()
    except _LargeNoteError as error:
        raise work.refused("it has a header that is far too large") from error
    except (*TORN, tarfile.TarError) as error:
        raise work.broken(error) from error
    except OSError as error:
        if error.errno is None:  # bz2 and gzip say so that a stream is none of theirs
            raise work.broken(error) from error
        raise


def _keep_tar(
    work: Unpacking, archive: tarfile.TarFile, entry: tarfile.TarInfo
) -> Iterator[Checking]:
    parts = work.enter(entry.name, entry.size, entry.isdir())
    if entry.isdir():
        return
    if entry.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or entry.issparse():
        raise work.refused(f"{entry.name[:80]!r} is a link, a device or another special file")
    content = archive.extractfile(entry)
    if content is None:
        raise work.refused(f"{entry.name[:80]!r} is no file")
    yield from work.keep(parts, entry.size, cast(BinaryIO, content))


class _LargeNoteError(Exception):
    """A header of an entry takes more memory than any name does."""


class _Entry(tarfile.TarInfo):
    """An entry whose headers are read whole only when they are small.

    A torn header is an error, where the library's own class takes it for the archive's end.
    """

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Entry:
        if not any(buf):
            return super().frombuf(buf, encoding, errors)  # raises that this is the end
        try:
            found = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            raise ValueError(f"a header is torn: {error}") from error
        if found.size < 0 or (found.type[0] in NOTES and found.size > LARGEST_NOTE):
            raise _LargeNoteError(found.name)
        return found


def _zstandard(source: BinaryIO) -> BinaryIO:
    try:
        opened: BinaryIO = importlib.import_module("compression.zstd").open(source, "rb")
    except ImportError as error:  # Python has it from 3.14 on
        raise Problem(
            f"The archive {Path(source.name).name} is packed with Zstandard, which cannot be "
            "read here.",
            "Unpack it with another program and import the folder.",
        ) from error
    return opened


PACKED: Final[dict[bytes, Opener]] = {
    b"\x1f\x8b": cast(Opener, gzip.open),
    b"BZh": cast(Opener, bz2.open),
    b"\xfd7zXZ\0": cast(Opener, lzma.open),
    b"\x28\xb5\x2f\xfd": _zstandard,
}
