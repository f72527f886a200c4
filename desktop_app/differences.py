"""Which words of two texts the other one has not. No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from models.messages import Span
from models.text.characters import BLANKLESS
from models.text.words import words

_APOSTROPHES = str.maketrans("\u2019\u02bc", "''")


@dataclass(frozen=True, slots=True)
class Difference:
    """Stretches of unlike words in either text, and how many of how many words that are.

    With `by_letter` most of what was counted is letters of a script without blanks.
    """

    first: tuple[Span, ...]
    second: tuple[Span, ...]
    unlike: int
    counted: int
    by_letter: bool


def difference(first: str, second: str, exact: bool = False) -> Difference:
    """What the texts have not in common; only with `exact` do case and punctuation count."""
    spans = _spans(first, exact), _spans(second, exact)
    keys = [
        [_key(text[span.start : span.end], exact) for span in found]
        for text, found in zip((first, second), spans, strict=True)
    ]
    blocks = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes()
    unlike = [block for block in blocks if block[0] != "equal"]
    lone = sum(
        BLANKLESS.fullmatch(second[span.start : span.end]) is not None for span in spans[1]
    )
    return Difference(
        _stretches(spans[0], [(start, end) for _, start, end, _, _ in unlike]),
        _stretches(spans[1], [(start, end) for _, _, _, start, end in unlike]),
        sum(max(end - start, last - begin) for _, start, end, begin, last in unlike),
        sum(max(end - start, last - begin) for _, start, end, begin, last in blocks),
        lone > len(spans[1]) / 2,
    )


def _spans(text: str, exact: bool) -> tuple[Span, ...]:
    letters = [Span(found.start(), found.end()) for found in BLANKLESS.finditer(text)]
    found = words(text, letters, split_punctuation=True)
    return found if exact else tuple(span for span in found if _counts(text, span))


def _counts(text: str, span: Span) -> bool:
    """Whether there is more than punctuation."""
    return any(unicodedata.category(letter)[0] != "P" for letter in text[span.start : span.end])


def _key(word: str, exact: bool) -> str:
    if exact:
        return word
    return unicodedata.normalize("NFKC", word.translate(_APOSTROPHES)).casefold()


def _stretches(spans: Sequence[Span], blocks: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """From the first word of each block to its last, with the blanks between them."""
    return tuple(
        Span(spans[start].start, spans[end - 1].end) for start, end in blocks if end > start
    )
