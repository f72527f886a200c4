"""The links of a segment that are strong enough to be shown, by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.messages import Alignment, Link, Segment, Token


def links_of(segment: Segment) -> tuple[Link, ...]:
    """Word links of at least the segment's threshold, by source, then target."""
    return segment.alignment.words.links(segment.alignment.threshold)


@dataclass(frozen=True, slots=True)
class Gloss:
    """A source word with what it became; one of the two may be missing.

    `links` are those between the word and its partners, in the target's order.
    """

    source: Token | None
    target: tuple[Token, ...]
    links: tuple[Link, ...] = ()

    @property
    def strength(self) -> float:
        """The probability of the strongest link; 0 without any."""
        return max((link.probability for link in self.links), default=0.0)


def glosses(alignment: Alignment) -> tuple[Gloss, ...]:
    """One a source word in reading order, then the target words without a link."""
    words = alignment.words
    links = words.links(alignment.threshold)
    found = []
    for place, word in enumerate(words.source):
        own = tuple(link for link in links if link.source == place)
        found.append(Gloss(word, tuple(words.target[link.target] for link in own), own))
    linked = {link.target for link in links}
    rest = [word for place, word in enumerate(words.target) if place not in linked]
    return (*found, *(Gloss(None, (word,)) for word in rest))


def percent(probability: float) -> str:
    """A link's strength as a reader sees it: "93 %"."""
    return f"{probability:.0%}".replace("%", " %")


def joined(tokens: Sequence[Token]) -> str:
    """The texts of words with blanks between them."""
    return " ".join(token.text for token in tokens)
