"""The `QApplication` as this program needs it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.paths import NAME
from desktop_app.settings import Language
from desktop_app.speaking import speak
from resources import read_bytes

_PICTURE_POINTS = 10.5  # the offscreen platform has no font size of its own


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Create it, with names, icon and English texts."""
    QApplication.setApplicationName(NAME)
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName(NAME.lower())
    application = QApplication([NAME, *arguments])
    dress_application(application)
    return application


def dress_application(application: QApplication) -> None:
    """Give an existing application what the window needs."""
    icon = QPixmap()
    icon.loadFromData(read_bytes("icons/app.svg"))
    application.setWindowIcon(QIcon(icon))
    if application.platformName() == "offscreen":
        font = application.font()
        font.setPointSizeF(_PICTURE_POINTS)
        application.setFont(font)
    speak(application, Language.ENGLISH)
