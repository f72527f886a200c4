"""A text as sentences that are translated one by one, each staying in its place. No Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from models.messages import (
    Alignment,
    Event,
    Level,
    Matrix,
    Partial,
    Result,
    Segment,
    SegmentDone,
)

_NO_LINKS = Level((), (), Matrix((0, 0), b""))


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, and what stands between the last one and it."""

    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Passages:
    """A text, sentence by sentence; `tail` stands behind the last."""

    parts: tuple[Passage, ...]
    tail: str = ""

    def document(self) -> str:
        """The text letter for letter."""
        return "".join(each.before + each.text for each in self.parts) + self.tail

    def lines(self) -> tuple[str, ...]:
        """One line for each sentence, as long as the sentence."""
        return tuple(" ".join(each.text.split("\n")) for each in self.parts)


class Places:
    """Puts what was made of the lines where the sentences stand in their document.

    Nothing is told of lines that hold nothing to translate: these stay as they are. So does
    what stands in a line around the words, such as an emoji at its end.
    """

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._lines = passages.lines()
        self._line_starts = _starts([len(line) + 1 for line in self._lines])
        sizes = [len(each.before) + len(each.text) for each in passages.parts]
        self._starts = [
            start + len(each.before)
            for start, each in zip(_starts(sizes), passages.parts, strict=True)
        ]
        self._told = 0
        self._total = len(passages.document())

    def placed(self, event: Event) -> Iterator[Partial | SegmentDone | Result]:
        """The output that an event about the lines is of the document."""
        match event:
            case Partial(start=start):
                at = self._line_at(start)
                yield from self._pass_to(at, event.request_id)
                text = self._lead(at, start) + event.text
                before = self._passages.parts[at].before
                yield Partial(event.request_id, at, self._starts[at], before, text)
            case SegmentDone(segment=segment):
                at = self._line_at(segment.start)
                yield from self._pass_to(at, event.request_id)
                yield self._done(at, segment, event.request_id)
            case Result():
                count = len(self._lines)
                yield from self._pass_to(count, event.request_id)
                yield Result(event.request_id, count, self._passages.tail)

    def _line_at(self, start: int) -> int:
        return bisect_right(self._line_starts, start) - 1

    def _lead(self, at: int, start: int) -> str:
        return self._lines[at][: start - self._line_starts[at]]

    def _pass_to(self, count: int, request: int) -> Iterator[SegmentDone]:
        """The sentences before number `count` of which nothing was told, as they are."""
        for at in range(self._told, count):
            text = self._passages.parts[at].text
            links = Alignment(_NO_LINKS, _NO_LINKS, 0.0)
            same = Segment(self._line_starts[at], "", text, text, 0.0, (), (), links)
            yield self._done(at, same, request)

    def _done(self, at: int, found: Segment, request: int) -> SegmentDone:
        """A finished sentence; the offsets of its pieces and words are of no use any more."""
        part, line = self._passages.parts[at], self._lines[at]
        end = found.start - self._line_starts[at] + len(found.source)
        segment = replace(
            found,
            start=self._starts[at],
            before=part.before,
            source=part.text,
            target=self._lead(at, found.start) + found.target + line[end:],
        )
        self._told = at + 1
        reached = self._starts[at] + len(part.text)
        return SegmentDone(request, at, segment, reached, self._total)


def _starts(sizes: Sequence[int]) -> list[int]:
    return [end - size for end, size in zip(accumulate(sizes), sizes, strict=True)]
