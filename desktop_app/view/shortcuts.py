"""Which keys do what: one table for the actions, the menu and the list under F1."""

from __future__ import annotations

import enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.pane import QuietLabel


class Command(enum.Enum):
    """What a key can do; the value is the key."""

    FIRST_PAGE = "Ctrl+1"
    SECOND_PAGE = "Ctrl+2"
    THIRD_PAGE = "Ctrl+3"
    TRANSLATE = "Ctrl+Return"
    COPY = "Ctrl+Shift+C"
    SWAP = "Ctrl+Shift+S"
    OPEN = "Ctrl+O"
    MODEL = "Ctrl+K"
    PANES = "F6"
    COMPARE = "Ctrl+D"
    BACK = "Ctrl+B"
    FILL = "Ctrl+I"
    DOUBT = "F8"
    LARGER = "Ctrl++"
    SMALLER = "Ctrl+-"
    USUAL = "Ctrl+0"
    ESCAPE = "Esc"
    SHORTCUTS = "F1"
    QUIT = "Ctrl+Q"


def command_text(command: Command) -> str:
    """What a command does, in a few words."""
    texts = {
        Command.FIRST_PAGE: _tr("Translate"),
        Command.SECOND_PAGE: _tr("Summarize"),
        Command.THIRD_PAGE: _tr("Library"),
        Command.TRANSLATE: _tr("Translate or summarize now"),
        Command.COPY: _tr("Copy the translation or the summary"),
        Command.SWAP: _tr("Swap the languages"),
        Command.OPEN: _tr("Open a document"),
        Command.MODEL: _tr("Choose the model"),
        Command.PANES: _tr("Next pane"),
        Command.COMPARE: _tr("Compare with another model"),
        Command.BACK: _tr("Translate back"),
        Command.FILL: _tr("Let the links fill the page"),
        Command.DOUBT: _tr("Next uncertain word, or next evidence"),
        Command.LARGER: _tr("Larger text"),
        Command.SMALLER: _tr("Smaller text"),
        Command.USUAL: _tr("Usual text size"),
        Command.ESCAPE: _tr("Take pins away, then stop the work"),
        Command.SHORTCUTS: _tr("Keyboard shortcuts"),
        Command.QUIT: _tr("Quit"),
    }
    return texts[command]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shortcuts", text)


class ShortcutsDialog(QDialog):
    """All keys on one card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * GRID)
        grid.setVerticalSpacing(GRID)
        rows = [
            (QKeySequence(each.value).toString(QKeySequence.SequenceFormat.NativeText), each)
            for each in Command
        ]
        for number, (keys, command) in enumerate(rows):
            grid.addWidget(QuietLabel(keys), number, 0)
            grid.addWidget(QLabel(command_text(command)), number, 1)
        extra = (
            (_tr("Arrow keys"), _tr("In the links: to the next word, cell or head")),
            (_tr("Return"), _tr("In the links: pin the word or cell, take the head")),
            (_tr("+ and -"), _tr("In the matrix: larger or smaller cells")),
            (_tr("Alt+Down"), _tr("In the translation: other words for this one")),
            (_tr("Alt+Shift+Down"), _tr("In the translation: other translations")),
            (_tr("Up, Down"), _tr("In the summary: from sentence to sentence")),
            (_tr("Ctrl+click"), _tr("Pin a word; again to let it go")),
        )
        for number, (keys, text) in enumerate(extra, len(rows)):
            grid.addWidget(QuietLabel(keys), number, 0)
            grid.addWidget(QLabel(text), number, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(grid)
        column.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
