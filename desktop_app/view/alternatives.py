"""What else a word could have been: a list under it, and the sentence as each would have it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QTextCursor

from desktop_app.settings import Tokens
from desktop_app.view.choice_list import Choice, ChoiceList
from desktop_app.view.links import Links
from desktop_app.view.places import Place, Side
from desktop_app.view.result_edits import Edits
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.result_preview import Preview
from desktop_app.view.rewritten import first_piece, own_words, placed
from desktop_app.view.strip_texts import percent
from desktop_app.wishes import Continuation, Found, OtherWords, Wish
from models.messages import Alternative, Segment, Token

_PAUSE_MS = 200  # in typing, before the rest is written anew
_WIDTH = 272


@dataclass(frozen=True, slots=True)
class _Word:
    """The word that is asked about, and the piece it begins with."""

    place: Place
    segment: Segment
    token: Token
    piece: int

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(piece.id for piece in self.segment.target_pieces)

    @property
    def question(self) -> OtherWords:
        return OtherWords(self.segment.source, self.ids, self.piece)


class Alternatives(QObject):
    """Arrows show the rest written anew, Enter takes it, Escape goes back; or one types."""

    wished = Signal(object)
    foreseen = Signal(tuple)  # wishes that may come next, the likeliest first

    def __init__(self, pane: ResultPane, links: Links, edits: Edits, parent: QObject) -> None:
        super().__init__(parent)
        self._pane, self._links, self._edits = pane, links, edits
        name, hint = self.tr("Other words"), self.tr("Or type another word")
        self.list = ChoiceList(name, hint, _WIDTH, pane)
        self._preview = Preview(pane, links)
        self._word: _Word | None = None
        self._found: tuple[Alternative, ...] = ()
        self._wanted: Wish | None = None  # what the list shows or waits for
        self._rest: Segment | None = None  # what it would be
        self._taking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._write_own(self.list.line.text()))
        self.list.moved.connect(self._move)
        self.list.taken.connect(self._take)
        self.list.typed.connect(self._type)
        self.list.own_taken.connect(self._take_own)
        self.list.closed.connect(self._end)

    def open_at(self, position: int) -> None:
        """Ask what else could stand at a position of the translation."""
        if place := self._links.word_at(position):
            self._open(place, QRect())

    def open_word(self, index: int, letter: int, area: QRect) -> None:
        """Ask the same at a letter of a sentence, which is shown in an `area` of the screen."""
        reading = self._links.reading
        if not self._links.is_current or index >= len(reading.segments):
            return
        token = reading.token_in(index, Side.TARGET, letter, Tokens.WORDS, at_end=True)
        if token is not None:
            self._open(Place(index, Side.TARGET, token), area)

    def _open(self, place: Place, area: QRect) -> None:
        if not self._pane.text.complete:
            return
        segment = self._links.reading.segments[place.segment]
        token = segment.alignment.words.target[place.token]
        piece = first_piece(segment, token)
        if piece is None:
            return
        self._end()
        self._word = _Word(place, segment, token, piece)
        anchor = self._anchor(place) if self._pane.isVisible() else area
        self.list.open_at(anchor, self.tr("Looking for other words…"))
        self._want(self._word.question)

    def close(self) -> None:
        """There is another text."""
        self._preview.forget()
        self._word = None
        self.list.hide()

    def answer(self, wish: Wish, found: Found | None) -> None:
        """Show what the engine has found; None when it could not."""
        if self._word is None or wish != self._wanted:
            return
        if isinstance(wish, OtherWords) and not isinstance(found, Segment):
            words = found or ()
            self._found = tuple(each for each in words if isinstance(each, Alternative))
            self._show_rows(self._word)
        elif isinstance(found, Segment):
            self._rest = found
            if self._taking:
                self._finish(found)
            else:
                self._show_rest(self._word, found)
        elif self._taking:
            self.list.hide()

    def _anchor(self, place: Place) -> QRect:
        """Where a word is on the screen, after it was scrolled into sight."""
        edit, cursor = self._pane.edit, QTextCursor(self._pane.edit.document())
        if not edit.hasFocus():
            cursor.setPosition(self._links.word_range(place)[0])
            edit.setTextCursor(cursor)
        corners = []
        for position in self._links.word_range(place):
            cursor.setPosition(position)
            corners.append(edit.cursorRect(cursor))
        first, last = corners
        if first.top() != last.top():
            last = first
        area = first.united(last)
        return QRect(edit.viewport().mapToGlobal(QPoint(area.left(), area.top())), area.size())

    def _want(self, wish: Wish) -> None:
        self._wanted, self._rest = wish, None
        self.wished.emit(wish)

    def _show_rows(self, word: _Word) -> None:
        rows, current = [], -1
        for number, each in enumerate(self._found):
            if self._is_own(word, number):
                current = number
            rows.append(self._row(each))
        note = "" if rows else self.tr("No other words were found.")
        self.list.show_rows(rows, current, note)
        self._foresee(word, current)

    def _foresee(self, word: _Word, row: int) -> None:
        """Have the rest written for other rows before they are reached, the nearest first."""
        near = sorted(range(len(self._found)), key=lambda at: (abs(at - row), at < row))
        others = [at for at in near if not self._is_own(word, at)]
        self.foreseen.emit(tuple(self._rest_of(word, at) for at in others))

    def _is_own(self, word: _Word, row: int) -> bool:
        """Whether a row is the word that stands there already."""
        return self._found[row].piece.id == word.ids[word.piece]

    def _rest_of(self, word: _Word, row: int) -> Continuation:
        prefix = (*word.ids[: word.piece], *self._found[row].ids)
        return Continuation(word.segment.source, prefix)

    def _row(self, each: Alternative) -> Choice:
        text = each.word or self.tr("(end of the sentence)")
        figure = self.tr("{percent} %").format(percent=percent(each.probability))
        if each.probability < 0.005:
            figure = self.tr("< 1 %")
        spoken = self.tr("{word}, {percent}").format(word=text, percent=figure)
        return Choice(text, figure, spoken)

    def _move(self, row: int) -> None:
        word = self._word
        if word is None or not 0 <= row < len(self._found) or self.list.line.text().strip():
            return
        if self._is_own(word, row):
            self._wanted = self._rest = None
            self._preview.restore()
        else:
            self._want(self._rest_of(word, row))
            self._foresee(word, row)

    def _type(self, text: str) -> None:
        if text.strip():
            self.foreseen.emit(())
            self._pause.start()
            return
        self._pause.stop()
        self._wanted = self._rest = None
        self._preview.restore()
        if self._found:
            self._move(self.list.view.currentIndex().row())
        elif self._word:
            self._want(self._word.question)

    def _write_own(self, text: str) -> None:
        word = self._word
        if word and text.strip():
            own = own_words(text, word.segment.target, word.token.start)
            prefix = word.ids[: word.piece]
            wish = Continuation(word.segment.source, prefix, own)
            if wish != self._wanted:
                self._want(wish)

    def _show_rest(self, word: _Word, found: Segment) -> None:
        ends = [each.end for each in found.alignment.words.target]
        after = [end for end in ends if end > word.token.start]
        self._preview.show(
            word.place.segment, found.target, after[0] if after else len(found.target)
        )

    def _take(self, row: int) -> None:
        if self.list.view.currentIndex().row() != row:
            self._move(row)
        self._accept()

    def _take_own(self, text: str) -> None:
        self._pause.stop()
        self._write_own(text)
        self._accept()

    def _accept(self) -> None:
        """Take what is wanted, now or when it is there; nothing wanted is the word itself."""
        if self._wanted is None or isinstance(self._wanted, OtherWords):
            self.list.hide()
        elif self._rest:
            self._finish(self._rest)
        else:
            self._taking = True

    def _finish(self, found: Segment) -> None:
        word = self._word
        self.list.hide()
        if word:
            self._edits.choose(word.place.segment, placed(word.segment, found))

    def _end(self) -> None:
        """Show the sentence as it was."""
        self._pause.stop()
        self._preview.restore()
        self._word, self._wanted, self._rest = None, None, None
        self._taking, self._found = False, ()
        self.foreseen.emit(())
