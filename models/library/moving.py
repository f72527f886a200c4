"""Moving a whole library: the old one stays as it is until the new one is whole and checked."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from models.library.progress import CHUNK, Meter
from models.library.writing import flush_folder, require_space, size_on_disk
from models.messages import Problem, UsageError
from models.offers import Checking

UNFINISHED = ".moving"  # in the new folder, where it is never listed


def move(old: Path, new: Path, cancelled: Callable[[], bool]) -> Iterator[Checking]:
    """Move the library's folder; the old one is still there afterwards, unless it was renamed.

    Raises `Problem`, `OSError` and `Interrupted`; then the old one is untouched.
    """
    check_target(old, new)
    total = size_on_disk(old)
    meter = Meter(2 * total, cancelled)  # written, then read again
    meter.look()
    if not old.is_dir():
        new.mkdir(parents=True, exist_ok=True)
    elif not _renamed(old, new):
        require_space(new, total)
        new.mkdir(parents=True, exist_ok=True)
        try:
            yield from _copy(old, new / UNFINISHED, meter)
        except BaseException:
            shutil.rmtree(new / UNFINISHED, ignore_errors=True)
            raise
        _give_names(new / UNFINISHED, new)
    yield Checking("", total, total)


def check_target(old: Path, new: Path) -> None:
    """Raise a `UsageError` for a folder that a library cannot be moved to."""
    if new == old:
        raise UsageError(f"The library is in {new} already.", "Choose another folder.")
    if old in new.parents:
        raise UsageError(f"{new} is inside the library.", "Choose a folder elsewhere.")
    if new in old.parents:
        raise UsageError(f"The library is inside {new}.", "Choose an empty folder.")
    if os.path.lexists(new) and not new.is_dir():
        raise UsageError(f"{new} is no folder.", "Choose an empty folder.")
    if new.is_dir() and any(path.name != UNFINISHED for path in new.iterdir()):
        raise UsageError(f"The folder {new} is not empty.", "Choose an empty folder.")


def _renamed(old: Path, new: Path) -> bool:
    """Whether the folder could be given its new name, as it can on one file system."""
    if (new / UNFINISHED).exists():
        shutil.rmtree(new / UNFINISHED)
    existed = new.is_dir()
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        if existed:
            new.rmdir()
        old.rename(new)
    except OSError:
        if existed:
            new.mkdir(exist_ok=True)
        return False
    return True


def _give_names(unfinished: Path, new: Path) -> None:
    for path in sorted(unfinished.iterdir()):
        path.rename(new / path.name)
    unfinished.rmdir()
    flush_folder(new)


def _copy(old: Path, new: Path, meter: Meter) -> Iterator[Checking]:
    total = meter.total // 2
    for folder, folders, names in os.walk(old):
        here = new / Path(folder).relative_to(old)
        here.mkdir()
        for name in (*folders, *names):
            source, copy = Path(folder, name), here / name
            if source.is_symlink():
                copy.symlink_to(source.resolve(), source.is_dir())
            elif source.is_file():
                for event in _copy_file(source, copy, meter):
                    yield Checking(event.file, event.done // 2, total)


def _copy_file(source: Path, copy: Path, meter: Meter) -> Iterator[Checking]:
    written, found = hashlib.sha256(), hashlib.sha256()
    with source.open("rb") as content, copy.open("xb") as file:
        while chunk := content.read(CHUNK):
            written.update(chunk)
            file.write(chunk)
            yield from meter.add(source.name, len(chunk))
        file.flush()
        os.fsync(file.fileno())
    shutil.copystat(source, copy)
    with copy.open("rb") as content:
        while chunk := content.read(CHUNK):
            found.update(chunk)
            yield from meter.add(source.name, len(chunk))
    if written.digest() != found.digest():
        raise Problem(
            f"The copy of {source.name} in {copy.parent.name} is not what was written.",
            "Look at the new disk, or choose another folder.",
        )
