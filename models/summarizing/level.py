"""A text on its way from a document to a summary: its sentences and where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.summarizing.structure import Sentence

Weights = Mapping[int, float]  # shares by the number of a sentence; they sum to at most 1

LEAST_KEPT, MOST_KEPT = 0.01, 24  # of the weights that are carried on from level to level


@dataclass(frozen=True)
class Level:
    """A text with its sentences; `origins` are the document's sentences behind each."""

    text: str
    sentences: tuple[Sentence, ...]
    origins: tuple[Weights, ...]

    @staticmethod
    def of_document(text: str, sentences: Sequence[Sentence]) -> Level:
        """The document itself: every sentence comes from itself."""
        origins = tuple({number: 1.0} for number in range(len(sentences)))
        return Level(text, tuple(sentences), origins)

    def through(self, weights: Weights) -> Weights:
        """Shares of this level's sentences as shares of the document's."""
        found: dict[int, float] = {}
        for number, weight in weights.items():
            for origin, share in self.origins[number].items():
                found[origin] = found.get(origin, 0.0) + weight * share
        return strongest(found, LEAST_KEPT, MOST_KEPT)


def strongest(weights: Weights, least: float, most: int) -> Weights:
    """The largest weights first: at most so many, none below `least` but the first."""
    order = sorted(weights, key=lambda number: (-weights[number], number))[:most]
    return {
        number: weights[number]
        for at, number in enumerate(order)
        if weights[number] >= least or (at == 0 and weights[number] > 0)
    }
