"""The likeliest other word for an uncertain word that is pinned or under the caret."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.view.links import Links
from desktop_app.view.places import Place
from desktop_app.view.rewritten import first_piece
from desktop_app.wishes import Found, OtherWords, Wish
from models.messages import Alternative, Segment

_PAUSE_MS = 150  # a caret that only passes asks for nothing


class Instead(QObject):
    """Asks in the background; a word that the mouse only passes over is not asked about."""

    wished = Signal(object)
    found = Signal(Place, str)

    def __init__(self, links: Links, parent: QObject) -> None:
        super().__init__(parent)
        self._links = links
        self._place: Place | None = None
        self._wanted: OtherWords | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def look_at(self, place: Place | None) -> None:
        """The panel tells of this uncertain word, or of none."""
        pointing = self._links.pointing
        stays = place in pointing.pins or place == pointing.caret
        self._place, self._wanted = (place if stays else None), None
        if self._place:
            self._pause.start()
        else:
            self._pause.stop()

    def answer(self, wish: Wish, found: Found | None) -> None:
        """Tell the likeliest word that is another one."""
        place, wanted = self._place, self._wanted
        if not place or not wanted or wish != wanted or isinstance(found, Segment):
            return
        own = wanted.ids[wanted.at]
        words = [each for each in found or () if isinstance(each, Alternative) and each.word]
        for each in words:
            if each.piece.id != own:
                self.found.emit(place, each.word)
                return

    def _ask(self) -> None:
        place = self._place
        if place is None or not self._links.is_current:
            return
        segment = self._links.reading.segments[place.segment]
        piece = first_piece(segment, segment.alignment.words.target[place.token])
        if piece is not None:
            ids = tuple(each.id for each in segment.target_pieces)
            self._wanted = OtherWords(segment.source, ids, piece)
            self.wished.emit(self._wanted)
