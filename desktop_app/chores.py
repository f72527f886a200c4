"""A thread for work that takes time and is not translating: disk, hub, languages."""

from __future__ import annotations

import threading
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from desktop_app.chore import Doing, Done, Kind
from models.messages import Checking, Failed, Problem

_JOIN_SECONDS = 0.8

Cancelled = Callable[[], bool]
Tell = Callable[[Checking], None]
Work = Callable[[Cancelled, Tell], object]


@dataclass(frozen=True)
class Chore:
    """Work to do about `subject`, mostly the id of a checkpoint."""

    kind: Kind
    subject: str
    work: Work
    stop: threading.Event = field(default_factory=threading.Event)


class Chores(QObject):
    """Does one after another; every one ends in exactly one `Done`, unless a newer came."""

    doing = Signal(object)  # Doing
    done = Signal(object)  # Done

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._waiting: deque[Chore] = deque()
        self._running: Chore | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="chores", daemon=True)

    def submit(self, kind: Kind, subject: str, work: Work) -> None:
        """Let a chore wait for its turn; the thread starts with the first."""
        with self._condition:
            if kind.newest:
                self._drop(kind)
            self._waiting.append(Chore(kind, subject, work))
            self._condition.notify()
            if self._thread.ident is None and not self._closing:
                self._thread.start()

    def _drop(self, kind: Kind) -> None:
        for chore in [each for each in self._waiting if each.kind is kind]:
            self._waiting.remove(chore)
        if self._running and self._running.kind is kind:
            self._running.stop.set()

    def stop(self, kind: Kind, subject: str) -> None:
        """Cancel a chore that waits or runs."""
        with self._condition:
            every = (*self._waiting, *filter(None, (self._running,)))
            for chore in every:
                if (chore.kind, chore.subject) == (kind, subject):
                    chore.stop.set()

    def close(self) -> None:
        """Let the thread end; `join` waits for it."""
        with self._condition:
            self._closing = True
            self._waiting.clear()
            if self._running:
                self._running.stop.set()
            self._condition.notify()

    def join(self) -> bool:
        """Wait up to a second; whether the thread has ended."""
        if self._thread.ident is not None:
            self._thread.join(_JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while chore := self._next():
            done = _do(chore, self.doing.emit)
            with self._condition:
                self._running = None
                outdated = chore.kind.newest and chore.stop.is_set()
            if not outdated:
                self.done.emit(done)

    def _next(self) -> Chore | None:
        with self._condition:
            self._condition.wait_for(lambda: self._waiting or self._closing)
            self._running = self._waiting.popleft() if not self._closing else None
            return self._running


def _do(chore: Chore, doing: Callable[[Doing], None]) -> Done:
    def tell(event: Checking) -> None:
        doing(Doing(chore.kind, chore.subject, event.done, event.bytes))

    result, failed = None, None
    try:
        if not chore.stop.is_set():
            result = chore.work(chore.stop.is_set, tell)
    except Exception as error:  # the thread must live on, whatever comes from outside
        failed = failure(error)
    return Done(chore.kind, chore.subject, result, failed, chore.stop.is_set())


def failure(error: Exception) -> Failed:
    """What is said of an error."""
    details = "".join(traceback.format_exception(error))
    if isinstance(error, Problem):
        return Failed(0, error.what, error.hint, error.details or details)
    what = f"Something went wrong inside the program ({type(error).__name__})."
    return Failed(0, what, "Please try again.", details)
