"""One sentence about what went wrong, one thing to do about it, and details to copy."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.view import colors
from desktop_app.view.buttons import FlatButton, paint_ground
from desktop_app.view.icons import paint_icon
from desktop_app.view.metrics import GRID, ICON, PANE_MARGIN, RADIUS

_DETAILS_HEIGHT = 120
_MOST_OTHERS = 2
_MOST_BESIDE = 2  # buttons that always stand beside the text
_ROOMY = 900  # from which width on all of them do


@dataclass(frozen=True, slots=True)
class Message:
    """`action` is the button's text, empty for none; `details` is for a bug report.

    `others` are further things to do, after the action. With `is_notice` nothing went wrong:
    something happened that is worth knowing.
    """

    text: str
    action: str = ""
    details: str = ""
    is_notice: bool = False
    others: tuple[str, ...] = ()


class MessageBar(QWidget):
    action_wanted = Signal()
    other_wanted = Signal(int)  # the place in `Message.others`
    closed = Signal()  # by the user

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_notice = False
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = FlatButton("-")
        self.action.clicked.connect(self.action_wanted)
        self.others = tuple(FlatButton("-") for _ in range(_MOST_OTHERS))
        for number, button in enumerate(self.others):
            button.clicked.connect(lambda _=False, at=number: self.other_wanted.emit(at))
        self.more = FlatButton(self.tr("Details"))
        self.more.clicked.connect(self._toggle_details)
        self.copy = FlatButton(self.tr("Copy details"), "copy")
        self.copy.clicked.connect(self._copy)
        self.close_button = close = FlatButton(icon="close", name=self.tr("Hide this message"))
        close.clicked.connect(self._close)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setFixedHeight(_DETAILS_HEIGHT)
        self.details.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.details.viewport().setAutoFillBackground(False)
        self.details.document().setDocumentMargin(0)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.below = QWidget()
        below = QHBoxLayout(self.below)
        below.setContentsMargins(PANE_MARGIN + ICON + GRID, 0, PANE_MARGIN, GRID)
        below.addWidget(self.details)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addStretch()
        for button in (self.action, *self.others, self.copy, self.more, close):
            buttons.addWidget(button)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setContentsMargins(PANE_MARGIN + ICON + GRID, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.text, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, GRID // 2, GRID // 2)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.below)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show one message in place of the last."""
        self._is_notice = message.is_notice
        self.text.setText(message.text)
        self.setAccessibleName(message.text)
        texts = (message.action, *message.others, *("" for _ in self.others))
        for button, text in zip((self.action, *self.others), texts, strict=False):
            button.setText(text)
            button.setAccessibleName(text)
            button.setVisible(bool(text))
            button.updateGeometry()
        self.more.setVisible(bool(message.details))
        self.copy.hide()
        self.details.setPlainText(message.details)
        self.below.hide()
        self._arrange()
        self.show()
        self.update()

    @property
    def is_notice(self) -> bool:
        """Whether a notice is shown."""
        return self._is_notice and self.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Let the buttons stand below the text where both have no room in a line."""
        shown = [each for each in (self.action, *self.others) if not each.isHidden()]
        wanted = self.text.fontMetrics().horizontalAdvance(self.text.text())
        below = (
            len(shown) > _MOST_BESIDE and self.width() < _ROOMY and wanted > self.width() / 2
        )
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if below else ways.LeftToRight)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _toggle_details(self) -> None:
        shown = self.below.isHidden()
        self.below.setVisible(shown)
        self.copy.setVisible(shown)

    def _copy(self) -> None:
        report = self.tr("{message}\n\n{details}").format(
            message=self.text.text(), details=self.details.toPlainText()
        )
        QGuiApplication.clipboard().setText(report)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = QColor(colors.uncertain(self.palette()))
        if self._is_notice:
            mark = QColor(colors.accent(self.palette()))
        ground = QColor(mark)
        ground.setAlphaF(0.12)
        paint_ground(painter, QRectF(self.rect()), ground, RADIUS)
        top = self.text.geometry().center().y() - ICON / 2
        name = "info" if self._is_notice else "warning"
        paint_icon(painter, name, QRectF(PANE_MARGIN, top, ICON, ICON), mark)
