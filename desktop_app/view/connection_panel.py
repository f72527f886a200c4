"""How the hub is reached, and where the library is: set in place, kept as it is typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.settings import Settings
from desktop_app.view.buttons import FlatButton
from desktop_app.view.metrics import BUTTON_HEIGHT, GRID, MARGIN
from desktop_app.view.pane import QuietLabel
from desktop_app.view.push_button import PushButton

_PADDING = 6
_TITLE_SCALE = 1.25


class ConnectionPanel(QWidget):
    setting_wanted = Signal(str, object)
    token_wanted = Signal(str)  # to keep; empty to forget
    move_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self.tr("Connection and folder"))
        self.close_button = FlatButton(icon="close", name=self.tr("Back to the details"))
        self.mirror = self._line(self.tr("Mirror"), "https://huggingface.co")
        self.proxy = self._line(self.tr("Proxy"), self.tr("http://host:port, or as the system"))
        self.token = self._line(self.tr("Token"), self.tr("for repositories that ask for one"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = PushButton(self.tr("Keep the token"))
        self.token_note = QuietLabel()
        self.to_mirror = QCheckBox(self.tr("Send the token to the mirror too"))
        self.folder = QLabel()
        self.move_button = PushButton(self.tr("Move…"))
        for label in (self.token_note, self.folder):
            label.setWordWrap(True)
        self._lay_out()
        self.mirror.editingFinished.connect(lambda: self._set("endpoint", self.mirror))
        self.proxy.editingFinished.connect(lambda: self._set("proxy", self.proxy))
        self.to_mirror.toggled.connect(
            lambda on: self.setting_wanted.emit("token_to_mirror", on)
        )
        self.token.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.move_button.clicked.connect(self.move_wanted)
        self.close_button.clicked.connect(self.closed)

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        line.setFixedHeight(BUTTON_HEIGHT)
        line.setTextMargins(_PADDING, 0, _PADDING, 0)
        return line

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        font.setBold(True)
        self.title.setFont(font)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        lines = (
            (self.tr("Mirror"), self.mirror),
            (self.tr("Proxy"), self.proxy),
            (self.tr("Token"), self.token),
            ("", self.token_note),
            ("", self.keep),
            ("", self.to_mirror),
            (self.tr("Library"), self.folder),
            ("", self.move_button),
        )
        for at, (name, widget) in enumerate(lines):
            label = QuietLabel(name)
            label.setVisible(bool(name))
            grid.addWidget(label, at, 0)
            if isinstance(widget, PushButton):
                row = QHBoxLayout()
                row.addWidget(widget)
                row.addStretch()
                grid.addLayout(row, at, 1)
            else:
                grid.addWidget(widget, at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(head)
        column.addLayout(grid)
        column.addStretch()
        self.show_token("")

    def show_settings(self, settings: Settings) -> None:
        """Show what is set."""
        for line, value in ((self.mirror, settings.endpoint), (self.proxy, settings.proxy)):
            if not line.hasFocus():
                line.setText(value)
        self.to_mirror.blockSignals(True)
        self.to_mirror.setChecked(settings.token_to_mirror)
        self.to_mirror.blockSignals(False)
        self.to_mirror.setVisible(bool(settings.endpoint))

    def show_folder(self, folder: Path) -> None:
        """Say where the library is."""
        self.folder.setText(f"…/{folder.name}")
        self.folder.setToolTip(str(folder))

    def show_token(self, said: str) -> None:
        """Say what became of the token."""
        self.token_note.setText(said)
        self.token_note.setVisible(bool(said))

    def _set(self, name: str, line: QLineEdit) -> None:
        self.setting_wanted.emit(name, line.text().strip())

    def _keep(self) -> None:
        self.token_wanted.emit(self.token.text().strip())
        self.token.clear()
