"""Shows the window from the program's start to its end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from desktop_app.app import App  # first: on Windows it loads torch before Qt
from desktop_app.application import make_application
from desktop_app.log import start_logging
from desktop_app.outside import Outside
from desktop_app.paths import find_paths
from models.library import find_places


def run(arguments: Sequence[str] = ()) -> int:
    """Show the window until it is closed; the exit status."""
    application = make_application(arguments)
    paths = find_paths()
    start_logging(paths.log)
    app = App(paths, outside=Outside(find_places()))
    app.show()
    signal.signal(signal.SIGINT, lambda *_: app.window.close())
    status = application.exec()
    if not app.close():
        # The engine is inside a step that cannot be interrupted; all is saved already.
        app.leave()
        sys.stdout.flush()
        os._exit(status)
    return status
