"""The pane that shows the summary: sentences that can be pointed at."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from desktop_app.summary_export import FORMATS
from desktop_app.view.buttons import FlatButton
from desktop_app.view.evidence_map import missing_words
from desktop_app.view.fitting_label import FittingLabel
from desktop_app.view.highlights import Line, Mark, Underline, selections
from desktop_app.view.hint import paint_hint
from desktop_app.view.pane import Pane
from desktop_app.view.result_edit import ResultEdit
from desktop_app.view.saving import ask_where, with_ending
from desktop_app.view.summary_document import SummaryDocument
from models.messages import Form, Summary


class SummaryEdit(ResultEdit):
    """Up and down walk its sentences."""

    step_wanted = Signal(int)  # -1 or 1

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._hint = ""

    def _paint_marks(self) -> None:
        # What is not in the evidence must be seen in a lit sentence too.
        shown: list[Mark | Underline] = [*self.marks, *self.underlines]
        self.setExtraSelections(selections(self, shown, self.palette()))

    @property
    def hint(self) -> str:
        """What the empty box says."""
        return self._hint

    def set_hint(self, hint: str) -> None:
        """Say in the empty box what to do."""
        self._hint = hint
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_hint(self, self._hint)

    def go_to(self, position: int) -> None:
        """Put the caret there and let it be seen."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.step_wanted.emit(step)
        else:
            super().keyPressEvent(event)


class SummaryPane(Pane):
    copy_wanted = Signal()
    translate_wanted = Signal()
    export_wanted = Signal(Path, str)  # a file, and the id of its format

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = SummaryEdit("")
        self.about = FittingLabel()
        super().__init__(self.edit, parent, self.about)
        self._summary: Summary | None = None
        self._is_old = False
        self.edit.setAccessibleName(self.tr("Summary"))
        self.edit.set_hint(self.tr("The summary appears here."))
        self.text = SummaryDocument(self.edit.document())
        self.translate_button = FlatButton(self.tr("Translate this"))
        self.translate_button.clicked.connect(self.translate_wanted)
        self.export_button = FlatButton(self.tr("Export…"))
        self.export_button.setMenu(self._export_menu())
        self.export_button.setPopupMode(FlatButton.ToolButtonPopupMode.InstantPopup)
        self.copy_button = FlatButton(self.tr("Copy"), "copy")
        self.copy_button.clicked.connect(self.copy_wanted)
        for button in (self.translate_button, self.export_button, self.copy_button):
            self.add_button(button)
        self.edit.tip_wanted.connect(self._show_tip)
        self._say()

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        names = {
            "text": self.tr("Text…"),
            "markdown": self.tr("Markdown with the evidence as footnotes…"),
            "json": self.tr("Everything (JSON)…"),
        }
        for each in FORMATS:
            action = menu.addAction(names.get(each.id, each.id))
            action.setData(each.id)
            action.triggered.connect(lambda _, one=each: self._ask(one.id, one.suffix))
        return menu

    def _ask(self, kind: str, suffix: str) -> None:
        title = self.tr("Export the summary")
        path = ask_where(self, title, self.tr("summary"), suffix)
        if path:
            self.export_to(path, kind, suffix)

    def export_to(self, path: Path, kind: str, suffix: str) -> None:
        """Save to a file whose name ends as its format wants it."""
        self.export_wanted.emit(with_ending(path, suffix), kind)

    @property
    def summary(self) -> Summary | None:
        """What is shown, None for nothing."""
        return self._summary

    def wait(self, hint: str) -> None:
        """Say in the empty pane what to do."""
        self.edit.set_hint(hint)

    def show_summary(self, summary: Summary | None, form: Form) -> None:
        """Show a summary as far as it is there; what is being read stays where it is."""
        bar = self.edit.verticalScrollBar()
        seen = bar.value()
        self._summary, self._is_old = summary, False
        self.text.show(summary.sentences if summary else (), form)
        bar.setValue(seen)
        self.edit.show_underlines(
            Underline(*self.text.span_of(number, span), Line.DOUBT)
            for number, sentence in enumerate(self.text.sentences)
            for span in sentence.unfounded
        )
        self._say()

    def set_old(self, old: bool) -> None:
        """What is shown belongs to another document than the one beside it, or does not."""
        if old != self._is_old:
            self._is_old = old
            self._say()

    def _say(self) -> None:
        summary = self._summary
        there = summary is not None and bool(summary.sentences)
        for button in (self.translate_button, self.export_button, self.copy_button):
            button.setEnabled(there)
        if summary is None or not there:
            self.about.say()
        elif self._is_old:
            self.about.say(self.tr("Of the document as it was before"), self.tr("Outdated"))
        else:
            self._say_counts(summary)

    def _say_counts(self, summary: Summary) -> None:
        sentences = self.tr("%Ln sentences", "", len(summary.sentences))
        words = self.tr("%Ln words", "", summary.got)
        asked = words
        if summary.asked:
            text = self.tr("{words} (asked {number})")
            asked = text.format(words=words, number=summary.asked)
        covered = self.tr("{percent} % of the document covered").format(
            percent=round(100 * summary.covered)
        )
        length = self.tr("{sentences}, {words}")
        long = length.format(sentences=sentences, words=asked)
        short = length.format(sentences=sentences, words=words)
        percent = self.tr("{percent} % covered").format(percent=round(100 * summary.covered))
        ways = ((long, covered), (long, percent), (short, percent), (short,), (words,))
        self.about.say(*(" · ".join(parts) for parts in ways))

    def tip_at(self, letter: int) -> str:
        """What is to be known of a letter."""
        for underline in self.edit.underlines:
            if underline.start <= letter < underline.end:
                number = self.text.sentence_at(letter)
                words = missing_words(self.text.sentences[number or 0])
                there = self.edit.plain_text_of(underline.start, underline.end)
                said = there if there in words else ", ".join(words)
                return self.tr("“{words}” is nowhere in the evidence.").format(words=said)
        return ""

    def _show_tip(self, event: QHelpEvent) -> None:
        said = self.tip_at(self.edit.letter_at(event.pos()))
        QToolTip.showText(event.globalPos(), said, self.edit)
