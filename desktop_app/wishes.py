"""What the window wants to know of a sentence's translation, and what it is told. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from models.messages import Alternative, Hypothesis, Segment


@dataclass(frozen=True, slots=True)
class OtherWords:
    """What else could stand at piece `at` of a translation."""

    source: str
    ids: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Continuation:
    """How a translation goes on after a prefix, and after one's `own` words behind it."""

    source: str
    prefix: tuple[int, ...]
    own: str = ""


@dataclass(frozen=True, slots=True)
class OwnTranslation:
    """What the model thinks of a translation that somebody wrote."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class OtherSentences:
    """What else a sentence could be translated to."""

    source: str


Wish = OtherWords | Continuation | OwnTranslation | OtherSentences
Found = tuple[Alternative, ...] | tuple[Hypothesis, ...] | Segment
