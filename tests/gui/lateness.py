"""A process of its own: how late the event loop is while a long text is translated.

`lateness.py HOME SENTENCES SECONDS` prints one JSON line: how many ticks there were, their
median, 99th percentile and worst lateness in milliseconds, the share below 16 ms, and how
many sentences were shown.
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import desktop_app.bindings  # noqa: F401  # first, as in the program

# isort: split
from PySide6.QtCore import Qt, QTimer

from desktop_app.app import App
from desktop_app.application import make_application
from desktop_app.paths import find_paths
from tests.gui.startup import until

TICK_MS = 5
LATE_MS = 16
PEOPLE = ("my brother", "the old doctor", "our neighbour", "a young teacher", "the mayor")
DEEDS = ("bought", "sold", "painted", "forgot", "described", "found", "repaired")
THINGS = ("a red bicycle", "the broken window", "two small boats", "a letter", "the garden")
TIMES = ("yesterday", "last year", "before the war", "on Monday", "in the winter", "at night")


def long_text(sentences):
    """Different sentences, some of them in one paragraph."""
    made = []
    for number in range(sentences):
        who, did = PEOPLE[number % 5], DEEDS[number // 5 % 7]
        what, when = THINGS[number // 35 % 5], TIMES[number // 175 % 6]
        end = "\n\n" if number % 7 == 6 else " "
        made.append(f"In house {number} {who} {did} {what} {when}.{end}")
    return "".join(made)


class Ticks:
    """A timer's own lateness."""

    def __init__(self):
        self.late = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self):
        self._last = time.perf_counter()
        self._timer.start()

    def _tick(self):
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now

    def summary(self):
        ordered = sorted(self.late)
        return {
            "ticks": len(ordered),
            "median": round(ordered[len(ordered) // 2], 2),
            "p99": round(ordered[int(len(ordered) * 0.99)], 2),
            "worst": round(ordered[-1], 2),
            "in_time": sum(each < LATE_MS for each in ordered) / len(ordered),
        }


def main():
    home, sentences, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    make_application()
    app = App(find_paths(home))
    app.settings.set("sample_seen", True)
    opened = []
    app.controller.opened.connect(opened.append)
    app.show()
    until(lambda: opened and not app.controller.busy)
    ticks = Ticks()
    ticks.start()
    app.page.source.edit.replace_text(long_text(sentences))
    result = app.page.result.text
    end = time.monotonic() + seconds
    until(
        lambda: time.monotonic() > end or (result.complete and not app.controller.busy),
        seconds + 5,
    )
    closing = time.monotonic()
    app.window.close()
    closed = time.monotonic() - closing
    print(
        json.dumps({**ticks.summary(), "shown": result.finished, "close": closed}), flush=True
    )
    os._exit(0)


if __name__ == "__main__":
    main()
