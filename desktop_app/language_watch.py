"""Notices a text in another language than the box says; the user decides what to do."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.chore import Done, Kind
from desktop_app.chores import Chores

_PAUSE_MS = 700  # after the last key
_HEAD = 2000  # characters that say enough
_FEWEST = 6  # characters: less cannot be three words
_SAME = 64  # characters: texts that begin alike are one text that is written on


class Detects(Protocol):
    """What tells languages apart; it is called in a thread."""

    def mismatch(self, text: str, source: str, candidates: Collection[str]) -> str | None:
        """The language of a text, where that is surely not `source`."""
        ...


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A text that is in `language` and not in `source`."""

    language: str
    source: str
    target: str


class LanguageWatch(QObject):
    """Looks at the text when typing pauses; says a thing once."""

    noticed = Signal(object)  # Mismatch, or None when there is none any more

    def __init__(
        self,
        detects: Detects,
        read_text: Callable[[], str],
        pair: Callable[[], tuple[str, str]],
        candidates: Callable[[], Collection[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._detects = detects
        self._read_text = read_text
        self._pair = pair
        self._candidates = candidates
        self._begun = False
        self._asked = ("", "")  # text and source
        self._closed: list[tuple[str, str]] = []  # beginnings of texts, and sources
        self.chores = Chores(self)
        self.chores.done.connect(self._on_done)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)

    def begin(self) -> None:
        """A model is open: reading the statistics holds up nothing more urgent any more."""
        if not self._begun:
            self._begun = True
            self.edit()

    def edit(self) -> None:
        """The text or the languages changed."""
        if self._begun:
            self._pause.start()

    def close_notice(self) -> None:
        """The user does not want to hear of this text again."""
        text, source = self._asked
        self._closed.append((text[:_SAME], source))

    def _is_closed(self, text: str, source: str) -> bool:
        return any(text.startswith(head) and source == old for head, old in self._closed)

    def _look(self) -> None:
        text, source = self._read_text()[:_HEAD], self._pair()[0]
        if (text, source) == self._asked:
            return
        self._asked = (text, source)
        if self._is_closed(text, source) or len(text.strip()) < _FEWEST or not source:
            self.noticed.emit(None)
            return
        candidates = tuple(self._candidates())
        self.chores.submit(
            Kind.DETECT,
            text,
            lambda cancelled, tell: self._detects.mismatch(text, source, candidates),
        )

    def _on_done(self, done: Done) -> None:
        if done.subject != self._asked[0]:
            return  # the text is another one by now
        source, target = self._pair()
        language = done.result
        if source == self._asked[1] and isinstance(language, str) and language != source:
            self.noticed.emit(Mismatch(language, source, target))
        else:
            self.noticed.emit(None)

    def close(self) -> None:
        """Let the thread end; `join` waits for it."""
        self._pause.stop()
        self.chores.close()

    def join(self) -> bool:
        """Whether the thread has ended."""
        return self.chores.join()
