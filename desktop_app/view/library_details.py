"""The pane beside the list: all that is known of one checkpoint, and what can be done."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.library_actions import Action, actions_of
from desktop_app.library_rows import Row
from desktop_app.view import colors
from desktop_app.view.flow import FlowLayout
from desktop_app.view.library_facts import facts_of
from desktop_app.view.library_row import paint_progress
from desktop_app.view.library_words import LibraryWords, is_fault
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.pane import QuietLabel
from desktop_app.view.push_button import PushButton
from desktop_app.view.scrolling import scrolling
from desktop_app.view.worded import worded

_TITLE_SCALE = 1.25
_MAIN = frozenset(
    {
        Action.DOWNLOAD,
        Action.RESUME,
        Action.AGAIN,
        Action.USE,
        Action.REPAIR,
        Action.TRUST,
    }
)


class LibraryDetails(QWidget):
    wanted = Signal(Action, object)  # and the Row

    def __init__(self, words: LibraryWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._row: Row | None = None
        self._free = 0
        self._asks = False  # whether to remove it is being asked
        self._whole = False  # whether a long list of languages is shown whole
        self.title, self.state, self.note = QLabel(), QLabel(), QuietLabel()
        self.progress = _Progress()
        self.facts = QGridLayout()
        self._labels: list[tuple[QLabel, QLabel]] = []  # names and values of facts
        self.buttons = QWidget()
        self._flow = FlowLayout(self.buttons, GRID)
        self._lay_out()

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        font.setBold(True)
        self.title.setFont(font)
        for label in (self.title, self.state, self.note):
            _make_wrapping(label)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GRID)
        for widget in (self.title, self.state, self.progress, self.note):
            column.addWidget(widget)
        self.facts.setHorizontalSpacing(MARGIN)
        self.facts.setVerticalSpacing(GRID)
        self.facts.setColumnStretch(1, 1)
        column.addSpacing(GRID)
        column.addLayout(self.facts)
        column.addStretch()
        self.area = scrolling(body)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, GRID, MARGIN, MARGIN)
        foot.addWidget(self.buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addLayout(foot)

    def show_row(self, row: Row | None, free: int) -> None:
        """Show a checkpoint, or nothing; `free` is the memory that programs can have."""
        same = row is not None and self._row is not None and row.id == self._row.id
        if not same:
            self._asks = self._whole = False
            self.area.verticalScrollBar().setValue(0)
        if same and row == self._row and free == self._free:
            return
        self._row, self._free = row, free
        self.setVisible(row is not None)
        if row is not None:
            self._fill(row)

    def _fill(self, row: Row) -> None:
        self.title.setText(self._words.title(row))
        state = self._words.whole_state(row)
        self.state.setText(state)
        self.state.setVisible(bool(state))
        ink = colors.uncertain if is_fault(row) else colors.secondary_text
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, ink(palette))
        self.state.setPalette(palette)
        self.note.setText(worded(row.note))
        self.note.setVisible(bool(row.note))
        self.progress.show_share(_share(row))
        self._fill_facts(row)
        self._fill_buttons(row)

    def _fill_facts(self, row: Row) -> None:
        facts = facts_of(row, self._words, self._free, whole=self._whole)
        while len(self._labels) < len(facts):
            self._add_fact()
        for (name, value), fact in zip(self._labels, facts, strict=False):
            link = f' <a href="all">{escape(fact.link)}</a>' if fact.link else ""
            name.setText(fact.name)
            value.setText((escape(fact.text) if link else fact.text) + link)
            value.setToolTip(fact.tip)
            value.setAccessibleName(fact.name)
        for at, labels in enumerate(self._labels):
            for label in labels:
                label.setVisible(at < len(facts))

    def _add_fact(self) -> None:
        name, value = QuietLabel(), QLabel()
        _make_wrapping(value)
        value.linkActivated.connect(self._show_whole)
        at, top = len(self._labels), Qt.AlignmentFlag.AlignTop
        self.facts.addWidget(name, at, 0, top)
        self.facts.addWidget(value, at, 1, top)
        self._labels.append((name, value))

    def _show_whole(self) -> None:
        self._whole = not self._whole
        if self._row:
            self._fill_facts(self._row)

    def _fill_buttons(self, row: Row) -> None:
        if self._asks and Action.REMOVE in actions_of(row):
            self.ask_to_remove()
            return
        self._asks = False
        texts = self._texts()
        self._show_buttons(tuple((texts[each], each) for each in actions_of(row)))

    def _show_buttons(self, buttons: tuple[tuple[str, Action | None], ...]) -> None:
        shown = [(b.text(), b.property("action")) for b in self._buttons() if not b.isHidden()]
        if shown == list(buttons):
            return
        while len(self._buttons()) < len(buttons):
            self._add_button()
        for number, button in enumerate(self._buttons()):
            button.setVisible(number < len(buttons))
            if number < len(buttons):
                text, action = buttons[number]
                button.setText(text)
                button.setAccessibleName(text)
                button.setProperty("action", action)
                button.set_main(number == 0 and action in _MAIN)
        self._flow.invalidate()
        self.buttons.updateGeometry()

    def _buttons(self) -> list[PushButton]:
        return [b for b in self.buttons.children() if isinstance(b, PushButton)]

    def _add_button(self) -> None:
        button = PushButton("-", parent=self.buttons)
        button.clicked.connect(lambda: self._on_button(button.property("action")))
        self._flow.addWidget(button)

    def _on_button(self, action: Action | None) -> None:
        row = self._row
        if row is None:
            return
        if action is Action.REMOVE and not self._asks:
            self.ask_to_remove()
        elif action is None:
            self._asks = False
            self._fill(row)
        elif action is Action.SHOW and row.checkpoint:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.checkpoint.path)))
        else:
            self._asks = False
            self.wanted.emit(action, row)

    def focus_buttons(self) -> None:
        """Give the keyboard to the first button."""
        for button in self._buttons():
            if button.isVisible():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def ask_to_remove(self) -> None:
        """Ask in place whether a checkpoint should really go."""
        self._asks = True
        self._show_buttons(((self.tr("Remove it"), Action.REMOVE), (self.tr("Keep it"), None)))

    def _texts(self) -> dict[Action, str]:
        return {
            Action.DOWNLOAD: self.tr("Download"),
            Action.PAUSE: self.tr("Pause"),
            Action.RESUME: self.tr("Resume"),
            Action.AGAIN: self.tr("Try again"),
            Action.CANCEL: self.tr("Cancel"),
            Action.USE: self.tr("Translate with it"),
            Action.VERIFY: self.tr("Verify"),
            Action.STOP: self.tr("Stop"),
            Action.REPAIR: self.tr("Repair"),
            Action.TRUST: self.tr("Trust again"),
            Action.SHOW: self.tr("Show in folder"),
            Action.REMOVE: self.tr("Remove"),
            Action.MIRROR: self.tr("Use a mirror…"),
            Action.LIST: self.tr("Copy file list"),
        }


class _Progress(QWidget):
    """The thin bar of a download."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(40, 4)

    def show_share(self, share: float | None) -> None:
        """Show how much is done, nothing for None."""
        self.setVisible(share is not None)
        self._share = share or 0.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_progress(painter, rect, self._share, self.palette(), self.layoutDirection())


def _share(row: Row) -> float | None:
    if row.download and row.download.bytes:
        return row.download.done / row.download.bytes
    if row.doing and row.doing.bytes:
        return row.doing.done / row.doing.bytes
    return None


def _make_wrapping(label: QLabel) -> None:
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.LinksAccessibleByMouse
        | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
