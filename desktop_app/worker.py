"""The engine's thread: slots in which the newest wish wins, one stream of events out."""

from __future__ import annotations

import enum
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, QThread, Signal

from desktop_app.garbage import kept, search_seldom
from desktop_app.priority import let_others_first
from models.messages import Cancelled, Event, Failed, Problem, Request, Translate

_JOIN_MS = 800
_SWITCH_SECONDS = 0.0003  # how long the thread may keep the interpreter from the window


class Runs(Protocol):
    """What the worker needs of an engine."""

    def run(self, request: Request, cancelled: Callable[[], bool]) -> Iterator[Event]:
        """The events of one request."""
        ...


class Slot(enum.Enum):
    """Where a request waits: `TEXT` is the work, `DETAIL` a quick question about it.

    `SUMMARY` and `SECOND`, a comparison, may take long: they run while there is nothing else
    to do, and the one that was wished for last goes first.
    """

    TEXT = "text"
    DETAIL = "detail"
    SUMMARY = "summary"
    SECOND = "second"

    @property
    def goes_first(self) -> tuple[Slot, ...]:
        """The slots whose requests run between two events of this one's, in their order."""
        match self:
            case Slot.DETAIL:
                return ()
            case Slot.TEXT:
                return (Slot.DETAIL,)
            case Slot.SUMMARY:
                return (Slot.DETAIL, Slot.TEXT, Slot.SECOND)
            case Slot.SECOND:
                return (Slot.DETAIL, Slot.TEXT, Slot.SUMMARY)

    @staticmethod
    def of(request: Request) -> Slot:
        """A translation is text, anything else a detail."""
        return Slot.TEXT if isinstance(request, Translate) else Slot.DETAIL


_ORDER = (Slot.DETAIL, Slot.TEXT, Slot.SUMMARY, Slot.SECOND)


@dataclass(frozen=True)
class _Job:
    request: Request
    slot: Slot
    stop: threading.Event = field(default_factory=threading.Event)


class Worker(QThread):
    """Runs the engine's generators one event at a time.

    Every submitted request ends in exactly one `Finished`, `Cancelled` or `Failed`.
    Events are fetched with `take`; `ready` says once that there are some, so that a fast
    engine cannot flood the event loop.
    """

    ready = Signal()
    devices_found = Signal(tuple)  # names of this machine's devices besides the processor

    def __init__(
        self,
        make_engine: Callable[[], Runs],
        find_devices: Callable[[], tuple[str, ...]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_engine = make_engine  # called in the thread: it imports torch
        self._find_devices = find_devices  # the same
        self._engine: Runs | None = None
        self._condition = threading.Condition()
        self._waiting: dict[Slot, _Job] = {}
        self._running: dict[Slot, _Job] = {}
        self._events: deque[Event] = deque()
        self._closing = False

    def submit(self, request: Request, slot: Slot | None = None) -> None:
        """Let `request` take its slot, or another; what waits or runs there is cancelled."""
        slot = slot or Slot.of(request)
        self.cancel(slot)
        with self._condition:
            self._waiting[slot] = _Job(request, slot)
            self._condition.notify()

    def cancel(self, slot: Slot = Slot.TEXT) -> None:
        """Cancel what waits or runs in `slot`."""
        with self._condition:
            waiting = self._waiting.pop(slot, None)
            if running := self._running.get(slot):
                running.stop.set()
        if waiting:
            self._put(Cancelled(waiting.request.id))

    def take(self) -> tuple[Event, ...]:
        """All events since the last call, oldest first."""
        with self._condition:
            events = tuple(self._events)
            self._events.clear()
        return events

    def close(self) -> bool:
        """Cancel everything and wait up to a second; whether the thread has ended."""
        with self._condition:
            self._closing = True
            self._waiting.clear()
            for job in self._running.values():
                job.stop.set()
            self._condition.notify()
        return self.wait(_JOIN_MS)

    def run(self) -> None:
        """The thread's loop; Qt calls this."""
        let_others_first()
        sys.setswitchinterval(_SWITCH_SECONDS)
        while job := self._next():
            self._work(job)

    def _next(self) -> _Job | None:
        with self._condition:
            self._condition.wait_for(lambda: self._waiting or self._closing)
            return None if self._closing else self._pick(*_ORDER)

    def _pick(self, *slots: Slot) -> _Job | None:
        """Move the first waiting job to the running ones; the condition is held."""
        slot = next((each for each in slots if each in self._waiting), None)
        if slot is None:
            return None
        self._running[slot] = job = self._waiting.pop(slot)
        return job

    def _work(self, job: _Job) -> None:
        slot = job.slot
        try:
            for event in self._ready_engine().run(job.request, job.stop.is_set):
                self._put(event)
                self._let_pass(slot)
        except Exception as error:  # the thread must live on, whatever an engine does
            self._put(_failure(job.request.id, error))
        finally:
            with self._condition:
                self._running.pop(slot, None)

    def _ready_engine(self) -> Runs:
        """The engine, made when it is first needed."""
        if self._engine is None:
            with kept():
                self._engine = self._make_engine()
                self._tell_devices()
            search_seldom()
        return self._engine

    def _tell_devices(self) -> None:
        try:
            found = self._find_devices()
        except Exception:  # of a broken driver; the engine says so when it is to run there
            found = ()
        self.devices_found.emit(found)

    def _let_pass(self, slot: Slot) -> None:
        """Run what goes before `slot` to its end, between two events of the one there."""
        while job := self._waiting_for(slot):
            self._work(job)

    def _waiting_for(self, slot: Slot) -> _Job | None:
        with self._condition:
            return None if self._closing else self._pick(*slot.goes_first)

    def _put(self, event: Event) -> None:
        with self._condition:
            announced = bool(self._events)
            self._events.append(event)
        if not announced:
            self.ready.emit()


def _failure(request_id: int, error: Exception) -> Failed:
    details = "".join(traceback.format_exception(error))
    if isinstance(error, Problem):
        return Failed(request_id, error.what, error.hint, error.details or details)
    what = f"Something went wrong inside the program ({type(error).__name__})."
    return Failed(request_id, what, "Please try again.", details)
