"""What an empty text box says: a sentence that may take several lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTextEdit

from desktop_app.view.metrics import PANE_MARGIN


def paint_hint(edit: QTextEdit, text: str) -> None:
    """Write a hint into a box without text; Qt's own placeholder has one line only."""
    if not text or not edit.document().isEmpty():
        return
    painter = QPainter(edit.viewport())
    painter.setPen(edit.palette().placeholderText().color())
    painter.setFont(edit.font())
    room = edit.viewport().rect().adjusted(PANE_MARGIN, PANE_MARGIN, -PANE_MARGIN, 0)
    align = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
    painter.drawText(room, align | Qt.TextFlag.TextWordWrap, text)
