"""The words where the model hesitated: how many there are, and which is next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette, QTextCursor

from desktop_app.view import colors
from desktop_app.view.buttons import FlatButton
from desktop_app.view.links import Links
from desktop_app.view.places import Place, Side
from desktop_app.view.result_pane import ResultPane
from models.messages import uncertain


class _Counter(FlatButton):
    """Leads to the next uncertain word; without any it says so, in the ink of what is well."""

    def show_count(self, text: str, count: int) -> None:
        """Show how many there are."""
        self.setText(text)
        self.set_icon_name("" if count else "check")
        self.setEnabled(bool(count))
        self.updateGeometry()

    def _ink(self) -> QColor:
        palette = self.palette()
        palette.setCurrentColorGroup(QPalette.ColorGroup.Active)  # it is off, not out of order
        return super()._ink() if self.isEnabled() else colors.secondary_text(palette)


class Doubts(QObject):
    """Always of words, whether words or pieces are linked; follows the user's edits."""

    def __init__(self, pane: ResultPane, links: Links, parent: QObject) -> None:
        super().__init__(parent)
        self._pane = pane
        self._links = links
        self._words: dict[int, tuple[int, ...]] = {}  # of the sentences that have any
        self._count = 0
        self.button = _Counter("-")
        self.button.setToolTip(
            self.tr(
                "A dotted line stands under words that the model gave a low probability. "
                "Click one to see what else it could be. F8 goes to the next."
            )
        )
        self.button.clicked.connect(self.go_to_next)
        self.button.hide()
        pane.roomy_changed.connect(self.show_count)

    def forget(self) -> None:
        """There is another text."""
        self._words.clear()
        self._count = 0
        self.show_count()

    def look_at(self, indices: Iterable[int]) -> None:
        """Look for uncertain words in sentences that are new."""
        for index in indices:
            level = self._links.reading.segments[index].alignment.words
            self._count -= len(self._words.pop(index, ()))
            if found := uncertain(level):
                self._words[index] = found
                self._count += len(found)
        self.show_count()

    def words_of(self, index: int) -> tuple[int, ...]:
        """The uncertain words of a sentence."""
        return self._words.get(index, ())

    def is_uncertain(self, place: Place) -> bool:
        """Whether a word of the translation is marked."""
        return place.side is Side.TARGET and place.token in self.words_of(place.segment)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._count

    def show_count(self) -> None:
        """Say how many there are, once all is translated."""
        name = self.tr("%Ln uncertain words", "", self._count)
        if not self._count:
            name = self.tr("No uncertain word")
        short = self.tr("{count} uncertain").format(count=self._count)
        self.button.show_count(name if self._pane.is_roomy else short, self._count)
        self.button.setAccessibleName(name)
        segments = self._links.reading.segments
        self.button.setVisible(self._pane.text.complete and bool(segments))

    def go_to_next(self) -> None:
        """Move the caret to the next uncertain word, from the last to the first."""
        edit, places = self._pane.edit, self._places()
        if not places:
            return
        caret = edit.textCursor().selectionStart()
        starts = [self._links.word_range(place) for place in places]
        chosen = next((each for each in starts if each[0] > caret), starts[0])
        if len(starts) > 1 or caret != chosen[0] or not edit.hasFocus():
            edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            cursor = QTextCursor(edit.document())
            cursor.setPosition(chosen[0])
            edit.setTextCursor(cursor)
            edit.ensureCursorVisible()

    def _places(self) -> list[Place]:
        return [
            Place(index, Side.TARGET, token)
            for index in sorted(self._words)
            for token in self._words[index]
        ]
