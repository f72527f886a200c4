"""From a key in the list of other words to the painted rest: `python tests/bench/preview.py`.

A sentence of 25 words and the English-Portuguese starter. For several words the list is opened
and walked down; prints one JSON object with the times of the first and of the later keys, in
milliseconds. `--pause MS` waits before the first key, as somebody who reads the list does.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.app import App
from desktop_app.application import make_application
from desktop_app.paths import find_paths

TEXT = (
    "When the old bridge over the river was closed to traffic last winter, the people of the "
    "town noticed how quiet their streets had become."
)
STEP = 4  # every so many words of the translation
KEYS = 3


def until(condition: Callable[[], bool], seconds: float = 60) -> bool:
    """Let the program run until `condition`, or for so long."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.0005)  # the engine's thread needs the interpreter
    return condition()


def rest(seconds: float) -> None:
    """Let the program run for so long."""
    until(lambda: False, seconds)


class Paints(QObject):
    """Counts how often the translation was painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def press(app: App, paints: Paints) -> bool:
    """Press the key; whether another rest was painted, which the last row has not."""
    edit, shown = app.page.result.edit, app.page.inquiry.alternatives.list
    before = edit.plain_text()
    QTest.keyClick(shown.line, Qt.Key.Key_Down)
    changed = until(lambda: edit.plain_text() != before, 0.8)
    seen = paints.count
    edit.viewport().update()
    return until(lambda: paints.count > seen) and changed


def walk(app: App, letter: int, pause: int) -> Iterator[float]:
    """Open the list at a letter; the milliseconds from each key to the painted rest."""
    edit, shown = app.page.result.edit, app.page.inquiry.alternatives.list
    edit.asked.emit(letter)
    until(lambda: bool(shown.rows))
    rest(pause / 1000)
    paints = Paints()
    edit.viewport().installEventFilter(paints)
    for _ in range(KEYS):
        began = time.perf_counter()
        if press(app, paints):
            yield (time.perf_counter() - began) * 1000
    edit.viewport().removeEventFilter(paints)
    shown.hide()
    rest(0.3)


def summary(name: str, times: list[float]) -> dict[str, float]:
    """The median and the longest."""
    return {name: round(statistics.median(times), 1), f"{name}_longest": round(max(times), 1)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pause", type=int, default=0)
    pause = parser.parse_args().pause
    make_application()
    app = App(find_paths(Path(tempfile.mkdtemp(prefix="interlinear-bench-"))))
    app.settings.set("sample_seen", True)
    app.settings.set("text", TEXT)
    app.show()
    until(lambda: bool(app.page.links.reading.segments) and not app.controller.busy)
    rest(0.5)
    words = app.page.links.reading.segments[0].alignment.words.target
    firsts, laters = [], []
    for word in words[1:-1:STEP]:
        times = list(walk(app, word.start, pause))
        firsts += times[:1]
        laters += times[1:]
    print(
        json.dumps(
            {"words": len(TEXT.split()), **summary("first", firsts)} | summary("later", laters)
        ),
        flush=True,
    )
    app.window.close()
    app.worker.wait()


if __name__ == "__main__":
    main()
