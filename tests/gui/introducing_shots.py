"""The states of what the program says of itself: the first page and the About dialog."""

from PySide6.QtWidgets import QScrollArea

from tests.fakes import FakeLibrary
from tests.gui.library_shots import library, outside
from tests.gui.shot_states import LETTER_TEXT, NARROW, SEEN, Shot, idle_worker, letter


def welcome(app):
    app.welcome()


def about(app):
    app.window.about_wanted.emit()


def about_end(app):
    about(app)
    area = app.window.findChild(QScrollArea, "about")
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def menu(app):
    app.window.menu.popup(app.window.mapToGlobal(app.window.rect().topRight()))


def empty():
    return FakeLibrary()


INTRODUCING_SHOTS = (
    Shot("welcome", prepare=welcome, library=library, outside=outside(), until=idle_worker),
    Shot("welcome-empty", prepare=welcome, library=empty, outside=outside(), until=idle_worker),
    Shot(
        "narrow-welcome",
        prepare=welcome,
        library=library,
        outside=outside(),
        until=idle_worker,
        size=NARROW,
    ),
    Shot(
        "welcome-twice",
        prepare=welcome,
        library=library,
        outside=outside(),
        until=idle_worker,
        scale=2,
    ),
    Shot("about", letter, LETTER_TEXT, SEEN, prepare=about),
    Shot("about-end", letter, LETTER_TEXT, SEEN, prepare=about_end),
    Shot("narrow-about", letter, LETTER_TEXT, SEEN, prepare=about, size=NARROW),
    Shot("about-twice", letter, LETTER_TEXT, SEEN, prepare=about, scale=2),
    Shot("settings-menu", letter, LETTER_TEXT, SEEN, prepare=menu),
)
