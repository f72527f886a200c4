"""Fetching the files of a plan: what is here is gone on with, what comes is checked."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from models.hub.meter import Meter, Pace
from models.hub.parts import Part
from models.hub.session import Connection
from models.hub.staging import check_space, forget_record, owned, parts_of, storing
from models.hub.timing import Timing
from models.hub.transfer import Anew, Arrived, Came, Crew, Failed, Message
from models.messages import Problem
from models.offers import (
    Checking,
    Endpoint,
    Fetched,
    FetchEvent,
    Fetching,
    Plan,
    Stopped,
    Waiting,
)

COUNTDOWN = 1.0  # seconds between two events that say how long the wait is
LEAVE = 0.5  # seconds that threads are given to end


def fetch(
    plan: Plan,
    folder: Path,
    endpoint: Endpoint,
    timing: Timing,
    cancelled: Callable[[], bool],
) -> Iterator[FetchEvent]:
    """See `Hub.fetch`. Nobody else may fetch into the folder until the iterator has ended."""
    with owned(folder, plan):
        with storing(folder):
            parts = parts_of(folder, plan)
        work = _Fetch(plan, folder, parts, timing, cancelled)
        try:
            yield from work.take_over()
            if not cancelled():
                check_space(folder, plan, plan.bytes - work.done)
                with Connection(endpoint, timing) as connection:
                    yield from work.receive(connection)
        finally:
            for part in parts:
                part.close()
        if not work.is_complete:
            yield Stopped(sum(part.kept for part in parts))
            return
        with storing(folder):
            forget_record(folder)
        yield Fetched(plan.id)


class _Fetch:
    def __init__(
        self,
        plan: Plan,
        folder: Path,
        parts: list[Part],
        timing: Timing,
        cancelled: Callable[[], bool],
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._parts = parts
        self._timing = timing
        self._cancelled = cancelled
        self._pace = Pace(timing.report)
        self._countdown = Pace(COUNTDOWN)
        self._meter = Meter(time.monotonic())
        self._damaged: set[int] = set()
        self._latest = plan.files[0].path if plan.files else ""

    @property
    def done(self) -> int:
        """Bytes that are here."""
        return sum(part.done for part in self._parts)

    @property
    def is_complete(self) -> bool:
        """Whether every file is in place."""
        return all(part.whole for part in self._parts)

    def take_over(self) -> Iterator[FetchEvent]:
        """Read what an earlier fetch has left, unless it is known to be whole."""
        for part in self._parts:
            if part.whole:
                continue
            steps = part.take_over()
            while not self._cancelled():
                with storing(self._folder):
                    if next(steps, None) is None:
                        break
                if self._pace.is_due(time.monotonic()):
                    yield Checking(part.file.path, self.done, self._plan.bytes)

    def receive(self, connection: Connection) -> Iterator[FetchEvent]:
        """Fetch what is missing, until all is here or it is cancelled."""
        if self.is_complete:
            return
        crew = Crew(self._plan, connection, self._timing)
        try:
            for number, part in enumerate(self._parts):
                if not part.whole:
                    crew.fetch(number, part.done)
            while not self.is_complete and not self._cancelled():
                self._take(crew)
                yield from self._report(crew)
        finally:
            crew.leave(LEAVE)

    def _take(self, crew: Crew) -> None:
        # Some messages at once: there may be thousands a second.
        try:
            message = crew.messages.get(timeout=self._timing.look)
            for _ in range(crew.messages.maxsize):
                with storing(self._folder):
                    self._apply(message, crew)
                message = crew.messages.get_nowait()
            with storing(self._folder):
                self._apply(message, crew)
        except queue.Empty:
            pass

    def _apply(self, message: Message, crew: Crew) -> None:
        part = self._parts[message.number]
        match message:
            case Came(data=data):
                part.write(data)
                self._meter.add(len(data))
                self._latest = part.file.path
            case Anew():
                part.restart()
            case Arrived():
                self._finish(message.number, crew)
            case Failed(problem=problem):
                raise problem

    def _finish(self, number: int, crew: Crew) -> None:
        if self._parts[number].finish():
            return
        if number in self._damaged:
            raise Problem(
                f"{self._parts[number].file.path} of {self._plan.repo} arrived damaged twice.",
                "Try again later, or choose another mirror or proxy in the settings.",
            )
        self._damaged.add(number)
        crew.fetch(number, 0)

    def _report(self, crew: Crew) -> Iterator[FetchEvent]:
        now = time.monotonic()
        pauses = list(crew.pauses.values())
        under_way = min(crew.size, sum(not part.whole for part in self._parts))
        if pauses and len(pauses) == under_way:
            pause, until = min(pauses, key=lambda one: one[1])
            if self._countdown.is_due(now):
                yield Waiting(pause.why, max(0.0, until - now))
        elif self._pace.is_due(now) and not self.is_complete:
            missing = self._plan.bytes - self.done
            yield Fetching(
                self._latest,
                self.done,
                self._plan.bytes,
                self._meter.speed(now),
                self._meter.remaining(now, missing),
            )
