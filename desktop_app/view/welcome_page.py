"""The first page of a first start: what is here, what one can get, and that nothing is sent."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.beginnings import Beginnings
from desktop_app.settings import Language
from desktop_app.view import colors
from desktop_app.view.amounts import bytes_text
from desktop_app.view.app_picture import AppPicture
from desktop_app.view.buttons import Switch
from desktop_app.view.icons import paint_icon
from desktop_app.view.languages import LanguageNames
from desktop_app.view.library_words import isolated
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.pane import QuietLabel
from desktop_app.view.push_button import PushButton
from desktop_app.view.scrolling import scrolling
from desktop_app.view.settings_menu import language_names

_WIDTH = 560  # of the column of text
_ICON, _APP_ICON = 20, 56
_TITLE_SCALE = 1.9
_MOST_PAIRS = 6


class WelcomePage(QWidget):
    start_wanted = Signal()
    library_wanted = Signal()
    language_wanted = Signal(Language)

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.here, self.more, self.private = _Point("check"), _Point("fetch"), _Point("lock")
        self.private.say(
            self.tr("Nothing is sent anywhere"),
            self.tr(
                "Your texts stay on this machine. The network is used only when you search for "
                "a model or fetch one, and the last line of the window says when that was."
            ),
        )
        self.start = PushButton(self.tr("Start translating"), main=True)
        self.start.clicked.connect(self.start_wanted)
        self.library = PushButton(self.tr("Look into the library"))
        self.library.clicked.connect(self.library_wanted)
        self._languages = tuple(language_names())
        texts = tuple(language_names().values())
        self.language = Switch(texts, self.tr("Language of the window"))
        self.language.group.idClicked.connect(
            lambda number: self.language_wanted.emit(self._languages[number])
        )
        self._lay_out()
        self.show_beginnings(Beginnings())

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout()
        column.setSpacing(2 * GRID)
        column.addLayout(self._head())
        for point in (self.here, self.more, self.private):
            column.addWidget(point)
        column.addSpacing(GRID)
        column.addLayout(self._buttons())
        column.addWidget(self._chooser())
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        inside.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inside, 100)
        across.addStretch(1)
        down = QVBoxLayout(body)
        down.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(body)
        whole.addWidget(self.area)

    def _head(self) -> QHBoxLayout:
        self.title = QLabel(self.tr("Welcome to Interlinear"))
        font = QFont(self.title.font())
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        font.setBold(True)
        self.title.setFont(font)
        said = QuietLabel(
            self.tr("It translates and summarizes, and shows where every word came from.")
        )
        said.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(GRID // 2)
        texts.addWidget(self.title)
        texts.addWidget(said)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, GRID)
        row.setSpacing(MARGIN)
        row.addWidget(AppPicture(_APP_ICON))
        row.addLayout(texts, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.setContentsMargins(_ICON + MARGIN, 0, 0, 0)
        row.addWidget(self.start)
        row.addWidget(self.library)
        row.addStretch()
        return row

    def _chooser(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(_ICON + MARGIN, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(QuietLabel(self.tr("Language of the window")))
        row.addWidget(self.language)
        row.addStretch()
        return whole

    def show_language(self, language: Language) -> None:
        """Mark what the window speaks."""
        self.language.choose(self._languages.index(language))

    def show_beginnings(self, known: Beginnings) -> None:
        """Say what is installed and what can be fetched."""
        self.here.say(self.tr("Here already"), self._installed(known))
        self.more.say(self.tr("To fetch when you like"), self._offered(known))
        self.more.setVisible(known.models > 0)
        self.start.set_main(bool(known.pairs))
        self.library.set_main(not known.pairs)

    def _installed(self, known: Beginnings) -> str:
        summaries = self.tr("The key sentences of a document are found in any language.")
        if not known.pairs:
            none = self.tr(
                "No model that translates: the library has some to fetch. {summaries}"
            )
            return none.format(summaries=summaries)
        one = self.tr("{source} → {target}")
        pairs = [
            one.format(source=self._name(source), target=self._name(target))
            for source, target in known.pairs[:_MOST_PAIRS]
        ]
        listed = self.tr(", ").join(pairs)
        if len(known.pairs) > _MOST_PAIRS:
            more = self.tr("{pairs} and %n more", "", len(known.pairs) - _MOST_PAIRS)
            listed = more.format(pairs=listed)
        return self.tr("Translates {pairs}. {summaries}").format(
            pairs=listed, summaries=summaries
        )

    def _offered(self, known: Beginnings) -> str:
        models = self.tr("%n models", "", known.models)
        languages = self.tr("%n languages", "", known.languages)
        if known.least is None:
            text = self.tr("{models} for {languages}. The library says what each is good for.")
            return text.format(models=models, languages=languages)
        text = self.tr(
            "{models} for {languages}, from {size}. The library says what each is good for."
        )
        return text.format(models=models, languages=languages, size=bytes_text(known.least))

    def _name(self, code: str) -> str:
        return isolated(self._names.name(code))

    def focus_first(self) -> None:
        """Give the keyboard to what one would mostly do."""
        button = self.start if self.start.is_main else self.library
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def cycle_panes(self) -> None:
        """Move the keyboard on."""
        self.focusNextChild()

    def escape(self) -> None:
        """Leave the page."""
        self.start_wanted.emit()


class _Point(QWidget):
    """An icon, a few bold words, and a sentence below them."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.title, self.text = QLabel(), QuietLabel()
        font = QFont(self.title.font())
        font.setBold(True)
        self.title.setFont(font)
        self.text.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(_ICON + MARGIN, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.text, 1, 0)

    def say(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = self.title.geometry().center().y() - _ICON / 2 + 1
        rect = QRectF(0, top, _ICON, _ICON)
        paint_icon(painter, self._icon, rect, colors.accent(self.palette()))
