"""How far work is: a bar on a terminal, a line now and then elsewhere, or JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from models.messages import Checking, Fetched, FetchEvent, Fetching, Stopped, Waiting

BAR = 24  # characters
LINE_EVERY = 5.0  # seconds
MINUTE = 60


class Progress:
    """Shows events as they come; `stream` is where people look, usually standard error."""

    def __init__(self, as_json: bool, stream: TextIO | None = None) -> None:
        self._json = as_json
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._said = 0.0
        self._left = 0.0  # seconds of the wait that was told last
        self._open = False  # whether a bar waits for its line break

    def watch(self, events: Iterable[FetchEvent]) -> FetchEvent | None:
        """Show all events; returns the last."""
        last = None
        try:
            for last in events:
                self.show(last)
        finally:
            self._end_bar()
        return last

    def show(self, event: FetchEvent) -> None:
        """Show one event."""
        if self._json:
            print(json.dumps({"event": type(event).__name__.lower(), **asdict(event)}))
            sys.stdout.flush()
        elif isinstance(event, Fetching | Checking):
            self._bar(event)
        elif isinstance(event, Waiting):
            self._wait(event)

    def _wait(self, event: Waiting) -> None:
        # The seconds are counted down event by event: a new wait is one that got longer.
        if event.seconds > self._left:
            self._end_bar()
            print(f"{event.why} Next try in {event.seconds:.0f} s.", file=self._stream)
        self._left = event.seconds

    def _bar(self, event: Fetching | Checking) -> None:
        now = time.monotonic()
        text = _line(event)
        if self._terminal:
            share = event.done / event.bytes if event.bytes else 1.0
            full = round(BAR * share)
            self._stream.write(f"\r{'█' * full}{'░' * (BAR - full)} {text}\x1b[K")
            self._stream.flush()
            self._open = True
        elif now - self._said >= LINE_EVERY or event.done >= event.bytes:
            self._said = now
            print(text, file=self._stream, flush=True)

    def _end_bar(self) -> None:
        if self._open:
            self._open = False
            self._stream.write("\n")
            self._stream.flush()


def _line(event: Fetching | Checking) -> str:
    share = event.done / event.bytes if event.bytes else 1.0
    text = f"{share:4.0%}  {size(event.done)} of {size(event.bytes)}"
    if isinstance(event, Checking):
        return f"{text}  checking {event.file}"
    if event.remaining is None:
        return text
    return f"{text}  {size(int(event.speed))}/s  {duration(event.remaining)} left"


def size(count: int) -> str:
    """Bytes for people."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= factor:
            return f"{count / factor:.{2 if unit == 'GB' else 0}f} {unit}"
    return f"{count} bytes"


def duration(seconds: float) -> str:
    """A time for people."""
    whole = round(seconds)
    return f"{whole} s" if whole < MINUTE else f"{whole // MINUTE} min {whole % MINUTE} s"


def is_done(event: FetchEvent | None) -> bool:
    """Whether all went through."""
    return isinstance(event, Fetched) or not isinstance(event, Stopped)
