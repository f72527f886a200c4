"""Summaries of documents of any length in a model's own words, level by level.

All parts of the document are read and summarized; the summaries together are the text of the
next level, until they have the length that was asked for. Every sentence carries the shares of
the document's sentences that it rests on through all levels.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from math import ceil

from models.messages import (
    Event,
    Form,
    Problem,
    Summarize,
    Summary,
    SummaryDone,
    SummaryPart,
    SummarySentence,
)
from models.model import Model
from models.summarizing.assembling import summary_of
from models.summarizing.chunks import Chunks, Part
from models.summarizing.joining import next_level, summary_sentences
from models.summarizing.lengths import words_wanted
from models.summarizing.level import Level
from models.summarizing.plan import Plan, Planner, usual_output
from models.summarizing.progress import Progress
from models.summarizing.structure import Sentence, count_words, sentences_of
from models.summarizing.writing import Writer, Written, language_of, readable

BATCH_PIECES = 4096  # parts x the longest one's pieces
TOO_LONG = 1.5  # times what was asked: read and summarized once more


class Abstractive:
    """One `Summarize` request through one model; its steps before and after are not its own."""

    def __init__(
        self,
        request: Summarize,
        model: Model,
        cancelled: Callable[[], bool],
        sentences: Sequence[Sentence] = (),
    ) -> None:
        """`sentences` are the text's, where the caller has them."""
        self._request, self._model, self._cancelled = request, model, cancelled
        language = language_of(model.way.source)
        self._sentences = tuple(sentences or sentences_of(request.text, language, cancelled))
        self._words = sum(sentence.words for sentence in self._sentences)
        self._lines = model.checkpoint.one_line
        self._asked = words_wanted(request.length, request.form, self._words, self._sentences)
        self._progress = Progress()
        self._before = 0  # pieces that earlier levels have read
        self._parts = self._read = self._levels = 0

    def events(self) -> Iterator[Event]:
        """A `SummaryPart` as each part is read, at last `SummaryDone`.

        Raises `Stopped` when cancelled.
        """
        level = Level.of_document(self._request.text, self._sentences)
        chunks = self._chunks(level)
        planner = self._planner(chunks)
        corrected = False
        while True:
            plan = planner.plan(chunks, self._levels)
            self._levels += 1
            written = yield from self._level(level, plan)
            self._before += sum(part.pieces for part in plan.parts)
            pieces, level = chunks.pieces, next_level(level, written)
            self._check(level)
            chunks = self._chunks(level)
            if plan.last and (corrected or not self._is_too_long(level, plan)):
                break
            if not plan.last and chunks.pieces >= pieces:
                break  # a model that writes more than it reads would go on for ever
            corrected = corrected or plan.last
        found = summary_sentences(level, self._sentences)
        yield SummaryDone(self._request.id, self._assembled(found, self._request.form))

    def _planner(self, chunks: Chunks) -> Planner:
        if not chunks.units:
            raise Problem("There is no text to summarize.", "Write, paste or open one.")
        a_word = chunks.pieces / max(self._words, 1)  # pieces
        asked = ceil(min(self._asked, self._words) * a_word)
        usual = usual_output(self._model.generation, self._model.reading.target_places)
        single = self._request.form is Form.TITLE
        return Planner(max(asked, 1), usual, single, self._lines)

    def _chunks(self, level: Level) -> Chunks:
        reading = self._model.reading
        limit = min(reading.limit, reading.places)
        text = readable(level.text, self._model)
        return Chunks.of(text, level.sentences, self._model.source.count, limit)

    def _check(self, level: Level) -> None:
        if not level.sentences:
            raise Problem(
                f"{self._model.checkpoint.name} wrote nothing for this text.",
                "Choose another checkpoint, or let sentences of the text be taken.",
            )

    def _is_too_long(self, level: Level, plan: Plan) -> bool:
        if self._lines or len(plan.parts) <= 1:
            return False
        return count_words(level.text) > TOO_LONG * self._asked

    def _level(self, level: Level, plan: Plan) -> Generator[SummaryPart, None, list[Written]]:
        """Summaries of all parts of a level, told as they are written."""
        writer = Writer(self._model, self._request.options, plan.output, self._cancelled)
        total = self._before + sum(part.pieces for part in plan.parts) + plan.ahead
        done, written = self._before, list[Written]()
        told = self._summary(level, written, 0)
        for batch in batches(plan.parts, self._request.options.batch):
            size = sum(part.pieces for part in batch)
            work = writer.start(level, batch)
            for share in work.steps():
                if self._progress.is_due:
                    yield self._event(told, done + int(share * size), total)
            written += self._cut(work.written, plan)
            done += size
            self._count(batch)
            if self._progress.may_assemble or batch[-1] is plan.parts[-1]:
                with self._progress.assembling():
                    told = self._summary(level, written, batch[-1].units[-1].sentence + 1)
                yield self._event(told, done, total)
        return written

    def _cut(self, written: list[Written], plan: Plan) -> list[Written]:
        # A title is one sentence.
        single = self._request.form is Form.TITLE and plan.last
        return [one.first() for one in written] if single else written

    def _count(self, batch: Sequence[Part]) -> None:
        if self._levels == 1:
            self._parts += len(batch)
            self._read += sum(part.words for part in batch)

    def _event(self, summary: Summary, done: int, total: int) -> SummaryPart:
        return SummaryPart(self._request.id, summary, *self._progress.told(done, total))

    def _summary(self, level: Level, written: Sequence[Written], reached: int) -> Summary:
        """What is written, and of a text that was written before what is not yet read."""
        found = summary_sentences(next_level(level, written), self._sentences)
        if self._levels > 1:
            found += summary_sentences(level, self._sentences, reached)
        form = self._request.form
        return self._assembled(found, Form.SENTENCES if form is Form.TITLE else form)

    def _assembled(self, found: Sequence[SummarySentence], form: Form) -> Summary:
        return summary_of(
            self._request.text,
            self._sentences,
            found,
            form,
            read=self._read,
            parts=self._parts,
            levels=self._levels,
            asked=0 if self._lines else self._asked,
            extractive=False,
        )


def batches(parts: Sequence[Part], size: int | None) -> Iterator[list[Part]]:
    """Parts that are run together: `size` of them, or the first alone and then as many as
    fit, so that a first summary appears soon.
    """
    batch: list[Part] = []
    longest = 0
    for at, part in enumerate(parts):
        longest = max(longest, part.pieces)
        full = len(batch) >= size if size else (len(batch) + 1) * longest > BATCH_PIECES
        if batch and (full or (at == 1 and not size)):
            yield batch
            batch, longest = [], part.pieces
        batch.append(part)
    if batch:
        yield batch
