"""The box that shows one language, and offers the others."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.view.combo import FlatCombo
from desktop_app.view.language_list import LanguageList
from desktop_app.view.language_rows import Offer, rows_of
from desktop_app.view.languages import LanguageNames
from desktop_app.view.metrics import BUTTON_HEIGHT

MOST_IN_A_MENU = 15  # languages; more open a list with a line to filter it
_WIDEST = 260
_NARROWEST = 232
_USUAL_LETTERS = 11  # of a name: shorter ones leave the box as wide
_OPENING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Space,
        Qt.Key.Key_F4,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)


class LanguageBox(FlatCombo):
    """A combo box; with many languages it opens a list of its own."""

    language_chosen = Signal(str)

    def __init__(self, name: str, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(name, framed=True, parent=parent)
        self._names = names
        self._offer = Offer()
        self.activated.connect(lambda row: self.language_chosen.emit(self.itemData(row)))

    @property
    def many(self) -> bool:
        """Whether there are too many languages for a menu, or some to fetch."""
        return len(self._offer.codes) > MOST_IN_A_MENU or bool(self._offer.more)

    def offer(self, offer: Offer) -> None:
        """Offer languages and show the chosen one."""
        self._offer = offer
        self.blockSignals(True)
        self.clear()
        listed = (offer.chosen,) if self.many else sorted(offer.codes, key=self._names.place)
        for code in listed:
            self.addItem(self._names.name(code), code)
        self.setCurrentIndex(self.findData(offer.chosen))
        self.blockSignals(False)
        self.setToolTip(self.currentText() if self.sizeHint().width() == _WIDEST else "")
        self.setEnabled(bool(offer.codes or offer.more))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self.many:
            return hint
        metrics = QFontMetrics(self.font())
        usual = metrics.averageCharWidth() * _USUAL_LETTERS
        wider = max(0, usual - metrics.horizontalAdvance(self.label()))
        return QSize(min(hint.width() + wider, _WIDEST), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), _NARROWEST), BUTTON_HEIGHT)

    def showPopup(self) -> None:
        if self.many:
            self.open_list()
        else:
            super().showPopup()

    def open_list(self, typed: str = "") -> LanguageList:
        """Open the list of many languages, filtered by what was typed."""
        opened = self.findChild(LanguageList)
        if opened is None:
            opened = LanguageList(self.accessibleName(), self)
            opened.chosen.connect(self.language_chosen)
        rows = rows_of(self._offer, self._names)
        opened.open_at(self, rows, self._offer.chosen, typed)
        return opened

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.many:
            super().keyPressEvent(event)
        elif event.key() in _OPENING:
            self.open_list()
        elif event.text().isprintable() and event.text().strip():
            self.open_list(event.text())
        else:
            event.ignore()
