"""Which sentences of a document a summary rests on, and the way back. No Qt.

Positions are UTF-16 units of the document, as Qt counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.messages import Summary, SummarySentence, Utf16Map

_NUMBER = re.compile(r"\d+(?:[.,:/\u00a0\u202f]\d+)*")
_WEAKEST = 0.15  # of a sentence's strongest evidence, so that every share can be seen


@dataclass(frozen=True, slots=True)
class Strength:
    """A sentence by its number, and how strongly it is to be lit (0..1)."""

    sentence: int
    strength: float


class EvidenceMap:
    """A summary laid on the text that it was made of, whose offsets `units` knows."""

    def __init__(self, units: Utf16Map, summary: Summary) -> None:
        self.summary = summary
        self._units = units
        self._starts = [span.start for span in summary.document]
        self._evidence = tuple(tuple(self._strengths(each)) for each in summary.sentences)
        self._resting = self._reverse()

    def _strengths(self, sentence: SummarySentence) -> Iterator[Strength]:
        strongest = max((each.weight for each in sentence.evidence), default=1.0) or 1.0
        for each in sentence.evidence:
            share = each.weight / strongest
            found = bisect_right(self._starts, each.start) - 1
            if found >= 0:
                yield Strength(found, _WEAKEST + (1 - _WEAKEST) * share)

    def _reverse(self) -> Mapping[int, tuple[Strength, ...]]:
        resting: dict[int, list[Strength]] = {}
        for number, found in enumerate(self._evidence):
            for each in found:
                resting.setdefault(each.sentence, []).append(Strength(number, each.strength))
        return {index: tuple(each) for index, each in resting.items()}

    def evidence(self, number: int) -> tuple[Strength, ...]:
        """The document's sentences that a summary sentence rests on, the strongest first."""
        return self._evidence[number]

    def resting_on(self, index: int) -> tuple[Strength, ...]:
        """The summary's sentences that rest on one of the document's."""
        return self._resting.get(index, ())

    def everything(self) -> tuple[Strength, ...]:
        """Every sentence of the document that something rests on."""
        return tuple(
            Strength(index, max(each.strength for each in found))
            for index, found in sorted(self._resting.items())
        )

    def sentence_at(self, position: int) -> int | None:
        """The document's sentence that a letter belongs to."""
        if position < 0:
            return None
        point = self._units.points(position)
        found = bisect_right(self._starts, point) - 1
        inside = found >= 0 and point <= self.summary.document[found].end
        return found if inside else None

    def range_of(self, index: int) -> tuple[int, int]:
        """Where one of the document's sentences begins and ends."""
        span = self.summary.document[index]
        return self._units.units(span.start), self._units.units(span.end)

    def uncovered(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Stretches between two positions that nothing rests on."""
        first = max(0, bisect_right(self._starts, self._units.points(start)) - 1)
        last = bisect_right(self._starts, self._units.points(end))
        for index in range(first, last):
            if index not in self._resting:
                yield self.range_of(index)


def found_numbers(sentence: SummarySentence) -> tuple[str, ...]:
    """The numbers of a sentence that are in its evidence."""
    missing = [(span.start, span.end) for span in sentence.unfounded]
    return tuple(
        dict.fromkeys(
            each.group()
            for each in _NUMBER.finditer(sentence.text)
            if not any(start < each.end() and each.start() < end for start, end in missing)
        )
    )


def missing_words(sentence: SummarySentence) -> tuple[str, ...]:
    """What of a sentence is nowhere in its evidence."""
    return tuple(
        dict.fromkeys(sentence.text[span.start : span.end] for span in sentence.unfounded)
    )
