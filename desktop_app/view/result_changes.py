"""Which sentences of a translation an edit has changed. No Qt."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from models.messages import Note

_CHUNK = 4096
_LINE_GAP = re.compile(r"\s*\n\s*")
_SENTENCE_GAP = re.compile(r"(?<=[.!?…؟।])[\"'»”’)\]]*(\s+)|(?<=[。！？])[”’」』）]*(\s*)(?!$)")


def common_prefix(first: str, second: str) -> int:
    """How many letters both texts begin with."""
    return _common(first, second, lambda text, start, end: text[start:end])


def common_suffix(first: str, second: str) -> int:
    """How many letters both texts end with."""
    return _common(
        first, second, lambda text, start, end: text[len(text) - end : len(text) - start]
    )


def _common(first: str, second: str, part: Callable[[str, int, int], str]) -> int:
    """Compare in big steps, then halve the step that differs: strings compare in C."""
    length, step, same = min(len(first), len(second)), _CHUNK, 0
    while step:
        end = min(same + step, length)
        if end > same and part(first, same, end) == part(second, same, end):
            same = end
        else:
            step //= 2
    return same


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence as it is shown, and what stands between the last one and it.

    `notes` are what is to be known of the model's own sentence, not of one that was edited.
    """

    before: str
    target: str
    notes: tuple[Note, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """The sentences that an edit has changed, by number, and the text behind the last one."""

    parts: dict[int, Part]
    tail: str


def change_of(parts: Sequence[Part], tail: str, edited: str) -> Change:
    """What became of the parts in the edited text.

    What is written at the border of two sentences belongs to the first. A stretch of several
    is divided by its lines or sentences, where there are as many; else all of it is the first.
    """
    text = "".join(piece for part in parts for piece in (part.before, part.target)) + tail
    same = common_prefix(text, edited)
    rest = min(common_suffix(text, edited), min(len(text), len(edited)) - same)
    if not parts or same == len(text) == len(edited):
        return Change({}, tail)
    ends = list(accumulate(len(part.before) + len(part.target) for part in parts))
    starts = [end - len(part.target) for end, part in zip(ends, parts, strict=True)]
    removed_to = len(text) - rest
    first = max(bisect_right(starts, same) - 1, 0)
    last = max(min(bisect_left(ends, removed_to), len(parts) - 1), first)
    if last > first and removed_to <= starts[last]:
        last -= 1  # nothing but the gap before it was touched
    behind = starts[first + 1] if first + 1 < len(parts) else len(text)
    between = edited[ends[first] : len(edited) - (len(text) - behind)]
    if ends[first] <= same and removed_to <= behind and not between.strip():
        if first + 1 == len(parts):
            return Change({}, between)
        return Change({first + 1: Part(between, parts[first + 1].target)}, tail)
    begin, end = min(starts[first], same), max(ends[last], removed_to)
    inside = edited[begin : len(edited) - (len(text) - end)]
    gap = text[starts[first] - len(parts[first].before) : begin]
    found = _divided(inside, gap, parts[first : last + 1])
    changed = {first + at: part for at, part in enumerate(found)}
    if last + 1 == len(parts):
        return Change(_unlike(changed, parts), text[end:])
    changed[last + 1] = Part(text[end : starts[last + 1]], parts[last + 1].target)
    return Change(_unlike(changed, parts), tail)


def _unlike(changed: dict[int, Part], parts: Sequence[Part]) -> dict[int, Part]:
    return {at: part for at, part in changed.items() if part != parts[at]}


def _divided(text: str, gap: str, parts: Sequence[Part]) -> list[Part]:
    """`text` in the place of some parts; `gap` stands before the first."""
    for pattern in (_LINE_GAP, _SENTENCE_GAP):
        found = _split(text, pattern)
        if len(found) == len(parts):
            return [Part(gap, found[0].target), *found[1:]]
    return [Part(gap, text), *(Part("", "") for _ in parts[1:])]


def _split(text: str, pattern: re.Pattern[str]) -> list[Part]:
    found, start, gap = [], 0, ""
    for match in pattern.finditer(text):
        group = match.lastindex or 0
        begin, end = match.span(group)
        if begin > 0 and end < len(text):
            found.append(Part(gap, text[start:begin]))
            start, gap = end, text[begin:end]
    return [*found, Part(gap, text[start:])]
