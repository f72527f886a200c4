"""What else a piece could have been: the likeliest pieces at its place, as whole words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import filterfalse

import torch

from models.ahead import Ahead, Candidate
from models.asking import Asked, check_place
from models.inspection import Alternative, Alternatives, AlternativesDone
from models.messages import Piece, Span, UsageError
from models.model import Model
from models.text.letter_case import restore
from models.text.spans import BLANK
from models.text.words import words
from models.unknowns import LOST

MOST = 64  # alternatives that may be asked for
SPARE = 2  # times as many candidates are completed, for those that turn out to be one word
BLANKS = f"{BLANK} \u0120"  # what names pieces that are nothing but the blank before a word


@dataclass(frozen=True)
class Place:
    """A place in an output: what was asked, the source's ids, the target's ids before it."""

    asked: Asked
    source: Sequence[int]
    prefix: tuple[int, ...]

    def likeliest(self, count: int, taken: int | None) -> list[Alternative]:
        """The likeliest pieces with their words, and the one that was taken."""
        with torch.inference_mode():
            model, generation = self.asked.model, self.asked.generation
            ahead = Ahead(model, generation, self.source, self.prefix, taken)
            found = ahead.completed(ahead.best(count, taken), self._goes_on)
        return [self._alternative(one) for one in found]

    def _goes_on(self, ids: tuple[int, ...]) -> bool:
        # Whether the last id belongs to the first one's word, or may begin it.
        _, pieces, word = self._word(ids)
        if word is None:
            return all(map(_is_blank, pieces[len(self.prefix) :]))
        return pieces[-1].start < word.end and pieces[-1].end > word.start

    def _word(self, ids: tuple[int, ...]) -> tuple[str, list[Piece], Span | None]:
        text, pieces = self.asked.model.target.decode((*self.prefix, *ids))
        own = pieces[len(self.prefix) :]
        first = next(filterfalse(_is_blank, own), own[0])
        if first.start == first.end:  # a blank, or nothing that is ever shown
            return text, pieces, None
        for word in words(text, pieces, split_punctuation=True):
            if word.end > first.start:
                return text, pieces, word
        return text, pieces, None

    def _alternative(self, one: Candidate) -> Alternative:
        text, pieces, word = self._word(one.ids)
        shown = text[word.start : word.end] if word else ""
        read = self.asked.read
        if not read.plain:
            shown = restore(shown, read.case, self.asked.model.way.target).text
        piece = pieces[len(self.prefix)]
        bare = Piece(piece.text, 0, 0, piece.id, one.logprob)
        return Alternative(bare, math.exp(one.logprob), shown, one.ids)


def _is_blank(piece: Piece) -> bool:
    return piece.start == piece.end and not piece.text.strip(BLANKS)


def alternatives(request: Alternatives, asked: Asked) -> Iterator[AlternativesDone]:
    """The answer to a request. Raises `UsageError` for a place that is not there."""
    if not 1 <= request.most <= MOST:
        raise UsageError(
            f"{request.most} alternatives cannot be given.",
            f"It is a whole number from 1 to {MOST}.",
        )
    source = [piece.id for piece in asked.pieces()]
    asked.check(source, request.target_ids)
    check_place(request.at, len(request.target_ids), "target")
    taken = request.target_ids[request.at]
    place = Place(asked, source, request.target_ids[: request.at])
    found = merged(place.likeliest(request.most * SPARE, taken), asked.model, taken)
    kept = found[: request.most]
    if not any(one.piece.id == taken for one in kept):
        kept[-1:] = [one for one in found if one.piece.id == taken]
    yield AlternativesDone(request.id, request.at, tuple(kept))


def merged(found: Sequence[Alternative], model: Model, taken: int) -> list[Alternative]:
    """One alternative for each word, likeliest first, and one for the end.

    Pieces that stand for nothing are left out, unless one was taken: padding, languages,
    unknown or broken characters. A word that several pieces begin keeps the one that was taken.
    """
    ends = model.generation.ends
    by_word: dict[str | int, Alternative] = {}
    for one in sorted(found, key=lambda one: -one.probability):
        says = one.word and LOST not in one.word and one.piece.id != model.target.unknown
        if not says and one.piece.id not in (*ends, taken):
            continue
        key = one.word or (ends[0] if one.piece.id in ends else one.piece.id)
        known = by_word.get(key)
        if known is None:
            by_word[key] = one
        else:
            kept = one if one.piece.id == taken else known
            both = known.probability + one.probability
            by_word[key] = replace(kept, probability=both)
    return sorted(by_word.values(), key=lambda one: -one.probability)
