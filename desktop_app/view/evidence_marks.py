"""Which sentences of both panes are lit, and how strongly, for those that are pointed at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.view.evidence_map import EvidenceMap, Strength
from desktop_app.view.highlights import Light, Mark
from desktop_app.view.places import Side

_OWN = Light(0.45, chosen=True)  # of a document's sentence that is pointed at
_CHOSEN = Light(0.7, chosen=True)  # of a summary's
_QUIET = 0.25  # of the overview while nothing is pointed at


@dataclass(frozen=True, slots=True)
class Pointed:
    """A sentence of the document or of the summary, by its number."""

    side: Side
    sentence: int


def document_marks(known: EvidenceMap, shown: Sequence[Pointed]) -> Iterator[Mark]:
    """The evidence of the summary's sentences among these, and the document's own."""
    lights: dict[int, Light] = {}
    for each in shown:
        if each.side is Side.TARGET:
            for found in known.evidence(each.sentence):
                lights[found.sentence] = Light(found.strength)
    for each in shown:
        if each.side is Side.SOURCE:
            lights.setdefault(each.sentence, _OWN)
    for index in sorted(lights):
        yield Mark(*known.range_of(index), lights[index])


def summary_marks(
    known: EvidenceMap, shown: Sequence[Pointed], range_of: Callable[[int], tuple[int, int]]
) -> Iterator[Mark]:
    """What rests on the document's sentences among these, and the summary's own."""
    lights: dict[int, Light] = {}
    for each in shown:
        if each.side is Side.SOURCE:
            for found in known.resting_on(each.sentence):
                lights[found.sentence] = Light(found.strength)
    for each in shown:
        if each.side is Side.TARGET:
            lights[each.sentence] = _CHOSEN
    for number in sorted(lights):
        yield Mark(*range_of(number), lights[number])


def overview(known: EvidenceMap, shown: Sequence[Pointed]) -> tuple[Strength, ...]:
    """The evidence of the sentence that is pointed at; of the whole summary when none is."""
    pointed = [each.sentence for each in shown if each.side is Side.TARGET]
    if pointed:
        return known.evidence(pointed[-1])
    return tuple(Strength(each.sentence, _QUIET) for each in known.everything())
