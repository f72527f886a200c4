"""The row above the panes: how long, what it looks like, and what summarizes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from desktop_app.summary_choices import SummaryChoices
from desktop_app.view.buttons import Switch
from desktop_app.view.combo import FlatCombo
from desktop_app.view.languages import LanguageNames
from desktop_app.view.metrics import BUTTON_HEIGHT, GRID, MARGIN
from desktop_app.view.pane import QuietLabel
from desktop_app.view.summary_model_box import SummaryModelBox
from desktop_app.view.ways_button import WaysButton
from models.messages import Form, Length, Size

_SIZES = (Size.SHORT, Size.MEDIUM, Size.LONG)
_FORMS = (Form.SENTENCES, Form.BULLETS, Form.TITLE)
_FEWEST, _MOST, _USUAL = 5, 5000, 100  # words
_TYPING_MS = 500


class SummaryHeader(QWidget):
    length_chosen = Signal(Length)
    form_chosen = Signal(Form)

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = Length()
        self.title = QuietLabel(self.tr("Length"))
        texts = (self.tr("Short"), self.tr("Medium"), self.tr("Long"), self.tr("Words…"))
        self.sizes = Switch(texts, self.tr("Length of the summary"))
        self.sizes.group.idClicked.connect(self._choose_size)
        self.words = self._make_words()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self._choose_words)
        self.words.valueChanged.connect(lambda _: self._pause.start())
        self.words.editingFinished.connect(self.settle)
        self.forms = FlatCombo(self.tr("Form of the summary"), framed=False)
        for text in (self.tr("Sentences"), self.tr("Bullets"), self.tr("Title")):
            self.forms.addItem(text)
        self.forms.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.forms.activated.connect(lambda at: self.form_chosen.emit(_FORMS[at]))
        self.forms.currentIndexChanged.connect(self.forms.updateGeometry)
        self.ways = WaysButton(names)
        self.models = SummaryModelBox()
        self._lay_out()
        self.show_choices(SummaryChoices())

    def _make_words(self) -> QSpinBox:
        words = QSpinBox()
        words.setRange(_FEWEST, _MOST)
        words.setSingleStep(10)
        words.setValue(_USUAL)
        words.setFixedHeight(BUTTON_HEIGHT - 4)
        words.setAccessibleName(self.tr("Number of words"))
        words.setToolTip(self.tr("About how many words the summary should have"))
        words.setKeyboardTracking(False)
        return words

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN - GRID, 0)
        row.setSpacing(GRID)
        for widget in (self.title, self.sizes, self.words, self.forms, self.ways):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.models)

    def show_choices(self, choices: SummaryChoices) -> None:
        """Show what is chosen, and what else could be."""
        before, self._length = self._length, choices.length
        by_words = choices.length.words is not None
        size = len(_SIZES) if by_words else _SIZES.index(choices.length.size)
        self.sizes.choose(size)
        self.words.setVisible(by_words)
        if choices.length.words and choices.length.words != before.words:
            self.words.blockSignals(True)
            self.words.setValue(choices.length.words)
            self.words.blockSignals(False)
        lines = choices.chosen.writes_lines
        fixed = lines or choices.form is Form.TITLE  # which has one line, however long the rest
        self.sizes.setEnabled(not fixed)
        self.words.setEnabled(not fixed)
        said = self.tr("This model writes one line about each part of a text.")
        self.sizes.setToolTip(said if lines else "")
        self.forms.setCurrentIndex(_FORMS.index(choices.form))
        self.ways.show_choices(choices)
        self.models.show_choices(choices)

    def set_roomy(self, roomy: bool) -> None:
        """Leave out what says itself, where there is little room."""
        self.title.setVisible(roomy)
        self.ways.set_roomy(roomy)
        self.models.set_roomy(roomy)

    def settle(self) -> None:
        """Choose the number that is being typed, if it is another one."""
        if self._length.words is not None:
            self.words.interpretText()
            self._choose_words()

    def _choose_size(self, at: int) -> None:
        self._pause.stop()
        if at < len(_SIZES):
            self.length_chosen.emit(Length(_SIZES[at]))
        else:
            self.length_chosen.emit(Length(self._length.size, self.words.value()))
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            self.words.selectAll()

    def _choose_words(self) -> None:
        self._pause.stop()
        if self._length.words not in (None, self.words.value()):
            self.length_chosen.emit(Length(self._length.size, self.words.value()))
