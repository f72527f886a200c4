"""Trust checks: what in a segment deserves a second look, from its text and its links alone."""

from __future__ import annotations

from dataclasses import dataclass

from models.checks.attention import check_attention
from models.checks.brackets import check_brackets
from models.checks.finding import CheckKind, Finding
from models.checks.loops import check_loops
from models.checks.numbers import check_numbers
from models.checks.verbatim import addresses, check_verbatim, placeholders
from models.messages import Segment, Span

__all__ = ["CheckKind", "Finding", "check"]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Places of a text that are to be kept letter for letter."""

    addresses: list[Span]
    placeholders: list[Span]

    @staticmethod
    def of(text: str) -> _Kept:
        return _Kept(addresses(text), placeholders(text))

    @property
    def all(self) -> list[Span]:
        return [*self.addresses, *self.placeholders]


def check(segment: Segment) -> tuple[Finding, ...]:
    """Everything found in a segment: of the source first, each side in reading order."""
    source, target = _Kept.of(segment.source), _Kept.of(segment.target)
    kept = source.all, target.all
    found = [
        *check_numbers(segment, *kept),
        *check_verbatim(CheckKind.ADDRESS, segment, source.addresses, target.addresses),
        *check_verbatim(
            CheckKind.PLACEHOLDER, segment, source.placeholders, target.placeholders
        ),
        *check_brackets(segment),
        *check_attention(segment, *kept),
        *check_loops(segment),
    ]
    return tuple(sorted(found, key=lambda one: (one.side != "source", one.start, one.end)))
