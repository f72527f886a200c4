"""How a sentence could be written otherwise: asks the engine, and remembers what it said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

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
    Event,
    Failed,
    Redecode,
    Request,
    SegmentDone,
    Translate,
)

_WORDS = 8  # to choose from, at most
_SENTENCES = 8
_LEAST_LIKELY = 0.001
_KINDS = (OtherWords, Continuation, OwnTranslation, OtherSentences)


class Rewriting(QObject):
    """Answers a wish once; of each kind only the newest, and none of an older text."""

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

    def ask(self, wish: Wish) -> None:
        """Answer a wish, at once where the answer is known."""
        asked = self._translated()
        if wish in self._known:
            self._details.drop(_topic(wish))
            self.answered.emit(wish, self._known[wish])
        elif asked is None or (asked.via and isinstance(wish, OwnTranslation)):
            self.failed.emit(wish)  # two models in a row cannot read a given translation
        else:
            self._details.ask(
                _topic(wish),
                lambda identity: _request(identity, wish, asked),
                lambda event: self._on_event(wish, event),
            )

    def forget(self) -> None:
        """There is another text."""
        self._known.clear()
        for kind in _KINDS:
            self._details.drop(kind.__name__)

    def _on_event(self, wish: Wish, event: Event) -> None:
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
            return Align(identity, pairs, first, options=options, task=tasks[0])
        case OtherSentences(source):
            return replace(
                asked,
                id=identity,
                text=source,
                lines="\n" not in source,
                options=replace(options, hypotheses=_SENTENCES, beam=_SENTENCES),
                prefixes=(),
            )
