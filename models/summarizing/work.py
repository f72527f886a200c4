"""A `Summarize` request from its text to the summary, with translations before and after."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from models.messages import (
    Event,
    Notice,
    Problem,
    Segment,
    Step,
    Summarize,
    Summary,
    SummaryDone,
    SummaryPart,
    Task,
    UsageError,
)
from models.model import Model
from models.segment_cache import SegmentCache
from models.summarizing.abstractive import Abstractive
from models.summarizing.assembling import summary_of
from models.summarizing.chains import (
    Stage,
    Translated,
    back_in_document,
    translated,
    with_targets,
)
from models.summarizing.extractive import extract
from models.summarizing.lengths import words_wanted
from models.summarizing.notices import notices
from models.summarizing.progress import Progress
from models.summarizing.structure import count_words, sentences_of
from models.summarizing.wrapped import wrapped_in
from models.summarizing.writing import language_of

USUAL_PRESET = "summarize"
CODE_POINTS_OF_A_PIECE = 4  # about; for the progress of a translation
TRANSLATING_SHARE = 2  # a translation before the summary is about half of the work


@dataclass(frozen=True)
class Models:
    """The models of a request; without `summarizer` sentences of the document are taken."""

    summarizer: Model | None = None
    before: Model | None = None
    after: Model | None = None

    @staticmethod
    def of(request: Summarize, opened: Sequence[Model]) -> Models:
        """The models of a request, opened in the order of `checkpoints_of`."""
        left = iter(opened)
        before = next(left) if request.before else None
        own = summarizer(next(left), request.task) if request.checkpoint else None
        return Models(own, before, next(left) if request.after else None)


def checkpoints_of(request: Summarize) -> list[tuple[str, Task]]:
    """Which checkpoints a request needs, and for what, in the order that they run in."""
    own = request.checkpoint and Step(request.checkpoint, request.task)
    steps = [step for step in (request.before, own, request.after) if step]
    return [(step.checkpoint, step.task) for step in steps]


def summarizer(model: Model, task: Task) -> Model:
    """A model ready to summarize. Raises `UsageError` for one that only translates."""
    checkpoint = model.checkpoint
    if checkpoint.task == "translation" and not checkpoint.presets:
        raise UsageError(
            f"{checkpoint.name} translates and does not summarize.",
            "Choose a checkpoint for summaries, or none.",
        )
    usual = any(preset.id == USUAL_PRESET for preset in checkpoint.presets)
    return (
        model.towards(replace(task, preset=USUAL_PRESET))
        if usual and not task.preset
        else model
    )


def check(request: Summarize) -> None:
    """Raise `Problem` where there is nothing to summarize."""
    if not count_words(request.text):
        raise Problem("There is no text to summarize.", "Write, paste or open one.")


class Summarizing:
    """One request on its way."""

    def __init__(
        self,
        request: Summarize,
        models: Models,
        cache: SegmentCache,
        cancelled: Callable[[], bool],
    ) -> None:
        self._request, self._models = request, models
        self._cache, self._cancelled = cache, cancelled
        reader = models.before or models.summarizer
        language = language_of(reader.way.source) if reader else wrapped_in(request.text)
        self._sentences = sentences_of(request.text, language, cancelled)
        self._progress = Progress()
        self._moved: tuple[Summary, Summary] | None = None  # a translation's, the document's

    def events(self) -> Iterator[Event]:
        """Notices, `SummaryPart`s, at last `SummaryDone`. Raises `Stopped` when cancelled."""
        check(self._request)
        yield from self._notices()
        through: Translated | None = None
        if self._request.before and self._models.before:
            through = yield from self._translate(self._request.before, self._models.before)
        ahead = len(self._request.text) // CODE_POINTS_OF_A_PIECE if through else 0
        for event in self._summaries(through):
            match event:
                case SummaryPart():
                    part = self._in_document(event.summary, through)
                    yield self._part(part, ahead + event.done, ahead + event.total)
                case SummaryDone():
                    yield from self._finish(self._in_document(event.summary, through))

    def _notices(self) -> Iterator[Notice]:
        models = self._models
        reader = models.before or models.summarizer or models.after
        if reader:
            for what in notices(self._request.text, reader):
                yield Notice(self._request.id, what)

    def _summaries(self, through: Translated | None) -> Iterator[Event]:
        """What the document or its translation is summarized to."""
        request, sentences, model = self._request, self._sentences, self._models.summarizer
        if through:
            request = replace(request, text=through.text)
            language = language_of(model.way.source) if model else ""
            sentences = sentences_of(through.text, language, self._cancelled)
        if model and count_words(request.text) > 1:
            yield from Abstractive(request, model, self._cancelled, sentences).events()
            return
        summary = extract(
            request.text, sentences, request.length, request.form, self._cancelled
        )
        yield SummaryDone(request.id, summary)

    def _stage(self, step: Step, model: Model) -> Stage:
        return Stage(step, model, self._request.options, self._cache, self._cancelled)

    def _translate(self, step: Step, model: Model) -> Generator[SummaryPart, None, Translated]:
        text, empty = self._request.text, self._empty()
        pieces = max(len(text) // CODE_POINTS_OF_A_PIECE, 1)
        work = self._stage(step, model).run(self._request.id, text)
        while True:
            try:
                share = next(work)
            except StopIteration as stop:
                segments, tail = stop.value
                return translated(segments, tail)
            if self._progress.is_due:
                yield self._part(empty, int(share * pieces), TRANSLATING_SHARE * pieces)

    def _empty(self) -> Summary:
        request, words = self._request, sum(one.words for one in self._sentences)
        return summary_of(
            request.text,
            self._sentences,
            (),
            request.form,
            read=0,
            parts=0,
            levels=0,
            asked=words_wanted(request.length, request.form, words, self._sentences),
            extractive=self._models.summarizer is None,
        )

    def _in_document(self, summary: Summary, through: Translated | None) -> Summary:
        if through is None:
            return summary
        if self._moved is None or self._moved[0] is not summary:  # told again with progress
            text, form = self._request.text, self._request.form
            own = back_in_document(summary, form, text, self._sentences, through)
            self._moved = summary, own
        return self._moved[1]

    def _part(self, summary: Summary, done: int, total: int) -> SummaryPart:
        return SummaryPart(self._request.id, summary, *self._progress.told(done, total))

    def _finish(self, summary: Summary) -> Iterator[SummaryDone]:
        request = self._request
        if request.after and self._models.after:
            lines = "\n".join(one.text for one in summary.sentences)
            segments = _segments(
                self._stage(request.after, self._models.after), request.id, lines
            )
            summary = with_targets(
                summary, request.form, request.text, self._sentences, segments
            )
        yield SummaryDone(request.id, summary)


def _segments(stage: Stage, request_id: int, lines: str) -> list[Segment]:
    # There is nothing to tell of so short a translation.
    work = stage.run(request_id, lines, lines=True)
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value[0]  # type: ignore[no-any-return]
