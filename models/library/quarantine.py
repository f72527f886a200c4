"""Checkpoints that ended the program: a mark lies on disk while one is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.library.names import check_id
from models.library.processes import is_alive, started
from models.library.writing import write_whole
from models.messages import UsageError

REASON = "held: "  # begins a mark that holds a reason in the place of a process
UNTRIED = "It could not be tried out."
TRUST = "Press “Trust again” in the Library to try it once more."


class Quarantine:
    """Knows the checkpoints whose mark an earlier run of the program left behind.

    Marks lie in a folder of `cache`; without one there are none.
    """

    def __init__(self, cache: Path | None) -> None:
        self._folder = cache / "opening" if cache else None
        self._held = set(_abandoned(self._folder)) if self._folder else set()
        self._made: set[Path] = set()

    def __contains__(self, id: str) -> bool:
        return id in self._held or bool(self.why(id))

    @contextmanager
    def opening(self, id: str) -> Iterator[None]:
        """Keep the mark of `id` for as long as the program lives within."""
        mark = self._mark(id)
        made = _absent(self._folder)
        try:
            if mark is not None:
                process = os.getpid()
                self._made.add(mark)
                with suppress(OSError):  # a disk that is full or read-only keeps nobody waiting
                    write_whole(mark, f"{process} {started(process)}".encode())
            yield
        finally:
            self.release(id)
            with suppress(OSError):  # something else lies there now
                for folder in made:
                    folder.rmdir()

    def hold(self, id: str, why: str) -> None:
        """Keep `id` closed for a reason, over the program's end."""
        self._held.add(id)
        mark = self._mark(id)
        if mark is not None:
            with suppress(OSError):
                write_whole(mark, f"{REASON}{why}".encode())

    def why(self, id: str) -> str:
        """The reason that `hold` was given; empty where the program ended instead."""
        mark = self._mark(id)
        try:
            found = mark.read_text("utf-8") if mark else ""
        except (OSError, ValueError):
            return ""
        return found.removeprefix(REASON) if found.startswith(REASON) else ""

    def leave(self) -> None:
        """Take away the marks of this program: it is going to end in the middle of work."""
        for mark in tuple(self._made):
            with suppress(OSError):
                mark.unlink(missing_ok=True)

    def release(self, id: str) -> None:
        """Take the mark away: the checkpoint may be opened again."""
        self._held.discard(id)
        mark = self._mark(id)
        if mark is not None:
            with suppress(OSError):
                mark.unlink(missing_ok=True)

    def _mark(self, id: str) -> Path | None:
        try:
            return self._folder / check_id(id) if self._folder else None
        except UsageError:  # of a folder elsewhere, whose name says nothing
            return None


def state_of(name: str) -> str:
    """What is said of a checkpoint that ended the program."""
    return f"Interlinear ended while it opened {name}, so it stays closed."


def _absent(folder: Path | None) -> list[Path]:
    """Which of a folder and those around it are not there, from the inside out."""
    around = (folder, *folder.parents) if folder else ()
    return [each for each in around if not each.exists()]


def _abandoned(folder: Path) -> Iterator[str]:
    try:
        marks = [Path(entry.path) for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return
    for mark in marks:
        if not mark.name.startswith(".") and not _has_owner(mark):
            yield mark.name


def _has_owner(mark: Path) -> bool:
    """Whether the program that made the mark still runs; a torn mark has none."""
    try:
        process, _, since = mark.read_text("ascii").partition(" ")
        return is_alive(int(process), float(since) if since else None)
    except (OSError, ValueError):
        return False
