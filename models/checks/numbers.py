"""Numbers of the source that the output changed or lost, and numbers that it made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.checks.finding import CheckKind, Finding
from models.checks.linked import strength
from models.checks.quantities import quantities
from models.checks.quantity import Quantity, Strength
from models.messages import Segment, Span

_TIE = 0.15  # a link from which on a number without a partner became the other one


def check_numbers(
    segment: Segment, source_masked: Sequence[Span], target_masked: Sequence[Span]
) -> Iterator[Finding]:
    """What is in masked places (addresses, placeholders) is not looked at."""
    source = quantities(segment.source, source_masked)
    target = quantities(segment.target, target_masked)
    lost = [one for one in source if not _is_among(one, target)]
    new = [one for one in target if not _is_among(one, source)]
    pairs = _pairs(segment, lost, new)
    for one, other in pairs:
        what = (
            f"{_text(segment.source, one)} became {_text(segment.target, other).rstrip('.')}."
        )
        yield Finding(
            CheckKind.NUMBER, "target", other.start, other.end, what, Span(one.start, one.end)
        )
    for one in lost:
        if one.strength is Strength.DIGITS and all(one is not paired for paired, _ in pairs):
            what = f"{_text(segment.source, one)} is missing from the translation."
            yield Finding(CheckKind.NUMBER, "source", one.start, one.end, what)
    for other in new:
        if other.strength is Strength.DIGITS and all(
            other is not paired for _, paired in pairs
        ):
            what = f"{_text(segment.target, other)} is not in the source."
            yield Finding(CheckKind.NUMBER, "target", other.start, other.end, what)


def _is_among(one: Quantity, others: Sequence[Quantity]) -> bool:
    every = [*others, *(part for other in others for part in other.parts)]
    if any(one.equals(other) for other in every):
        return True
    return bool(one.parts) and all(any(map(part.equals, every)) for part in one.parts)


def _pairs(
    segment: Segment, lost: Sequence[Quantity], new: Sequence[Quantity]
) -> list[tuple[Quantity, Quantity]]:
    """Numbers that became others: linked ones, and a lone one on either side."""
    words = segment.alignment.words
    rated = [
        (strength(words, Span(one.start, one.end), Span(other.start, other.end)), at, to)
        for at, one in enumerate(lost)
        for to, other in enumerate(new)
        if Strength.HINT not in (one.strength, other.strength)
    ]
    pairs: dict[int, int] = {}
    for rating, at, to in sorted(rated, key=lambda each: (-each[0], each[1:])):
        if rating >= _TIE and at not in pairs and to not in pairs.values():
            pairs[at] = to
    left = [at for at, one in enumerate(lost) if _stands_alone(one) and at not in pairs]
    free = [to for to, one in enumerate(new) if _stands_alone(one) and to not in pairs.values()]
    if len(left) == len(free) == 1:
        pairs[left[0]] = free[0]
    return [(lost[at], new[to]) for at, to in sorted(pairs.items())]


def _stands_alone(one: Quantity) -> bool:
    return one.strength is Strength.DIGITS


def _text(text: str, one: Quantity) -> str:
    return text[one.start : one.end].strip()
