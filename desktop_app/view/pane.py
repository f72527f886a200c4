"""A rounded ground for a text box and the row of buttons below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QTextEdit, QVBoxLayout, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import paint_focus, paint_ground
from desktop_app.view.metrics import GRID, PANE_MARGIN, RADIUS


class Pane(QWidget):
    """The text box above, below it one quiet sentence on the left and buttons on the right."""

    def __init__(
        self, editor: QTextEdit, parent: QWidget | None = None, note: QLabel | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self.note = note or QuietLabel()
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(GRID // 2)
        self.footer = QWidget()
        footer = QHBoxLayout(self.footer)
        footer.setContentsMargins(PANE_MARGIN, 0, GRID // 2, GRID // 2)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        footer.addWidget(self.note)
        footer.addLayout(self._beside)
        footer.addStretch()
        footer.addLayout(self._buttons)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(2, 4, 2, 2)  # the focus ring's room
        column.setSpacing(0)
        self._text_row = QHBoxLayout()
        self._text_row.setSpacing(0)
        self._text_row.addWidget(editor)
        column.addLayout(self._text_row, 1)
        column.addWidget(self.footer)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)

    def add_button(self, button: QWidget) -> None:
        """Append a button to the row."""
        self._buttons.addWidget(button)

    def add_beside_text(self, widget: QWidget) -> None:
        """Put something between the text's scroll bar and the pane's edge."""
        self._text_row.addWidget(widget)

    def add_beside_note(self, button: QWidget) -> None:
        """Append a button to what stands on the left."""
        self._beside.addWidget(button)

    def add_header(self, header: QLayout) -> None:
        """Put a row above the text box."""
        self._column.insertLayout(0, header)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_ground(painter, rect, self.palette().base().color(), RADIUS)
        if self._editor.hasFocus():
            paint_focus(painter, rect, colors.link(self.palette(), 1.0), RADIUS)
        else:
            painter.setPen(QPen(colors.hairline(self.palette()), 1))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


class QuietLabel(QLabel):
    """A label in the palette's quieter ink."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
