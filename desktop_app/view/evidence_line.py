"""The line below the panes: which sentence of the summary, and what it rests on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import FlatButton
from desktop_app.view.evidence_map import EvidenceMap, found_numbers, missing_words
from desktop_app.view.fitting_label import FittingLabel
from desktop_app.view.metrics import GRID, MARGIN

translate = QCoreApplication.translate

_MOST_NAMED = 4  # numbers that are told one by one


class EvidenceLine(QWidget):
    step_wanted = Signal(int)  # -1 or 1
    jump_wanted = Signal()
    uncovered_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        font = self.label.font()
        font.setBold(True)
        self.label.setFont(font)
        self.previous = FlatButton(icon="chevron-left", name=self.tr("Previous sentence"))
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next = FlatButton(icon="chevron-right", name=self.tr("Next sentence"))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.about = FittingLabel()
        self.uncovered = FlatButton(self.tr("Not covered"))
        self.uncovered.setCheckable(True)
        self.uncovered.setToolTip(
            self.tr("Show which sentences of the document the summary leaves out")
        )
        self.uncovered.toggled.connect(self.uncovered_wanted)
        self.jump = FlatButton(self.tr("Jump to evidence  F8"))
        self.jump.setToolTip(self.tr("Go from one to the next (F8)"))
        self.jump.clicked.connect(self.jump_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GRID // 2, MARGIN - GRID, GRID // 2)
        row.setSpacing(GRID // 2)
        for widget in (self.label, self.previous, self.next):
            row.addWidget(widget)
        row.addWidget(self.about, 1)
        row.addWidget(self.uncovered)
        row.addWidget(self.jump)
        self.show_nothing(there=False)

    def show_nothing(self, *, there: bool) -> None:
        """Nothing is pointed at; `there` says whether there is a summary."""
        self.label.clear()
        self.label.hide()
        self.previous.setVisible(there)
        self.next.setVisible(there)
        self.previous.setEnabled(False)
        self.next.setEnabled(there)
        self.jump.setEnabled(there)
        self.uncovered.setEnabled(there)
        if there:
            self.about.say(
                self.tr("Click a sentence of the summary to see what it rests on."),
                self.tr("Click a sentence to see its evidence."),
            )
        else:
            self.about.say(self.tr("The evidence of each sentence is shown here."))

    def show_sentence(self, known: EvidenceMap, number: int) -> None:
        """Say what a sentence of the summary rests on."""
        count = len(known.summary.sentences)
        self._show_label(sentence_text(known, number))
        self.previous.setEnabled(number > 0)
        self.next.setEnabled(number + 1 < count)
        rests = rests_text(len(known.evidence(number)))
        sentence = known.summary.sentences[number]
        checks = self._checks(found_numbers(sentence), missing_words(sentence))
        urgent = checks[:1] if sentence.unfounded else ()
        ways = ((rests, *checks), (rests, *checks[:1]), urgent, (rests,))
        self.about.say(*(" · ".join(parts) for parts in ways if parts))

    def show_document_sentence(self, known: EvidenceMap, index: int) -> None:
        """Say how much of the summary rests on a sentence of the document."""
        count = len(known.resting_on(index))
        self._show_label(self.tr("In the document"))
        self.previous.setEnabled(False)
        self.next.setEnabled(True)
        if count:
            self.about.say(self.tr("%n sentences of the summary rest on this one.", "", count))
        else:
            self.about.say(self.tr("The summary does not rest on this sentence."))

    def _show_label(self, text: str) -> None:
        self.label.setText(text)
        self.label.show()
        for widget in (self.previous, self.next):
            widget.show()
        self.jump.setEnabled(True)
        self.uncovered.setEnabled(True)

    def _checks(self, found: tuple[str, ...], missing: tuple[str, ...]) -> tuple[str, ...]:
        """What is missing first: that is what someone must look at."""
        said, comma = [], self.tr(", ")
        if missing:
            text = self.tr("not in the evidence: {words}")
            said.append(text.format(words=comma.join(missing[:_MOST_NAMED])))
        if found:
            text = self.tr("numbers checked: {numbers} found")
            said.append(text.format(numbers=comma.join(found[:_MOST_NAMED])))
        return tuple(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), colors.strip_ground(self.palette()))
        painter.fillRect(QRectF(0, 0, self.width(), 1), colors.hairline(self.palette()))


def sentence_text(known: EvidenceMap, number: int) -> str:
    """Sentence 2 of 3."""
    text = translate("EvidenceLine", "Sentence {number} of {count}")
    return text.format(number=number + 1, count=len(known.summary.sentences))


def rests_text(count: int) -> str:
    """Rests on 2 sentences."""
    return translate("EvidenceLine", "rests on %n sentences", "", count)
