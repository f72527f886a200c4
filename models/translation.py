"""Translating a document: sentences in batches through one model, or two by way of a pivot.

The first batches are small so that text appears early; later ones hold sentences of similar
length. Segments are told in the document's order.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

import numpy as np

from models.alignment import compose, overlap, spans
from models.decoding import Decoded, Decoder, Job, Running, Stopped, check_ids
from models.finishing import Output, Part, moved, output_of, segment_of
from models.limits import is_exact
from models.messages import (
    Event,
    Note,
    Options,
    Partial,
    Result,
    Segment,
    SegmentDone,
    Span,
    Translate,
)
from models.model import Model
from models.segment_cache import SegmentCache
from models.sentence_reader import Reader, Sentence
from models.text.letter_case import restore

WINDOWS = (1, 8, 32, 128)  # sentences taken from the document at a time; the last goes on
SORTED_BATCHES = 8  # batches that a window holds when the size of a batch is given
BATCH_PIECES = 800  # sentences x the longest one's pieces
PARTIAL_SECONDS = 0.08  # between two looks at an unfinished sentence

Batch = list[tuple[int, Sentence]]
Look = Callable[[int], str]  # the text so far of a sentence of the batch


class Translation:
    """One `Translate` request on its way through `models` (one, or two for a pivot)."""

    def __init__(
        self,
        request: Translate,
        models: Sequence[Model],
        cache: SegmentCache,
        cancelled: Callable[[], bool],
        told: int = 0,
    ) -> None:
        """With `told` that many segments are known to the caller and not told again."""
        self._request, self._models, self._cache = request, models, cache
        self._cancelled = cancelled
        self._decoders = [Decoder(model, request.options, cancelled) for model in models]
        self._readers = [reader_of(model, request.options) for model in models]
        self._prefixes = dict(request.prefixes)
        for prefix in self._prefixes.values():
            check_ids(models[-1], prefix)
        self.told = told  # segments that have been told
        self._reached = 0  # code points of the document that these cover
        self._looked = time.perf_counter()

    def events(self) -> Iterator[Event]:
        """Partial and finished segments, then the result. Raises `Stopped` when cancelled."""
        for window in self._windows():
            ready: dict[int, Segment] = {}
            missing: Batch = []
            for index, sentence in window:
                known = self._known(index, sentence)
                if known is None:
                    missing.append((index, sentence))
                else:
                    ready[index] = known
            yield from self._tell(ready)
            for batch in self._batches(missing):
                yield from self._run(batch, dict(window), ready)
                yield from self._tell(ready)
        yield Result(self._request.id, self.told, self._request.text[self._reached :])

    def _windows(self) -> Iterator[Batch]:
        reader, text = self._readers[0], self._request.text
        exact = self._request.options.new_tokens is not None
        found = reader.lines(text, exact) if self._request.lines else reader.document(text)
        sentences = enumerate(found)
        batch = self._request.options.batch
        sizes = iter((batch * SORTED_BATCHES,) if batch else WINDOWS)
        size = next(sizes)
        while window := list(islice(sentences, size)):
            if self._cancelled():
                raise Stopped
            yield window
            size = next(sizes, size)

    def _batches(self, missing: Batch) -> Iterator[Batch]:
        # Sentences of similar length together; the batch with the earliest sentence first.
        by_length = sorted(missing, key=lambda item: len(item[1].text))
        batches: list[Batch] = []
        longest = 0
        for item in by_length:
            longest = max(longest, self._models[0].source.count(item[1].text))
            if not batches or self._full(len(batches[-1]), longest):
                batches.append([])
            batches[-1].append(item)
        yield from sorted(batches, key=lambda batch: min(index for index, _ in batch))

    def _full(self, sentences: int, longest: int) -> bool:
        batch = self._request.options.batch
        return sentences >= batch if batch else (sentences + 1) * longest > BATCH_PIECES

    def _known(self, index: int, sentence: Sentence) -> Segment | None:
        if index in self._prefixes:
            return None
        known = self._cache.get(self._key(sentence))
        return known and replace(known, start=sentence.start, before=sentence.before)

    def _key(self, sentence: Sentence) -> tuple[object, ...]:
        request = self._request
        models = tuple(
            (str(model.checkpoint.path), model.precision, model.device)
            for model in self._models
        )
        how = (request.options, request.lines, request.task, request.via_task)
        return (*models, *how, sentence.source)

    def _tell(self, ready: dict[int, Segment]) -> Iterator[SegmentDone]:
        while self.told in ready:
            segment = ready.pop(self.told)
            self._reached = segment.start + len(segment.source)
            yield SegmentDone(
                self._request.id, self.told, segment, self._reached, len(self._request.text)
            )
            self.told += 1

    def _run(
        self, batch: Batch, window: dict[int, Sentence], ready: dict[int, Segment]
    ) -> Iterator[Event]:
        numbers = [index for index, _ in batch]
        work = self._outputs([sentence for _, sentence in batch], numbers)
        while True:
            try:
                look = next(work)
            except StopIteration as stop:
                outputs: list[Output] = stop.value
                break
            if self.told in numbers:
                yield from self._look(look, numbers.index(self.told), window[self.told])
        for (index, sentence), output in zip(batch, outputs, strict=True):
            segment = segment_of(sentence, output, self._request.options.split_punctuation)
            ready[index] = segment
            if index not in self._prefixes:
                self._cache.put(self._key(sentence), segment)

    def _look(self, look: Look, at: int, sentence: Sentence) -> Iterator[Partial]:
        now = time.perf_counter()
        if now - self._looked < PARTIAL_SECONDS:
            return
        self._looked = now
        text = look(at)
        if text:
            yield Partial(self._request.id, self.told, sentence.start, sentence.before, text)

    def _outputs(
        self, sentences: list[Sentence], numbers: list[int]
    ) -> Generator[Look, None, list[Output]]:
        free: list[tuple[int, ...]] = [()] * len(numbers)
        wanted = [self._prefixes.get(index, ()) for index in numbers]
        stages = zip(self._models, self._readers, self._decoders, strict=True)
        outputs: list[Output] = []
        for stage, (model, reader, decoder) in enumerate(stages):
            if stage:
                sentences = [reader.sentence(output.target) for output in outputs]
            last = stage == len(self._models) - 1
            run = through(model, decoder, sentences, wanted if last else free)
            found = yield from run if last else _blind(run)
            outputs = [join(*p) for p in zip(outputs, found, strict=True)] if stage else found
        return outputs


def through(
    model: Model,
    decoder: Decoder,
    sentences: Sequence[Sentence],
    prefixes: Sequence[tuple[int, ...]],
) -> Generator[Look, None, list[Output]]:
    """Decode all parts of all sentences; yields a look at the running outputs each step."""
    jobs: list[Job] = []
    owned: list[range] = []  # the jobs of each sentence
    places: list[Span] = []
    for sentence, prefix in zip(sentences, prefixes, strict=True):
        parts = (Span(0, len(sentence.text)),) if prefix else sentence.parts
        owned.append(range(len(jobs), len(jobs) + len(parts)))
        places += parts
        for part in parts:
            pieces = model.source.encode(sentence.text[part.start : part.end])
            jobs.append(Job(tuple(moved(piece, part.start) for piece in pieces), prefix))
    work = decoder.decode(jobs)
    while True:
        try:
            running = next(work)
        except StopIteration as stop:
            decoded: list[Decoded] = stop.value
            break
        yield partial(_text_so_far, model, running, owned, sentences)
    done = list(map(Part, places, [job.pieces for job in jobs], decoded))
    return [
        output_of(model, sentence, done[jobs_of.start : jobs_of.stop])
        for sentence, jobs_of in zip(sentences, owned, strict=True)
    ]


def _text_so_far(
    model: Model,
    running: Running,
    owned: Sequence[range],
    sentences: Sequence[Sentence],
    at: int,
) -> str:
    outputs = (model.target.decode(running.ids(job))[0] for job in owned[at])
    text = " ".join(filter(None, outputs))
    return restore(text, sentences[at].case, model.way.target).text


def _blind(
    work: Generator[Look, None, list[Output]],
) -> Generator[Look, None, list[Output]]:
    # A pivot's middle text is not the output: there is nothing to look at.
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        yield lambda _: ""


def reader_of(model: Model, options: Options) -> Reader:
    """How a model reads a request's text."""
    reading, exact = model.reading, is_exact(model, options)
    return Reader(
        model.way.source,
        model.source,
        reading.places if exact else reading.limit,
        reading.single_sentences,
        exact,
        model.way.whole,
    )


def join(first: Output, second: Output) -> Output:
    """A pivot's two outputs as one; attention goes through the middle text's code points."""
    middle = overlap(second.source_pieces, spans(first.target_pieces))
    notes: tuple[Note, ...] = tuple(dict.fromkeys((*first.notes, *second.notes)))
    return Output(
        second.target,
        second.target_pieces,
        first.source_pieces,
        np.ascontiguousarray(compose(second.rows, middle, first.rows)),
        first.score + second.score,
        notes,
        second.hypotheses,
    )
