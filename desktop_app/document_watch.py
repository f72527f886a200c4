"""Counts the words of a document, and finds what to fetch for its language, in a thread."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.chore import Done, Kind
from desktop_app.chores import Chores
from desktop_app.language_watch import Detects
from desktop_app.summary_choices import reading
from models.messages import Offer

_PAUSE_MS = 400  # after the last edit
_PORTION = 50_000  # characters that are counted in one go
_HEAD = 2000  # characters that say enough of the language
_USUAL = "en"  # what a text is in that is not surely in another language


def _words(text: str) -> int:
    """The words, counted in portions: one long count would hold up every other thread."""
    from models.summarizing.structure import count_words  # noqa: PLC0415  (loads tables)

    words = start = 0
    while start < len(text):
        end = text.find("\n", start + _PORTION) + 1 or len(text)
        words += count_words(text[start:end])
        start = end
    return words


class DocumentWatch(QObject):
    """Everything is asked for; nothing holds up the window."""

    counted = Signal(int)  # words
    recognized = Signal(str)  # the language that the document is probably in
    offered = Signal(object)  # the Offer that fits the document, None for none

    def __init__(
        self,
        read_text: Callable[[], str],
        detects: Detects,
        candidates: Callable[[], Collection[str]],
        offers: Callable[[], tuple[Offer, ...]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read_text = read_text
        self._detects = detects
        self._candidates = candidates
        self._offers = offers
        self._wants_offer = False
        self.chores = Chores(self)
        self.chores.done.connect(self._on_done)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._count)

    def edit(self) -> None:
        """The document changed: count its words when typing pauses."""
        self._pause.start()

    def _count(self) -> None:
        text = self._read_text()
        self.chores.submit(Kind.COUNT, "", lambda cancelled, tell: _words(text))

    def look_for_offer(self) -> None:
        """Find the summarizer that is to be fetched for this document."""
        self._wants_offer = True
        self.look_for_language()

    def look_for_language(self) -> None:
        """Find out what language the document is in."""
        head = self._read_text()[:_HEAD]
        own = {code for each in self._offers() for code in each.sources}
        known = tuple(sorted({*own, *self._candidates()}))
        self.chores.submit(
            Kind.DETECT,
            "",
            lambda cancelled, tell: self._detects.mismatch(head, _USUAL, known),
        )

    def _on_done(self, done: Done) -> None:
        if done.kind is Kind.COUNT and isinstance(done.result, int):
            self.counted.emit(done.result)
        elif done.kind is Kind.DETECT:
            language = done.result if isinstance(done.result, str) else _USUAL
            self.recognized.emit(language)
            if self._wants_offer:
                self._wants_offer = False
                self.offered.emit(reading(self._offers(), language))

    def close(self) -> None:
        """Let the thread end; `join` waits for it."""
        self._pause.stop()
        self.chores.close()

    def join(self) -> bool:
        """Whether the thread has ended."""
        return self.chores.join()
