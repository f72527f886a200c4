"""Hands and eyes for tests of the real window."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.view.places import Side

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Driver:
    """Works a window as a user does and reads what it shows."""

    def __init__(self, qtbot, app):
        self.qtbot = qtbot
        self.app = app
        self.window, self.page = app.window, app.page
        self.source, self.result = self.page.source.edit, self.page.result.edit
        self.strip = self.page.strip.view

    def type(self, text):
        QTest.keyClicks(self.source, text)

    def key(self, key, modifiers=NONE, widget=None):
        QTest.keyClick(widget or self.source, key, modifiers)

    def paste(self, text):
        QApplication.clipboard().setText(text)
        self.source.paste()

    def wait(self, condition, timeout=15_000):
        self.qtbot.waitUntil(condition, timeout=timeout)

    def close(self):
        """Close the program's window; a busy machine may take a while over the step at hand."""
        self.wait(self.app.close)

    def wait_translated(self):
        """Until all of the present text is translated."""
        text = self.page.result.text
        self.wait(
            lambda: (
                not self.app.controller.busy
                and text.complete
                and self.page.links.reading.segments != []
            )
        )

    def result_text(self):
        return self.result.plain_text()

    def point_in(self, edit, word):
        """The middle of a word in a text box."""
        at = edit.document().find(word).selectionStart()
        cursor = QTextCursor(edit.document())
        rects = []
        for end in (at, at + len(word.encode("utf-16-le")) // 2):
            cursor.setPosition(end)
            rects.append(edit.cursorRect(cursor))
        return QPoint((rects[0].x() + rects[1].x()) // 2, rects[0].center().y())

    def hover(self, edit, word):
        self.move(edit.viewport(), self.point_in(edit, word))

    def leave(self, edit):
        QApplication.sendEvent(edit, QEvent(QEvent.Type.Leave))
        edit.leaveEvent(QEvent(QEvent.Type.Leave))

    def move(self, widget, point):
        place = QPointF(point)
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            widget.mapToGlobal(place),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            NONE,
        )
        QApplication.sendEvent(widget, event)

    def click(self, edit, word, modifiers=NONE):
        point = self.point_in(edit, word)
        QTest.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton, modifiers, point)

    def lit(self, edit):
        """The lit words of a text box, with their strength."""
        text = edit.document().toRawText().encode("utf-16-le")
        return {
            text[2 * mark.start : 2 * mark.end].decode("utf-16-le"): mark.light.strength
            for mark in edit.marks
        }

    def words(self, side):
        return [box.text for box in self.strip.row(side).boxes]

    def box(self, side, word):
        return next(box for box in self.strip.row(side).boxes if box.text == word)

    def lit_in_strip(self):
        return {box.text for side in Side for box in self.strip.row(side).boxes if box.light}
