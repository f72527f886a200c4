"""Where a loop is that the search could not get out of."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.finding import CheckKind, Finding
from models.messages import Note, Segment, Span
from models.text.loops import LONGEST

_SHOWN = 40  # code points of the repeated text in the sentence


def check_loops(segment: Segment) -> Iterator[Finding]:
    """One finding over everything that is said again and again."""
    if Note.REPEATS not in segment.notes:
        return
    pieces = [one for one in segment.target_pieces if one.end > one.start]
    place, unit = _longest([one.id for one in pieces])
    if unit:
        start, end = pieces[place.start].start, pieces[place.end - 1].end
        repeated = segment.target[start : pieces[place.start + unit - 1].end].strip()
        times = (place.end - place.start) // unit
        what = f"The translation says “{_cut(repeated)}” {times} times in a row."
    else:
        start, end = 0, len(segment.target)
        what = "The translation says the same again and again."
    yield Finding(CheckKind.LOOP, "target", start, end, what)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _longest(ids: list[int]) -> tuple[Span, int]:
    """The longest stretch in which an n-gram follows itself, and n; n is 0 without any."""
    best, unit = Span(0, 0), 0
    for n in range(1, min(LONGEST, len(ids) // 2) + 1):
        same = 0
        for at, (left, right) in enumerate(zip(ids, ids[n:], strict=False)):
            same = same + 1 if left == right else 0
            if same >= n and same + n > best.end - best.start:
                best, unit = Span(at - same + 1, at + n + 1), n
    return best, unit
