"""A second text under the translation: whose it is, how much of it differs, and the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop_app.view.buttons import FlatButton
from desktop_app.view.metrics import GRID, PANE_MARGIN
from desktop_app.view.pane import Pane, QuietLabel
from desktop_app.view.result_document import Output, ResultDocument
from desktop_app.view.text_edit import TextEdit

_ROOMY = 440  # from which width on words stand on the buttons
_SHOW_WORK_AFTER_MS = 300
_READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class Title(QLabel):
    """A line that says less where there is no room for all of it, and the rest in its tip."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = ("", "")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def say(self, full: str, short: str) -> None:
        """Show either text."""
        self._texts = (full, short)
        self.setToolTip(full)
        self.setAccessibleName(full)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._texts[0]) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(5 * GRID, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        full, short = self._texts
        fitting = full if metrics.horizontalAdvance(full) <= room else short
        self.setText(metrics.elidedText(fitting, Qt.TextElideMode.ElideRight, room))


class SecondPane(Pane):
    close_wanted = Signal()
    use_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = TextEdit("")
        super().__init__(self.edit, parent)
        self.edit.setReadOnly(True)
        self.edit.setTextInteractionFlags(_READING)
        self.edit.setUndoRedoEnabled(False)
        self.edit.reset_lines()
        self.text = ResultDocument(self.edit.document(), lambda _: QTextCharFormat())
        self.title, self.count = Title(), QuietLabel()
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.use_button = FlatButton("-")
        self.copy_button = FlatButton("-", "copy")
        self.close_button = FlatButton(icon="close", name=self.tr("Close the comparison"))
        self.use_button.clicked.connect(self.use_wanted)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.close_wanted)
        self._right_to_left = False
        self._counts = ("", "")
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SHOW_WORK_AFTER_MS)
        self._slow.timeout.connect(lambda: self._say(self.tr("Translating…"), ""))
        self._lay_out()
        self._enable()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(PANE_MARGIN, 0, GRID // 2, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.title)
        row.addSpacing(GRID // 2)
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self.use_button, self.copy_button, self.close_button):
            row.addWidget(button)
        self.add_header(row)
        said = QHBoxLayout()
        said.setContentsMargins(PANE_MARGIN, 0, PANE_MARGIN, GRID // 2)
        said.addWidget(self.fault)
        self._column.insertLayout(1, said)
        self.fault.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.fault.hide()
        self.footer.hide()
        self._dress()

    def open(self, titles: tuple[str, str], usable: bool, expects: bool) -> None:
        """Show nothing yet but whose text it will be, in full and in short.

        With `expects` the text is on its way.
        """
        self.title.say(*titles)
        self.edit.setAccessibleName(titles[0])
        self.use_button.setVisible(usable)
        self.clear(expects)
        self.show()

    def clear(self, expects: bool = False) -> None:
        """Show no text; unless it is on its way, say what brings one."""
        self.text.clear()
        self.edit.setPlaceholderText("" if expects else self.tr("Type a text to see it here."))
        self._settle("", "")
        self._enable()

    def set_right_to_left(self, right_to_left: bool) -> None:
        """Turn the pane to the direction of its language."""
        if right_to_left != self._right_to_left:
            self._right_to_left = right_to_left
            self.text.clear()
            self.edit.reset_lines(right_to_left)

    def begin(self, text: str) -> None:
        """Expect what is made of a text; until then what was there stays."""
        self._settle("", "")
        self.edit.setPlaceholderText("")
        self.text.begin(text)
        if not self.text.complete:
            self._slow.start()
        self._enable()

    def show_output(self, outputs: Sequence[Output]) -> None:
        """Put new output in its place; what is being read stays where it is."""
        bar = self.edit.verticalScrollBar()
        seen = bar.value()
        self.text.show(outputs)
        bar.setValue(seen)
        self._enable()

    def say_count(self, full: str, short: str) -> None:
        """Say how much differs."""
        self._settle(full, short)

    def say_fault(self, text: str) -> None:
        """Say why there is nothing, and what can be done about it."""
        self.text.drop_older()
        self._settle("", "")
        self.fault.setText(text)
        self._fit_fault()
        self.fault.show()
        self.edit.setVisible(not self.edit.document().isEmpty())
        self._enable()

    def _fit_fault(self) -> None:
        """Have room for all lines of what went wrong, however narrow it is."""
        room = self.width() - 2 * PANE_MARGIN - GRID // 2
        self.fault.setMinimumHeight(max(self.fault.heightForWidth(max(room, 1)), 0))

    def _settle(self, full: str, short: str) -> None:
        self._slow.stop()
        self.fault.hide()
        self.edit.show()
        self._say(full, short)

    def _say(self, full: str, short: str) -> None:
        self._counts = (full, short or full)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()
        self._fit_fault()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._dress()

    def _dress(self) -> None:
        """Say on the buttons and of the count what there is room for."""
        roomy = self.width() >= _ROOMY
        self.count.setText(self._counts[0 if roomy else 1])
        self.count.setAccessibleName(self._counts[0])
        self.count.setVisible(bool(self._counts[0]))
        for button, full, short in (
            (self.use_button, self.tr("Use this model"), self.tr("Use")),
            (self.copy_button, self.tr("Copy"), ""),
        ):
            button.setText(full if roomy else short)
            button.setAccessibleName(full)
            button.setToolTip("" if roomy else full)
            button.updateGeometry()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())

    def _enable(self) -> None:
        self.copy_button.setEnabled(not self.edit.document().isEmpty())
