"""Writing that survives a power cut, and sentences for what a disk refuses."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from models.messages import Problem

SPARE_BYTES = 100_000_000  # of the disk, left free
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file: afterwards it holds all of `content`, or what it held before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Bring the content of a file to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(path: Path) -> None:
    """Bring names given in a folder to the disk, where the system can."""
    if os.name == "nt":  # folders cannot be opened there, and names are written through
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def size_on_disk(path: Path) -> int:
    """Bytes of the files at and below `path`; links count nothing."""
    if path.is_symlink() or not path.is_dir():
        return _size(path)
    below = (Path(folder, name) for folder, _, names in os.walk(path) for name in names)
    return sum(map(_size, below))


def _size(path: Path) -> int:
    try:
        return 0 if path.is_symlink() else path.stat().st_size
    except OSError:  # it went while it was looked at
        return 0


def require_space(folder: Path, needed: int) -> None:
    """Raise a `Problem` when the disk of `folder`, or of where it will be, has too little."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise Problem(
            f"The disk of {folder} has {_megabytes(free)} free, "
            f"and {_megabytes(needed + SPARE_BYTES)} are needed.",
            "Make room, or choose a library folder on another disk.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def refusal(error: OSError, folder: Path) -> Problem:
    """What to say when the system does not let the library work in `folder`."""
    if error.errno in FULL:
        what, hint = f"The disk of {folder} is full.", "Make room and try again."
    elif error.errno in FORBIDDEN:
        what = f"The folder {folder} cannot be changed: {error.strerror}."
        hint = "Close what uses it, look at who may write there, or choose another folder."
    else:
        what = f"The folder {folder} cannot be used: {error.strerror or error}."
        hint = "Look at the disk and try again."
    return Problem(what, hint, str(error))
