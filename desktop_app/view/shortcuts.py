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

translate = QCoreApplication.translate


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
        Command.FIRST_PAGE: translate("Shortcuts", "Translate"),
        Command.SECOND_PAGE: translate("Shortcuts", "Summarize"),
        Command.THIRD_PAGE: translate("Shortcuts", "Library"),
        Command.TRANSLATE: translate("Shortcuts", "Translate or summarize now"),
        Command.COPY: translate("Shortcuts", "Copy the translation or the summary"),
        Command.SWAP: translate("Shortcuts", "Swap the languages"),
        Command.OPEN: translate("Shortcuts", "Open a document"),
        Command.MODEL: translate("Shortcuts", "Choose the model"),
        Command.PANES: translate("Shortcuts", "Next pane"),
        Command.COMPARE: translate("Shortcuts", "Compare with another model"),
        Command.BACK: translate("Shortcuts", "Translate back"),
        Command.FILL: translate("Shortcuts", "Let the links fill the page"),
        Command.DOUBT: translate("Shortcuts", "Next uncertain word, or next evidence"),
        Command.LARGER: translate("Shortcuts", "Larger text"),
        Command.SMALLER: translate("Shortcuts", "Smaller text"),
        Command.USUAL: translate("Shortcuts", "Usual text size"),
        Command.ESCAPE: translate("Shortcuts", "Take pins away, then stop the work"),
        Command.SHORTCUTS: translate("Shortcuts", "Keyboard shortcuts"),
        Command.QUIT: translate("Shortcuts", "Quit"),
    }
    return texts[command]


def _other_keys() -> tuple[tuple[str, str], ...]:
    # those that no command has
    return (
        (
            translate("Shortcuts", "Arrow keys"),
            translate("Shortcuts", "In the links: to the next word, cell or head"),
        ),
        (
            translate("Shortcuts", "Return"),
            translate("Shortcuts", "In the links: pin the word or cell, take the head"),
        ),
        (
            translate("Shortcuts", "+ and -"),
            translate("Shortcuts", "In the matrix: larger or smaller cells"),
        ),
        (
            translate("Shortcuts", "Alt+Down"),
            translate("Shortcuts", "In the translation: other words for this one"),
        ),
        (
            translate("Shortcuts", "Alt+Shift+Down"),
            translate("Shortcuts", "In the translation: other translations"),
        ),
        (
            translate("Shortcuts", "Up, Down"),
            translate("Shortcuts", "In the summary: from sentence to sentence"),
        ),
        (
            translate("Shortcuts", "Ctrl+click"),
            translate("Shortcuts", "Pin a word; again to let it go"),
        ),
    )


class ShortcutsDialog(QDialog):
    """All keys on one card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Shortcuts", "Keyboard shortcuts"))
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
        for number, (keys, text) in enumerate(_other_keys(), len(rows)):
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
