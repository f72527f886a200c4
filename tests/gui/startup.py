"""A process of its own: `startup.py HOME BEGAN` shows the window and prints one JSON line.

`window` and `translation` are seconds since BEGAN (the clock's time before the process was
started); `torch` says whether torch was imported by the time the window was on the screen.
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from desktop_app import garbage

with garbage.kept():
    import desktop_app.bindings  # noqa: F401  # first, as in the program

    # isort: split
    from PySide6.QtCore import QEventLoop, QTimer

    from desktop_app.app import App
    from desktop_app.application import make_application
    from desktop_app.paths import find_paths


def until(condition, seconds=60):
    """Run the event loop, as the program does, until `condition`."""
    loop, deadline = QEventLoop(), time.monotonic() + seconds
    timer = QTimer()
    timer.timeout.connect(lambda: (condition() or time.monotonic() > deadline) and loop.quit())
    timer.start(2)
    loop.exec()


def main():
    home, began = Path(sys.argv[1]), float(sys.argv[2])
    application = make_application()
    app = App(find_paths(home))
    seen = {}

    def note_window():
        seen.update(window=time.time() - began, torch="torch" in sys.modules)

    app.window.appeared.connect(note_window)
    app.show()
    until(lambda: app.page.result.text.finished)
    seen.update(translation=time.time() - began, result=app.page.result.text.text())
    closing = time.time()
    app.window.close()
    seen.update(joined=app.worker.isFinished(), close=time.time() - closing)
    print(json.dumps(seen), flush=True)
    application.quit()
    os._exit(0)


if __name__ == "__main__":
    main()
