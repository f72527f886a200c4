"""The folder that a fetch writes into: whose it is, and what in it may be gone on with."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.hub.parts import ENDING, Part
from models.messages import Problem
from models.offers import Plan

RECORD = ".parts.json"  # digest of the file that each part and each whole file belongs to
MARGIN = 100_000_000  # bytes that stay free
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def owned(folder: Path, plan: Plan) -> Iterator[None]:
    """Let nobody else fetch into the folder meanwhile, this process or another."""
    from filelock import FileLock, Timeout  # noqa: PLC0415, beside the client library

    lock = FileLock(folder.parent / f".{folder.name}.lock", thread_local=False)
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:  # an OSError as well
            raise Problem(
                f"{plan.repo} is being fetched already.", "Wait until that is done, or stop it."
            ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into a `Problem`."""
    try:
        yield
    except OSError as error:
        raise _refused(folder, error) from error


def _refused(folder: Path, error: OSError) -> Problem:
    if error.errno in FULL:
        return Problem(
            "The disk is full.",
            "Free some space and resume; what was fetched is kept.",
            str(error),
        )
    why = "" if error.errno in CLOSED else f" ({error.strerror})"
    return Problem(
        f"Nothing can be written into {folder}{why}.",
        "Choose another folder for the library in the settings.",
        str(error),
    )


def parts_of(folder: Path, plan: Plan) -> list[Part]:
    """The plan's files; those that are known to be whole are `whole`.

    What belongs to other files of other commits is thrown away.
    """
    before = _read_record(folder)
    now = {file.path: file.digest for file in plan.files}
    for stale in (name for name, digest in before.items() if now.get(name) != digest):
        (folder / stale).unlink(missing_ok=True)
    for partial in folder.glob(f"*{ENDING}"):
        name = partial.name.removesuffix(ENDING)
        if name not in now or before.get(name) != now[name]:
            partial.unlink()
    _write_record(folder, now)
    parts = [Part(folder, file) for file in plan.files]
    for part in parts:
        known = before.get(part.file.path) == part.file.digest
        if known and part.path.is_file() and part.path.stat().st_size == part.file.bytes:
            part.trust()
    return parts


def check_space(folder: Path, plan: Plan, missing: int) -> None:
    """Raise `Problem` when the disk has no room for so many bytes."""
    free = shutil.disk_usage(folder).free
    if missing and free < missing + MARGIN:
        lacking = missing + MARGIN - free
        raise Problem(
            f"{plan.repo} needs {_megabytes(missing + MARGIN)} of free disk space, and there "
            f"are {_megabytes(free)}.",
            f"Free {_megabytes(lacking)}, or choose another folder for the library.",
        )


def forget_record(folder: Path) -> None:
    """The files are complete and need no record."""
    (folder / RECORD).unlink(missing_ok=True)


def _megabytes(size: int) -> str:
    return f"{-(-size // 1_000_000):,} MB"


def _read_record(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / RECORD).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {name: digest for name, digest in known if Path(name).name == name}


def _write_record(folder: Path, record: dict[str, str]) -> None:
    new = folder / f"{RECORD}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump(record, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / RECORD)
