"""A process of its own: starts the program, chooses Chinese on its first page, and leaves.

Prints one JSON line about what was seen. `INTERLINEAR_HOME` is where its files go.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app import start
from desktop_app.settings import Language
from desktop_app.view.main_window import MainWindow

PATIENCE_S = 120
seen = {"welcomed": [], "button": []}


def windows():
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    return [each for each in shown if each.isVisible()]


def steps():
    """What a user does; between two steps the event loop runs until the window is there."""
    for language in (Language.CHINESE, None):
        old = windows()
        (window,) = old
        seen["welcomed"].append(window.welcome.isVisible())
        seen["button"].append(window.welcome.start.text())
        if language:
            window.page.source.edit.restore("Good morning.")
            window.welcome.language_wanted.emit(language)
            while not windows() or windows() == old:
                yield
    (window,) = windows()
    window.welcome.start.click()
    seen["tab"] = window.tabs.bar.tabText(0)
    while not window.page.source.edit.plain_text():
        yield
    seen["text"] = window.page.source.edit.plain_text()
    seen["windows"] = len(windows())
    print(json.dumps(seen), flush=True)  # here: inside a long step the process ends at once
    window.close()


def main():
    ended = time.monotonic() + PATIENCE_S
    walk, timer = steps(), QTimer()

    def step():
        if time.monotonic() > ended:
            raise SystemExit("the window never came")
        if windows() or seen["button"]:
            next(walk, None)

    made = start.make_application

    def make(arguments):
        application = made(arguments)
        timer.timeout.connect(step)
        timer.start(50)
        return application

    start.make_application = make
    return start.run()


if __name__ == "__main__":
    sys.exit(main())
