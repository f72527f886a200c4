"""Files that were chosen or dropped, read in a thread beside the window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.chore import Done, Kind
from desktop_app.chores import Chores
from models.documents import ENDINGS, Document, read_document
from models.documents import Kind as Format
from models.messages import Failed

__all__ = ["ENDINGS", "Document", "Files", "Format", "Opened"]

_SLOW_MS = 300  # what takes less is not spoken of


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was read, and the page that wanted it.

    With `alone` it is one of several files that were chosen at once; no other one was read.
    """

    document: Document
    whose: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Wish:
    path: Path
    whose: str
    alone: bool = False


class Files(QObject):
    """Each wish ends in `opened` or in `failed`, unless the same page has a newer one."""

    opened = Signal(object)  # Opened
    failed = Signal(Failed, str)  # and whose wish it was
    slow = Signal(str, str)  # name of a file that takes its time, and whose wish it is

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chores = Chores(self)
        self._chores.done.connect(self._on_done)
        self._wishes: dict[str, _Wish] = {}  # by the numbers of the chores
        self._count = 0

    def open(self, path: Path, whose: str) -> None:
        """Read a file for a page; what that page wanted before is not read any further."""
        self.stop(whose)
        self._count += 1
        number = str(self._count)
        self._wishes[number] = _Wish(path, whose)
        self._chores.submit(
            Kind.READ, number, lambda cancelled, tell: read_document(path, cancelled)
        )
        QTimer.singleShot(_SLOW_MS, self, lambda: self._on_slow(number))

    def leave_others(self, whose: str) -> None:
        """What is being read for the page is one of several files, and the only one to be."""
        for number, wish in self._wishes.items():
            if wish.whose == whose:
                self._wishes[number] = replace(wish, alone=True)

    def stop(self, whose: str) -> bool:
        """Whether a file was being read for the page; now it is not."""
        numbers = [number for number, wish in self._wishes.items() if wish.whose == whose]
        for number in numbers:
            del self._wishes[number]
            self._chores.stop(Kind.READ, number)
        return bool(numbers)

    def _on_slow(self, number: str) -> None:
        if wish := self._wishes.get(number):
            self.slow.emit(wish.path.name, wish.whose)

    def _on_done(self, done: Done) -> None:
        wish = self._wishes.pop(done.subject, None)
        if wish is None:
            return
        if isinstance(done.result, Document):
            self.opened.emit(Opened(done.result, wish.whose, wish.alone))
        elif done.failed:
            self.failed.emit(done.failed, wish.whose)

    def close(self) -> None:
        """Let the thread end; `join` waits for it."""
        self._wishes.clear()
        self._chores.close()

    def join(self) -> bool:
        """Wait a moment; whether the thread has ended."""
        return self._chores.join()
