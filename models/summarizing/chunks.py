"""A text in as few parts as a model can read at once, cut where its structure allows.

The parts partition the sentences: each unit of each sentence is in exactly one part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from models.summarizing.structure import Sentence
from models.text.long_sentences import split_long

Count = Callable[[str], int]

# What a cut is worth, in shares of a part's ideal length that it may be away from it.
HEADING, PARAGRAPH = 0.75, 0.25
AFTER_HEADING, WITHIN_SENTENCE = -0.5, -0.5
SMALLEST_SHARE = 0.5  # of the ideal length


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a part of one that is longer than a model takes: text[start:end].

    `sentence` is its number; `pieces` are without those around a text.
    """

    sentence: int
    start: int
    end: int
    words: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring units, read together."""

    units: tuple[Unit, ...]

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.units[-1].end

    @property
    def words(self) -> int:
        """The words of all units."""
        return sum(unit.words for unit in self.units)

    @property
    def pieces(self) -> int:
        """The pieces of all units."""
        return sum(unit.pieces for unit in self.units)


@dataclass(frozen=True)
class Chunks:
    """A text as units and how to put them together.

    `count` says how many pieces a text has with all around it, `around` how many of these are
    around it whatever the text, and `limit` is the most that a model reads at once.
    """

    text: str
    sentences: Sequence[Sentence]
    units: tuple[Unit, ...]
    count: Count
    around: int
    limit: int

    @staticmethod
    def of(text: str, sentences: Sequence[Sentence], count: Count, limit: int) -> Chunks:
        """The units of a text."""
        around = count("")
        units = tuple(
            unit
            for number, sentence in enumerate(sentences)
            for unit in _units(text, number, sentence, count, around, limit)
        )
        return Chunks(text, sentences, units, count, around, limit)

    @property
    def pieces(self) -> int:
        """The pieces of all units."""
        return sum(unit.pieces for unit in self.units)

    @property
    def room(self) -> int:
        """The pieces of a text that a model reads at once beside those around it."""
        return max(self.limit - self.around, 1)

    def parts(self, room: int | None = None) -> tuple[Part, ...]:
        """All units in parts of at most `room` pieces; without it of what the model reads."""
        room = min(room or self.room, self.room)
        found: list[Part] = []
        first, left = 0, self.pieces
        while first < len(self.units):
            end = self._end(first, left, room)
            while end - first > 1 and not self._fits(first, end):
                end -= 1
            found.append(Part(self.units[first:end]))
            left -= found[-1].pieces
            first = end
        return tuple(found)

    def _fits(self, first: int, end: int) -> bool:
        # Pieces of neighbours are not exactly the sum of their own.
        within = self.text[self.units[first].start : self.units[end - 1].end]
        return self.count(within) <= self.limit

    def _end(self, first: int, left: int, room: int) -> int:
        """The best end of the part from unit `first` on, `left` pieces from the text's end."""
        if left <= room:
            return len(self.units)
        ideal = left / ceil(left / room)
        best, worth, size = first + 1, float("-inf"), 0
        for end in range(first + 1, len(self.units) + 1):
            size += self.units[end - 1].pieces
            if size > room:
                break
            here = self._worth(end) - abs(size - ideal) / ideal
            if size >= SMALLEST_SHARE * ideal and here >= worth:
                best, worth = end, here
        return self._filled(first, room) if worth == float("-inf") else best

    def _filled(self, first: int, room: int) -> int:
        # All that fits where every cut would be far from the ideal; at least one unit.
        size, end = self.units[first].pieces, first + 1
        while end < len(self.units) and size + self.units[end].pieces <= room:
            size += self.units[end].pieces
            end += 1
        return end

    def _worth(self, end: int) -> float:
        if end == len(self.units):
            return HEADING
        last, following = self.units[end - 1].sentence, self.units[end].sentence
        if last == following:
            return WITHIN_SENTENCE
        before, after = self.sentences[last], self.sentences[following]
        if before.heading:
            return AFTER_HEADING
        if after.heading:
            return HEADING
        return PARAGRAPH if before.paragraph != after.paragraph else 0.0


def _units(
    text: str, number: int, sentence: Sentence, count: Count, around: int, limit: int
) -> list[Unit]:
    start, end = sentence.start, sentence.end
    pieces = count(text[start:end])
    if pieces <= limit:
        return [Unit(number, start, end, sentence.words, max(pieces - around, 0))]
    spans = split_long(text[start:end], count, limit)
    last = len(spans) - 1
    shares = [sentence.words * span.end // max(end - start, 1) for span in spans]
    shares[last] = sentence.words
    found = []
    for at, span in enumerate(spans):
        inside = max(count(text[start + span.start : start + span.end]) - around, 0)
        words = shares[at] - (shares[at - 1] if at else 0)
        found.append(Unit(number, start + span.start, start + span.end, words, inside))
    return found
