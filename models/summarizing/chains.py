"""A document translated before it is summarized, a summary translated afterwards.

Evidence always points into the document itself: from the translation it goes back sentence by
sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from models.messages import (
    Evidence,
    Form,
    Options,
    Result,
    Segment,
    SegmentDone,
    Span,
    Step,
    Summary,
    SummarySentence,
    Translate,
)
from models.model import Model
from models.segment_cache import SegmentCache
from models.summarizing.assembling import summary_of
from models.summarizing.joining import evidence_of
from models.summarizing.structure import Sentence
from models.translation import Translation


@dataclass(frozen=True)
class Translated:
    """A translated document: `targets` are the places of its segments in `text`, `sources`
    the same in the document that was translated.
    """

    text: str
    targets: tuple[Span, ...]
    sources: tuple[Span, ...]

    def origins(self, start: int, end: int) -> Iterator[tuple[Span, float]]:
        """Which segments' sources stand behind text[start:end], with shares that sum to 1."""
        found: list[tuple[Span, int]] = []
        first = bisect_right(self.targets, start, key=_end)
        for at in range(first, len(self.targets)):
            if self.targets[at].start >= end:
                break
            found.append((self.sources[at], _common(self.targets[at], start, end)))
        total = sum(common for _, common in found)
        yield from ((span, common / total) for span, common in found if common)


@dataclass(frozen=True)
class Stage:
    """A translation before or after: the model for it, and what all translations share."""

    step: Step
    model: Model
    options: Options
    cache: SegmentCache
    cancelled: Callable[[], bool]

    def run(
        self, request_id: int, text: str, lines: bool = False
    ) -> Generator[float, None, tuple[list[Segment], str]]:
        """Translate; yields which share is done (0 to 1). Returns segments and the tail."""
        options = Options(
            device=self.options.device,
            precision=self.options.precision,
            threads=self.options.threads,
            batch=self.options.batch,
        )
        request = Translate(
            request_id,
            text,
            self.step.checkpoint,
            lines=lines,
            options=options,
            task=self.step.task,
        )
        segments: list[Segment] = []
        tail = ""
        for event in Translation(request, [self.model], self.cache, self.cancelled).events():
            match event:
                case SegmentDone():
                    segments.append(event.segment)
                    yield event.done / max(event.total, 1)
                case Result():
                    tail = event.tail
        return segments, tail


def translated(segments: Sequence[Segment], tail: str) -> Translated:
    """The document that segments and what stands between them make."""
    text = ""
    targets, sources = [], []
    for segment in segments:
        text += segment.before
        targets.append(Span(len(text), len(text) + len(segment.target)))
        sources.append(Span(segment.start, segment.start + len(segment.source)))
        text += segment.target
    return Translated(text + tail, tuple(targets), tuple(sources))


def back_in_document(
    summary: Summary,
    form: Form,
    document: str,
    sentences: Sequence[Sentence],
    through: Translated,
) -> Summary:
    """A translation's summary as one of the document that was translated."""
    words = sum(one.words for one in sentences)
    whole = summary.read >= summary.words
    read = words if whole else words * summary.read // summary.words
    found = [
        replace(one, evidence=_moved(one.evidence, sentences, through))
        for one in summary.sentences
    ]
    return reassembled(summary, form, document, sentences, found, read)


def with_targets(
    summary: Summary,
    form: Form,
    document: str,
    sentences: Sequence[Sentence],
    segments: Sequence[Segment],
) -> Summary:
    """A summary with each of its sentences translated."""
    found = [
        _translated_sentence(one, segment)
        for one, segment in zip(summary.sentences, segments, strict=True)
    ]
    return reassembled(summary, form, document, sentences, found, summary.read)


def reassembled(
    summary: Summary,
    form: Form,
    document: str,
    sentences: Sequence[Sentence],
    found: Sequence[SummarySentence],
    read: int,
) -> Summary:
    """The same summary of other sentences, whose `unfounded` hold already."""
    return summary_of(
        document,
        sentences,
        found,
        form,
        read=read,
        parts=summary.parts,
        levels=summary.levels,
        asked=summary.asked,
        extractive=summary.extractive,
        checked=False,
    )


def _moved(
    evidence: Sequence[Evidence], sentences: Sequence[Sentence], through: Translated
) -> tuple[Evidence, ...]:
    weights: dict[int, float] = {}
    for one in evidence:
        for source, share in through.origins(one.start, one.end):
            for number, part in _shares(source, sentences):
                weights[number] = weights.get(number, 0.0) + one.weight * share * part
    return evidence_of(weights, sentences)


def _shares(span: Span, sentences: Sequence[Sentence]) -> Iterator[tuple[int, float]]:
    first = max(bisect_right(sentences, span.start, key=_start) - 1, 0)
    last = bisect_right(sentences, span.end - 1, key=_start)
    common = {
        number: _common(span, sentences[number].start, sentences[number].end)
        for number in range(first, last)
    }
    total = sum(common.values())
    yield from ((number, size / total) for number, size in common.items() if size)


def _start(span: Span | Sentence) -> int:
    return span.start


def _end(span: Span | Sentence) -> int:
    return span.end


def _common(span: Span, start: int, end: int) -> int:
    return max(min(span.end, end) - max(span.start, start), 0)


def _translated_sentence(one: SummarySentence, segment: Segment) -> SummarySentence:
    if not segment.target.strip():
        return one
    return replace(one, text=segment.target, unfounded=_linked(one.unfounded, segment))


def _linked(spans: Sequence[Span], segment: Segment) -> tuple[Span, ...]:
    """The words of the translation that are linked with those in `spans` of the source."""
    words = segment.alignment.words
    inside = {
        at
        for at, word in enumerate(words.source)
        if any(_common(span, word.start, word.end) for span in spans)
    }
    links = words.links(segment.alignment.threshold)
    found = sorted({link.target for link in links if link.source in inside})
    return tuple(Span(words.target[at].start, words.target[at].end) for at in found)
