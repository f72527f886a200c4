"""Hands for the lists under the translation."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def place_caret(drive, word, at_end=False):
    """Put the caret at a word of the translation."""
    found = drive.result.document().find(word)
    cursor = drive.result.textCursor()
    cursor.setPosition(found.selectionEnd() if at_end else found.selectionStart())
    drive.result.setFocus()
    drive.result.setTextCursor(cursor)


def select(drive, word):
    drive.result.setTextCursor(drive.result.document().find(word))


def open_words(drive, word):
    """Open the list under a word with the keyboard, and wait for what is in it."""
    place_caret(drive, word)
    QTest.keyClick(drive.result, Qt.Key.Key_Down, ALT)
    shown = drive.page.inquiry.alternatives.list
    drive.wait(lambda: shown.isVisible() and bool(shown.rows))
    return shown


def texts(shown):
    return [row.text for row in shown.rows]


def go_to(shown, text):
    """Walk in the list to a row."""
    for _ in range(texts(shown).index(text) - shown.view.currentIndex().row()):
        QTest.keyClick(shown.line, Qt.Key.Key_Down)
    assert texts(shown)[shown.view.currentIndex().row()] == text


def quiet_text(edit):
    """What stands in quieter ink."""
    found, block = "", edit.document().begin()
    plain = QTextCursor(edit.document()).charFormat().foreground().style()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().foreground().style() != plain:
                found += fragment.text()
            fragments += 1
        block = block.next()
    return found


def segment_of(drive, index=0):
    return drive.page.links.reading.segments[index]


def settled(drive, index=0):
    """Whether the links of an edited sentence are there."""
    return bool(segment_of(drive, index).alignment.words.target)


def write(drive, word, own):
    select(drive, word)
    drive.result.setFocus()
    QTest.keyClicks(drive.result, own)
