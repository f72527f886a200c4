"""How a text is reduced to the length that was asked for, in as few levels as possible.

A level reads all parts of its text and writes each part's summary; these together are the text
of the next level. The last level is the one whose summaries have the asked length together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from models.generation import Generation
from models.summarizing.chunks import Chunks, Part

# New pieces of a summary where the checkpoint says nothing, and the most that one is asked
# for whatever it says: longer ones are made of more parts.
USUAL_MOST, LARGEST_MOST = 128, 256
USUAL_SHARE = 4  # of the most, where the files name no least
LARGEST_SHARE = 3  # a summary has at most this part of the pieces that were read
LEAST_PIECES = 8
# A summary may have this much less or more than its share of what was asked.
LESS, MORE = 0.75, 1.25
END_PIECES = 2  # the end token, and one that only parts words


@dataclass(frozen=True, slots=True)
class Output:
    """New pieces of one summary, at least and at most."""

    least: int
    most: int


@dataclass(frozen=True)
class Plan:
    """One level: what is read, how long each summary gets, whether it is the last.

    `ahead` is the most that later levels will read, in pieces.
    """

    parts: Sequence[Part]
    output: Output
    last: bool
    ahead: int


@dataclass(frozen=True)
class Planner:
    """Plans levels for an output of `asked` pieces; `usual` is what the checkpoint writes.

    A `single` output comes from one part, and from a summary where there is enough text. A
    checkpoint of `lines` writes one about each part, as long as it was trained to.
    """

    asked: int
    usual: Output
    single: bool = False
    lines: bool = False

    def plan(self, chunks: Chunks, depth: int) -> Plan:
        """The plan of the level at `depth`, which counts from 0."""
        parts: Sequence[Part] = chunks.parts()
        if self.lines:
            return self._of_lines(parts, chunks)
        if self._is_last(len(parts)) and not (self.single and self._needs_more(chunks, depth)):
            parts = self._finer(chunks, parts)
            return Plan(parts, self._final(len(parts), chunks.room), last=True, ahead=0)
        output = self._partial(len(parts), chunks.room)
        return Plan(parts, output, last=False, ahead=self._ahead(len(parts), output, chunks))

    def _of_lines(self, parts: Sequence[Part], chunks: Chunks) -> Plan:
        output = Output(0, self.usual.most)
        if self.single and len(parts) > 1:
            return Plan(parts, output, False, self._ahead(len(parts), output, chunks))
        return Plan(parts, output, last=True, ahead=0)

    def _is_last(self, parts: int) -> bool:
        if self.single:
            return parts <= 1
        return parts <= 1 or self.asked / parts >= self.usual.least

    def _needs_more(self, chunks: Chunks, depth: int) -> bool:
        return depth == 0 and chunks.pieces > 2 * self.usual.most

    def _finer(self, chunks: Chunks, parts: Sequence[Part]) -> Sequence[Part]:
        # A long output is made of as many usual ones.
        wanted = ceil(self.asked / self.usual.most)
        if wanted <= len(parts):
            return parts
        return chunks.parts(max(ceil(chunks.pieces / wanted), LEAST_PIECES))

    def _final(self, parts: int, room: int) -> Output:
        share = self.asked / max(parts, 1)
        most = min(ceil(MORE * share) + END_PIECES, self._largest(room, share))
        return Output(min(int(LESS * share), most - 1), max(most, 2))

    def _largest(self, room: int, share: float) -> int:
        return max(self.usual.most, min(ceil(MORE * share), room))

    def _partial(self, parts: int, room: int) -> Output:
        # The longest that makes the next level the last, else what the checkpoint writes.
        longest = max(min(self.usual.most, room // LARGEST_SHARE), 2)
        shortest = max(min(self.usual.least, longest), 2)
        for most in (longest, (longest + shortest) // 2, shortest):
            if self._is_last(ceil(parts * most / room)):
                return Output(min(shortest, most - 1), most)
        return Output(min(shortest, longest - 1), longest)

    def _ahead(self, parts: int, output: Output, chunks: Chunks) -> int:
        total, room = 0, chunks.room
        while parts > 1:
            pieces = parts * output.most
            total += pieces
            fewer = ceil(pieces / room)
            if self._is_last(fewer) or fewer >= parts:
                break
            parts, output = fewer, self._partial(fewer, room)
        return total or output.most


def usual_output(generation: Generation, places: int) -> Output:
    """What a checkpoint's own settings make of a text; `places` is the most that fits."""
    most = generation.max_new or (generation.max_length or 0) - 1
    most = min(most if most > 1 else USUAL_MOST, LARGEST_MOST, max(places - 1, 2))
    least = generation.min_new or generation.min_length or most // USUAL_SHARE
    return Output(min(least, most * 2 // 3), most)
