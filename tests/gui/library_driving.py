"""Hands and eyes for tests of the Library page."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.outside import Outside
from desktop_app.view.push_button import PushButton
from tests.fakes import FakeEngine, FakeLibrary
from tests.gui.driving import Driver

GOOD = "import json; print(json.dumps({'id': 'x', 'ok': True, 'words_per_second': 2913.7}))"


def says(code=GOOD):
    """A self-test that is a small program."""
    return lambda id: [sys.executable, "-c", code]


class Silent:
    """Tells no language from another."""

    def mismatch(self, text, source, candidates):
        return None


class LibraryDriver(Driver):
    """Works the Library page as a user does and reads what it shows."""

    def __init__(self, qtbot, app):
        super().__init__(qtbot, app)
        self.library = app.window.library
        self.list, self.details = self.library.list, self.library.details

    def open(self):
        QTest.keyClick(self.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        self.wait(lambda: self.library.isVisible() and self.app.library.shelf.read)

    def titles(self):
        rows = self.list.rows
        return [rows.data(rows.index(at)) for at in range(rows.rowCount())]

    def choose(self, title):
        at = self.titles().index(title)
        index = self.list.rows.index(at)
        self.list.scrollTo(index)
        point = self.list.visualRect(index).center()
        QTest.mouseClick(
            self.list.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            point,
        )
        assert self.details.title.text() == title

    def state_of(self, title):
        """What the row says at its end."""
        return self.library.words.state(self.list.rows.rows[self.titles().index(title)])

    def buttons(self):
        found = [b for b in self.details.buttons.children() if isinstance(b, PushButton)]
        return {button.text(): button for button in found if button.isVisible()}

    def press(self, text):
        QTest.mouseClick(self.buttons()[text], Qt.MouseButton.LeftButton)

    def facts(self):
        """Names and values that the details show."""
        shown = [(a.text(), b.text()) for a, b in self.details._labels if a.isVisible()]
        return dict(shown)


def drive_work(qtbot, open_app, work, offers=(), engine=None, **more):
    """A window whose library is `work`, with the pages' driver."""
    settings = {"sample_seen": True, **more}
    command, detect = settings.pop("command", says()), settings.pop("detect", Silent)
    app = open_app(
        engine or FakeEngine(),
        FakeLibrary(*work.stock.checkpoints),
        outside=Outside(offers=offers, work=work, command=command, detect=detect),
        **settings,
    )
    return LibraryDriver(qtbot, app)
