"""What the Library page's list shows: a line to search by, and a few choices."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.library_rows import Filter, Here, Licence, Size
from desktop_app.view.buttons import FlatButton
from desktop_app.view.combo import FlatCombo
from desktop_app.view.icons import paint_icon
from desktop_app.view.language_box import LanguageBox
from desktop_app.view.language_rows import Offer
from desktop_app.view.languages import LanguageNames
from desktop_app.view.metrics import BUTTON_HEIGHT, GRID, ICON, MARGIN
from desktop_app.view.push_button import PushButton

ANY = "und"  # the code of any language
_PADDING = 12
_NARROWEST = 84  # of a choice


class LibraryFilters(QWidget):
    changed = Signal(object)  # Filter
    hub_wanted = Signal()
    connection_wanted = Signal()
    import_folder_wanted = Signal()
    import_archive_wanted = Signal()
    folder_wanted = Signal()  # to use a checkpoint where it is

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._pair: tuple[str, str] | None = None
        self.line = SearchLine(self.tr("Search names and languages, or the hub"))
        self.ask = PushButton(self.tr("Search the hub"))
        self.add = self._add_button()
        self.connection = FlatButton(icon="globe", name=self.tr("Connection and folder"))
        self.connection.clicked.connect(self.connection_wanted)
        self.task = _Chip(self.tr("Task"), self._tasks())
        self.language = _LanguageChip(self.tr("Language"), names)
        self.bytes = _Chip(self.tr("Size"), self._sizes())
        self.licence = _Chip(self.tr("Licence"), self._licences())
        self.here = _Chip(self.tr("Where"), self._places())
        self.pair = _Chip(self.tr("Pair"), ())
        self.pair.hide()
        self._lay_out()
        self.line.textChanged.connect(self._tell)
        self.line.returnPressed.connect(self.hub_wanted)
        self.ask.clicked.connect(self.hub_wanted)
        for chip in (self.task, self.bytes, self.licence, self.here):
            chip.activated.connect(self._tell)
        self.pair.activated.connect(self._drop_pair)
        self.language.language_chosen.connect(self._choose_language)
        self.show_languages(())

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(GRID)
        first.addWidget(self.line, 1)
        first.addWidget(self.ask)
        first.addWidget(self.add)
        first.addWidget(self.connection)
        second.setSpacing(GRID)
        for chip in (self.task, self.pair, self.language, self.bytes, self.licence, self.here):
            second.addWidget(chip)
        second.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.setSpacing(GRID)
        column.addLayout(first)
        column.addLayout(second)

    def _add_button(self) -> PushButton:
        button = PushButton(self.tr("Import…"))
        menu = QMenu(button)
        entries = (
            (self.tr("Import a folder…"), self.import_folder_wanted),
            (self.tr("Import an archive…"), self.import_archive_wanted),
            (self.tr("Open a folder where it is…"), self.folder_wanted),
        )
        for text, signal in entries:
            menu.addAction(text).triggered.connect(lambda _=False, s=signal: s.emit())
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _tasks(self) -> tuple[tuple[str, object], ...]:
        return (
            (self.tr("All tasks"), ""),
            (self.tr("Translation"), "translation"),
            (self.tr("Summaries"), "summarization"),
        )

    def _sizes(self) -> tuple[tuple[str, object], ...]:
        return (
            (self.tr("Any size"), Size.ANY),
            (self.tr("Up to 500 MB"), Size.SMALL),
            (self.tr("500 MB to 2 GB"), Size.MIDDLE),
            (self.tr("Over 2 GB"), Size.LARGE),
        )

    def _licences(self) -> tuple[tuple[str, object], ...]:
        return (
            (self.tr("Any licence"), Licence.ANY),
            (self.tr("Commercial use"), Licence.COMMERCIAL),
            (self.tr("Non-commercial"), Licence.NOT_COMMERCIAL),
            (self.tr("Not known"), Licence.UNKNOWN),
        )

    def _places(self) -> tuple[tuple[str, object], ...]:
        return (
            (self.tr("All models"), Here.ANY),
            (self.tr("Installed"), Here.INSTALLED),
            (self.tr("Can be fetched"), Here.OFFERED),
        )

    def wanted(self) -> Filter:
        """What is chosen now."""
        language = self.language.chosen
        return Filter(
            self.line.text(),
            self.task.currentData(),
            "" if language == ANY else language,
            self._pair,
            self.bytes.currentData(),
            self.licence.currentData(),
            self.here.currentData(),
        )

    def show_languages(self, codes: Iterable[str]) -> None:
        """Let these be chosen from."""
        self.language.show_languages(tuple(codes))

    def show_asking(self, asking: bool) -> None:
        """While the hub is asked it cannot be asked again."""
        self.ask.setEnabled(not asking)
        self.ask.setText(self.tr("Searching…") if asking else self.tr("Search the hub"))

    def show_pair(self, pair: tuple[str, str], text: str) -> None:
        """Show only what translates a pair, called `text`, and nothing else left out."""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._pair = pair
        self.pair.fill(((text, pair), (self.tr("Any pair"), None)))
        self.pair.show()
        self._tell()

    def show_task(self, task: str) -> None:
        """Show only what does one thing, and nothing else left out."""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self.task.setCurrentIndex(max(0, self.task.findData(task)))
        self._tell()

    def clear(self) -> None:
        """Leave nothing out."""
        self.line.clear()
        for chip in (self.task, self.bytes, self.licence, self.here):
            chip.setCurrentIndex(0)
        self.language.chosen = ANY
        self.language.show_languages()
        self._pair = None
        self.pair.hide()
        self._tell()

    def _drop_pair(self, at: int) -> None:
        if at:
            self._pair = None
            self.pair.hide()
            self._tell()

    def _choose_language(self, code: str) -> None:
        self.language.chosen = code
        self.language.show_languages()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.wanted())


class _Chip(FlatCombo):
    """A small choice that is only as wide as what is chosen."""

    def __init__(self, name: str, entries: tuple[tuple[str, object], ...]) -> None:
        super().__init__(name, framed=True)
        self.fill(entries)
        self.currentIndexChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, BUTTON_HEIGHT)

    def fill(self, entries: tuple[tuple[str, object], ...]) -> None:
        """Offer these texts with their data; the first is chosen."""
        self.clear()
        for text, data in entries:
            self.addItem(text, data)

    def _labels(self) -> list[str]:
        return [self.label()]


class _LanguageChip(LanguageBox):
    """A box of languages, any of them at first."""

    def __init__(self, name: str, names: LanguageNames) -> None:
        super().__init__(name, names)
        self.chosen = ANY
        self._codes: tuple[str, ...] = ()

    def show_languages(self, codes: tuple[str, ...] | None = None) -> None:
        """Offer languages, and any of them."""
        if codes is not None:
            self._codes = codes
        self.offer(Offer((ANY, *self._codes), self.chosen, own=frozenset({ANY})))

    def _labels(self) -> list[str]:
        return [self.label()]


class SearchLine(QLineEdit):
    """A line with a lens before what is typed, and a way to empty it."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFixedHeight(BUTTON_HEIGHT)
        self.setClearButtonEnabled(True)
        self.setTextMargins(_PADDING + ICON, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        lens = QRect(_PADDING - 2, (self.height() - ICON) // 2, ICON, ICON)
        rect = QStyle.visualRect(self.layoutDirection(), self.rect(), lens)
        grey = self.palette().placeholderText().color()
        paint_icon(QPainter(self), "search", QRectF(rect), grey)
