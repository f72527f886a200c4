"""The window of a first start, painted where there is no screen."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.display import Lacking, here
from desktop_app.paths import Paths, find_paths
from desktop_app.qt_libraries import how_to_add_here
from models.messages import Problem

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from desktop_app.app import App

PATIENCE = 120.0  # seconds for what takes two
SETTLING = 0.4  # seconds until the last animation of the window is over


def render(paths: Paths | None = None) -> QPixmap:
    """Paint the window with its sample translated, with the library of `paths`.

    Settings are those of a new user and are not kept. Raises `Problem`.
    """
    with hidden_window((paths or find_paths()).library) as (application, app):
        see_sample(application, app)
        settle(application)
        return app.window.grab()


def pages(library: Path, sample: bool = True) -> Iterator[tuple[str, QPixmap]]:
    """Paint each page, with its class; without `sample` no translation is waited for."""
    with hidden_window(library) as (application, app):
        if sample:
            see_sample(application, app)
        stack = app.window.pages
        for number in range(stack.count()):
            stack.setCurrentIndex(number)
            settle(application)
            yield type(stack.currentWidget()).__name__, app.window.grab()


@contextmanager
def hidden_window(library: Path) -> Iterator[tuple[QApplication, App]]:
    """Open the window of a new user offscreen, and throw away what it keeps."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if isinstance(finding := here(), Lacking):
        raise Problem(how_to_add_here(finding.libraries))
    from desktop_app.app import App  # noqa: PLC0415  # loads Qt
    from desktop_app.application import make_application  # noqa: PLC0415

    application = make_application()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        app = App(replace(find_paths(Path(home)), library=library))
        try:
            app.show()
            yield application, app
        finally:
            app.close()


def see_sample(application: QApplication, app: App) -> None:
    """Wait until the sample of the first start is translated."""
    result = app.page.result.edit
    wait(application.processEvents, lambda: bool(result.toPlainText()))
    wait(application.processEvents, lambda: not app.controller.busy)


def settle(application: QApplication) -> None:
    """Wait until nothing moves."""
    settled = time.monotonic() + SETTLING
    wait(application.processEvents, lambda: time.monotonic() > settled)


def wait(work: Callable[[], None], until: Callable[[], bool]) -> None:
    """Do `work` again and again. Raises `Problem` when patience ends."""
    end = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > end:
            raise Problem(f"The window showed no translation within {PATIENCE:.0f} seconds.")
        work()
        time.sleep(0.005)


def colors_in(picture: QPixmap) -> int:
    """How many colours every second point of a picture has: few stand for an empty one."""
    image = picture.toImage()
    columns, rows = range(0, image.width(), 2), range(0, image.height(), 2)
    return len({image.pixel(x, y) for x in columns for y in rows})
