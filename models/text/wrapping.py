"""Line breaks inside a sentence of hard-wrapped text: taken out, and put back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from models.text.characters import HAN_OR_KANA, LINE_BREAK, splits_cluster
from models.text.rewritten import Rewritten

# Line breaks with the blanks around them and the marks of a quoted mail. The look back
# keeps a long run of blanks from being read from each of its blanks anew.
BREAK = re.compile(rf"(?<![ \t])[ \t]*(?:{LINE_BREAK}[ \t>]*)+")

_BLANKS = re.compile(r"\s+")
_OPENERS = frozenset("([{“‘«‹「『（【《〈〔")


def unwrap(text: str) -> str:
    """`text` with every line break and the indent after it as blanks, of the same length."""
    return BREAK.sub(lambda found: " " * len(found.group()), text)


def rewrap(source: str, target: str) -> Rewritten:
    """`target` with the line breaks of `source` at the places that correspond best.

    Breaks replace blanks; between Chinese and Japanese letters they are put in. Those
    for which there is no place follow at the end, so that there are as many as in `source`.
    """
    breaks = [(found.start(), found.group()) for found in BREAK.finditer(source)]
    if not breaks:
        return Rewritten.unchanged(target)
    places = _places(target)
    chosen = _nearest(places, [at * len(target) / len(source) for at, _ in breaks])
    parts = list(target)
    for (start, end), (_, characters) in zip(chosen, breaks, strict=False):
        if start == end:
            parts[start - 1] += characters
        else:
            parts[start:end] = [characters, *[""] * (end - start - 1)]
    rewritten = Rewritten.joined(parts)
    surplus = "".join(characters for _, characters in breaks[len(chosen) :])
    offsets = rewritten.offsets
    if any(start == end for start, end in chosen):
        offsets = _before_breaks(target, chosen, breaks, offsets)
    return Rewritten(rewritten.text + surplus, offsets)


def _before_breaks(
    target: str,
    chosen: Sequence[tuple[int, int]],
    breaks: Sequence[tuple[int, str]],
    offsets: tuple[int, ...],
) -> tuple[int, ...]:
    """Offsets where a break was put in point to its front."""
    moved = list(offsets)
    for (start, end), (_, characters) in zip(chosen, breaks, strict=False):
        if start == end:
            moved[start] -= len(characters)
    return tuple(moved)


def _places(target: str) -> list[tuple[int, int]]:
    """Where a line may break: runs of blanks, and before Han and kana letters."""
    first, last = len(target) - len(target.lstrip()), len(target.rstrip())
    places = [found.span() for found in _BLANKS.finditer(target, first, last)]
    for found in HAN_OR_KANA.finditer(target, first, last):
        at = found.start()
        before = target[at - 1] if at > first else " "
        if not (before.isspace() or before in _OPENERS or splits_cluster(target, at)):
            places.append((at, at))
    return sorted(places)


def _nearest(
    places: Sequence[tuple[int, int]], wanted: Sequence[float]
) -> list[tuple[int, int]]:
    """One place for each of `wanted`, in order, as near as can be; fewer if there are fewer."""
    count = min(len(places), len(wanted))
    middles = [(start + end) / 2 for start, end in places]
    chosen: list[int] = []
    for nth, want in enumerate(wanted[:count]):
        low = chosen[-1] + 1 if chosen else 0
        high = len(places) - (count - nth)
        at = bisect_left(middles, want, low, high)
        if at > low and want - middles[at - 1] < middles[at] - want:
            at -= 1
        chosen.append(at)
    return [places[at] for at in chosen]
