"""Shows the window from the program's start to its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.app import App  # first: on Windows it loads torch before Qt
from desktop_app.application import make_application
from desktop_app.ending import when_ended
from desktop_app.log import start_logging
from desktop_app.network import NetworkWatch
from desktop_app.outside import Outside
from desktop_app.paths import Paths, find_paths
from desktop_app.settings_file import read_settings
from desktop_app.speaking import preferred_names, speak
from desktop_app.view.languages import LanguageNames
from models.library import find_places

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def run(arguments: Sequence[str] = ()) -> int:
    """Show the window until it is closed for good; the exit status."""
    application = make_application(arguments)
    paths = find_paths()
    start_logging(paths.log)
    network = NetworkWatch()
    while True:
        app = _open(application, paths, network)
        status = application.exec()
        if not app.close() and not app.again:
            # The engine is inside a step that cannot be interrupted; all is saved already.
            app.leave()
            sys.stdout.flush()
            os._exit(status)
        if not app.again:
            return status
        while not app.close():
            application.processEvents()
        app.window.deleteLater()
        app.deleteLater()


def _open(application: QApplication, paths: Paths, network: NetworkWatch) -> App:
    """Make the window in the language that is set, and show it."""
    values = read_settings(paths.settings)
    speak(application, values.interface)
    names = LanguageNames(preferred_names(values.interface))
    app = App(paths, names=names, outside=Outside(find_places(), network=network))
    if not (values.welcomed or values.sample_seen):
        app.welcome()
    app.show()
    when_ended(app.window.close)
    return app
