"""Writes translated sentences with their links into files, beside the window's own work."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.export import FORMATS
from models.messages import Failed, Segment

__all__ = ["FORMATS", "Exporter", "replace_file"]


class Exporter(QObject):
    """Every file that is wanted ends in `written` or in `failed`."""

    written = Signal(Path)
    failed = Signal(Failed)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None

    def write(self, path: Path, kind: str, segments: Sequence[Segment]) -> None:
        """Write a file in the format of that id."""
        chosen = next(each for each in FORMATS if each.id == kind)
        kept = tuple(segments)
        self.save(path, lambda: chosen.write(kept).encode(chosen.encoding, "replace"))

    def join(self) -> None:
        """Wait until the last file is written."""
        if self._thread:
            self._thread.join()

    def save(self, path: Path, make: Callable[[], bytes]) -> None:
        """Write what `make` makes, in a thread of its own."""
        self.join()
        self._thread = threading.Thread(target=self._run, args=(path, make), name="export")
        self._thread.start()

    def _run(self, path: Path, make: Callable[[], bytes]) -> None:
        try:
            replace_file(path, make())
        except OSError as error:
            self.failed.emit(_failure(path, error))
        else:
            self.written.emit(path)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f"{path.name}.new")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)  # noqa: PTH105  (Path.replace is the same call)
    finally:
        temporary.unlink(missing_ok=True)


def _failure(path: Path, error: OSError) -> Failed:
    what = f"The file {path.name} could not be written ({error.strerror or error})."
    return Failed(0, what, "Choose another folder.", str(error))
