"""Finds text that is cut off, and letters that no font has."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QScrollArea, QTextEdit

from desktop_app.view.combo import FlatCombo


def shown_text(widget):
    """The text that a label, button or box shows, without rich text's tags."""
    if isinstance(widget, FlatCombo):
        return widget.label()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    text = widget.text()
    if isinstance(widget, QLabel) and "<" in text:
        document = QTextDocument()
        document.setHtml(text)
        return document.toPlainText()
    return text


def texts(window):
    """Every visible (widget, text)."""
    for kind in (QLabel, QAbstractButton, QComboBox):
        for widget in window.findChildren(kind):
            if widget.isVisible() and shown_text(widget):
                yield widget, shown_text(widget)


def clipped(window):
    """Sentences about text that does not fit where it stands, or lies outside the window."""
    faults = []
    for widget, text in texts(window):
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        room = widget.contentsRect().width()
        if isinstance(widget, FlatCombo):
            room = widget.text_room()
        if not wraps and widest(widget) > room:
            faults.append(f"{text!r} needs {widest(widget)} and has {room}")
        if QFontMetrics(widget.font()).height() > widget.height():
            faults.append(f"{text!r} is too high for {widget.height()}")
        place = QRect(widget.mapTo(window, QPoint()), widget.size())
        if not window.rect().contains(place) and not scrolls(widget):
            faults.append(f"{text!r} lies at {place} outside {window.rect()}")
    return faults + overlapping(window)


def scrolls(widget):
    """Whether a widget can be scrolled into sight, upwards and downwards."""
    while widget:
        if isinstance(widget, QScrollArea):
            return True
        widget = widget.parentWidget()
    return False


def widest(widget):
    """How wide the text of a widget is."""
    font = widget.font()
    lines = shown_text(widget).splitlines()
    return max(QFontMetrics(font).horizontalAdvance(line) for line in lines)


def overlapping(window):
    """Labels and buttons of one parent that lie on each other."""
    found = [widget for widget, _ in texts(window)]
    return [
        f"{shown_text(one)!r} lies on {shown_text(other)!r}"
        for number, one in enumerate(found)
        for other in found[number + 1 :]
        if one.parent() is other.parent() and one.geometry().intersects(other.geometry())
    ]


def missing_letters(window):
    """Letters of the window that no font of this machine can draw."""
    missing = set()
    shown = list(texts(window))
    shown += [
        (edit, edit.toPlainText() or edit.placeholderText())
        for edit in window.findChildren(QTextEdit)
    ]
    for widget, text in shown:
        metrics = QFontMetrics(widget.font())
        missing |= {c for c in text if not c.isspace() and not metrics.inFontUcs4(ord(c))}
    # A joiner and a variation selector have no shape of their own.
    return sorted(c for c in missing if c not in "\u200d\ufe0f\u200e\u200f\u2068\u2069")
