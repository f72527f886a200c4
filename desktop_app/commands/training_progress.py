"""How far a training is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

from desktop_app.commands.progress import BAR
from models.training.events import Began, Ended, Stepped, TrainingEvent, Validated

BAR_EVERY, LINE_EVERY = 0.2, 30.0  # seconds
MINUTE, HOUR = 60, 3600
STEADY = 0.9  # how much of the shown loss and speed is that of steps before


class TrainingProgress:
    """Shows the events of a run."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._said = 0.0
        self._loss = self._speed = 0.0  # running means
        self._open = False  # whether a bar waits for its line break

    def show(self, event: TrainingEvent) -> None:
        """Show one event."""
        match event:
            case Began():
                self._say(_began(event))
            case Stepped():
                self._step(event)
            case Validated():
                self._say(_validated(event))
            case Ended():
                self._close()

    def _step(self, event: Stepped) -> None:
        keep = STEADY if self._speed else 0.0
        self._loss = keep * self._loss + (1 - keep) * event.loss
        self._speed = keep * self._speed + (1 - keep) * event.speed
        now = time.monotonic()
        if now - self._said < (BAR_EVERY if self._terminal else LINE_EVERY):
            return
        self._said = now
        text = f"step {event.step:,}  loss {self._loss:.3f}  {self._speed:,.0f} pieces/s" + (
            "" if event.remaining is None else f"  {duration(event.remaining)} left"
        )
        if not self._terminal:
            self._say(text)
            return
        full = round(BAR * min(1.0, event.used))
        self._stream.write(f"\r{'█' * full}{'░' * (BAR - full)} {text}\x1b[K")
        self._stream.flush()
        self._open = True

    def _say(self, text: str) -> None:
        self._close()
        print(text, file=self._stream, flush=True)

    def _close(self) -> None:
        if self._open:
            self._stream.write("\n")
            self._open = False


def _began(event: Began) -> str:
    resumed = f" It goes on after step {event.resumed:,}." if event.resumed else ""
    left_out = f" ({event.left_out:,} too long ones left out)" if event.left_out else ""
    return (
        f"{event.name}: {event.parameters:,} parameters, {event.pieces:,} pieces, "
        f"{event.pairs:,} pairs{left_out}, {event.valid:,} set aside.{resumed}"
    )


def _validated(event: Validated) -> str:
    scores = "".join(f"  {name} {value:.1f}" for name, value in event.scores)
    kept = "  (kept)" if event.better else ""
    return f"step {event.step:,}  validation loss {event.loss:.3f}{scores}{kept}"


def duration(seconds: float) -> str:
    """A time for people."""
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    hours, rest = divmod(whole, HOUR)
    return f"{hours} h {rest // MINUTE} min" if hours else f"{rest // MINUTE} min"
