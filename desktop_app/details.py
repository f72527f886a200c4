"""Quick questions to the engine, one after another, between the steps of a translation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from models.messages import Cancelled, Event, Failed, Finished, Request

Answer = Callable[[Event], None]
Submit = Callable[[Request], None]  # the newest request takes the older one's place


@dataclass(frozen=True, slots=True)
class _Question:
    topic: str
    make: Callable[[int], Request]
    answer: Answer


class Details(QObject):
    """Of several questions about one topic only the newest counts; topics wait for each other.

    Requests have ids below zero, so that nobody takes them for a text's.
    """

    def __init__(self, submit: Submit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submit = submit
        self._last_id = 0
        self._asked: _Question | None = None
        self._waiting: dict[str, _Question] = {}

    def ask(self, topic: str, make: Callable[[int], Request], answer: Answer) -> None:
        """Put the request that `make` makes for an id; `answer` gets each of its events."""
        self.drop(topic)
        self._waiting[topic] = _Question(topic, make, answer)
        if self._asked is None:
            self._next()

    def drop(self, topic: str) -> None:
        """Forget what was asked about a topic."""
        self._waiting.pop(topic, None)
        if self._asked and self._asked.topic == topic:
            self._asked = None  # the next question stops the work at it
            self._next()

    def feed(self, events: tuple[Event, ...]) -> None:
        """Hand on what the engine says."""
        for event in events:
            asked = self._asked
            if asked is None or event.request_id != -self._last_id:
                continue
            if isinstance(event, Finished | Cancelled | Failed):
                self._asked = None
            asked.answer(event)
            if self._asked is None:
                self._next()

    def _next(self) -> None:
        """Put the oldest question that waits, in the place of the one that was put last."""
        if not self._waiting:
            return
        self._asked = self._waiting.pop(next(iter(self._waiting)))
        self._last_id += 1
        self._submit(self._asked.make(-self._last_id))
