"""How a sentence could be written otherwise: asks the engine, and remembers what it said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.details import Details
from desktop_app.wishes import (
    Continuation,
    Found,
    OtherSentences,
    OtherWords,
    OwnTranslation,
    Wish,
)
from models.messages import (
    Align,
    Alternatives,
    AlternativesDone,
    Cancelled,
    Event,
    Failed,
    Finished,
    Redecode,
    Request,
    SegmentDone,
    Translate,
)

_WORDS = 8  # to choose from, at most
_SENTENCES = 8
_LEAST_LIKELY = 0.001
_KINDS = (OtherWords, Continuation, OwnTranslation, OtherSentences)
_AHEAD = "ahead"
_BREATH_MS = 30  # in which the window paints the last answer


class Rewriting(QObject):
    """Answers a wish once; of each kind only the newest, and none of an older text.

    What will probably be wished next can be told: it is asked while nothing else is.
    """

    answered = Signal(object, object)  # the wish, and what was found
    failed = Signal(object)  # the wish

    def __init__(
        self,
        details: Details,
        translated: Callable[[], Translate | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._details = details
        self._translated = translated  # the request whose output is shown
        self._known: dict[Wish, Found] = {}  # of the present text
        self._asked: dict[str, Wish] = {}  # by topic, what the engine has not answered yet
        self._foreseen: list[Wish] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_BREATH_MS)
        self._soon.timeout.connect(self._look_ahead)

    def ask(self, wish: Wish) -> None:
        """Answer a wish, at once where the answer is known."""
        topic = _topic(wish)
        if wish in self._known:
            self._drop(topic)
            self.answered.emit(wish, self._known[wish])
        elif self._asked.get(_AHEAD) == wish:
            self._drop(topic)  # the answer is on its way
        elif self._asked.get(topic) != wish:
            self._drop(_AHEAD)
            self._put(topic, wish)

    def foresee(self, wishes: Sequence[Wish]) -> None:
        """Ask for these and no others, one after another, while nobody waits for an answer."""
        if self._asked.get(_AHEAD) not in wishes:
            self._drop(_AHEAD)
        self._foreseen = [each for each in wishes if each != self._asked.get(_AHEAD)]
        self._soon.start()

    @property
    def busy(self) -> bool:
        """Whether an answer is waited for, or will be."""
        return bool(self._asked or self._foreseen)

    def forget(self) -> None:
        """There is another text."""
        self._known.clear()
        self._foreseen.clear()
        for topic in (_AHEAD, *(kind.__name__ for kind in _KINDS)):
            self._drop(topic)

    def _look_ahead(self) -> None:
        if not self._asked:
            self._foreseen = [each for each in self._foreseen if each not in self._known]
            if self._foreseen:
                self._put(_AHEAD, self._foreseen.pop(0))

    def _put(self, topic: str, wish: Wish) -> None:
        asked = self._translated()
        if asked is None:
            self.failed.emit(wish)
            return
        self._asked[topic] = wish
        self._details.ask(
            topic,
            lambda identity: _request(identity, wish, asked),
            lambda event: self._on_event(topic, wish, event),
        )

    def _drop(self, topic: str) -> None:
        self._asked.pop(topic, None)
        self._details.drop(topic)

    def _on_event(self, topic: str, wish: Wish, event: Event) -> None:
        if isinstance(event, Failed | Finished | Cancelled):
            self._asked.pop(topic, None)
        match event:
            case Failed():
                self.failed.emit(wish)
            case AlternativesDone(alternatives=found):
                likely = (each for each in found if each.probability >= _LEAST_LIKELY)
                self._answer(wish, tuple(likely))
            case SegmentDone(segment=segment) if isinstance(wish, OtherSentences):
                # Two ways to divide a text into pieces are no two translations.
                unlike = {each.target: each for each in reversed(segment.hypotheses)}
                self._answer(wish, tuple(reversed(unlike.values())))
            case SegmentDone(segment=segment):
                self._answer(wish, segment)
            case _:
                pass
        self._soon.start()

    def _answer(self, wish: Wish, found: Found) -> None:
        self._known[wish] = found
        self.answered.emit(wish, found)


def _topic(wish: Wish) -> str:
    return type(wish).__name__


def _request(identity: int, wish: Wish, asked: Translate) -> Request:
    """The question about a sentence of what was `asked`, put to the same checkpoints."""
    first, second, options = asked.checkpoint, asked.via, asked.options
    tasks = asked.task, asked.via_task
    match wish:
        case OtherWords(source, ids, at):
            return Alternatives(
                identity, source, ids, at, first, _WORDS, options, tasks[0], second, tasks[1]
            )
        case Continuation(source, prefix, own):
            return Redecode(
                identity, source, prefix, first, own, options, tasks[0], second, tasks[1]
            )
        case OwnTranslation(source, target):
            pairs = ((source, target),)
            return Align(
                identity,
                pairs,
                first,
                options=options,
                task=tasks[0],
                via=second,
                via_task=tasks[1],
            )
        case OtherSentences(source):
            return replace(
                asked,
                id=identity,
                text=source,
                lines="\n" not in source,
                options=replace(options, hypotheses=_SENTENCES, beam=_SENTENCES),
                prefixes=(),
            )
