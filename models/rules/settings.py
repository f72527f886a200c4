"""All rules of a checkpoint's generation settings, in the reference's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import torch

from models.front import Columns
from models.generation import Generation
from models.rules import Rule
from models.rules.bans import BannedSequences, FiniteScores, Renormalized, Suppressed
from models.rules.lengths import ForcedFirst, ForcedLast, LikelierEnd, NoEndBefore
from models.rules.repetition import (
    NOTHING,
    NoRepeatedNgram,
    NoSourceNgram,
    RepetitionPenalty,
    SourcePenalty,
    ngrams,
)


def rules_of(
    generation: Generation, columns: Columns, sources: Sequence[Sequence[int]]
) -> list[Rule]:
    """The rules for a search over sources, given as ids without padding.

    The order is that of reference transformers 5 (`_get_logits_processor`): what forces a
    token overrides the bans before it and bows to those after it. Ids that are not among the
    candidates are left out.
    """
    return [
        *_about_repetition(generation, columns, sources),
        *_about_bans(generation, columns),
        *_about_lengths(generation, columns),
        *_about_suppression(generation, columns),
        *([Renormalized()] if generation.renormalize else []),
    ]


def _about_repetition(
    generation: Generation, columns: Columns, sources: Sequence[Sequence[int]]
) -> Iterator[Rule]:
    if generation.encoder_repetition_penalty != 1:
        known = [columns.known(sorted(set(source))) for source in sources]
        yield SourcePenalty(generation.encoder_repetition_penalty, known)
    if generation.repetition_penalty != 1:
        yield RepetitionPenalty(generation.repetition_penalty)
    if generation.no_repeat_ngram:
        yield NoRepeatedNgram(generation.no_repeat_ngram)
    if generation.encoder_no_repeat_ngram:
        places = [[_or_nothing(columns.place(id)) for id in source] for source in sources]
        size = generation.encoder_no_repeat_ngram
        yield NoSourceNgram(ngrams(size, places, columns.device))


def _or_nothing(column: int | None) -> int:
    return NOTHING if column is None else column


def _about_bans(generation: Generation, columns: Columns) -> Iterator[Rule]:
    # A ban of an end token alone would be one on ending, and is not meant.
    words = {word for word in generation.banned if word not in [(e,) for e in generation.ends]}
    single = columns.known(sorted(word[0] for word in words if len(word) == 1))
    if single:
        yield Suppressed(torch.tensor(single, device=columns.device))
    longer = [(word, columns.known(word)) for word in words if len(word) > 1]
    sayable = [found for word, found in longer if len(found) == len(word)]
    for _, group in groupby(sorted(sayable, key=len), key=len):
        yield BannedSequences(list(group), columns.device)


def _about_lengths(generation: Generation, columns: Columns) -> Iterator[Rule]:
    ends = columns.known(generation.ends)
    least = generation.min_new or generation.min_length - 1
    if least > 0:
        yield NoEndBefore(least, ends)
    first = columns.place(generation.forced_first)
    if first is not None:
        yield ForcedFirst(first)
    last = columns.known(generation.forced_last)
    if last:
        yield ForcedLast(last)
    if generation.remove_invalid:
        yield FiniteScores()
    if generation.decay:
        yield LikelierEnd(*generation.decay, ends)


def _about_suppression(generation: Generation, columns: Columns) -> Iterator[Rule]:
    always = columns.known(generation.suppressed)
    if always:
        yield Suppressed(torch.tensor(always, device=columns.device))
    at_first = columns.known(generation.suppressed_first)
    if at_first:
        step = 0 if generation.forced_first is None else 1
        yield Suppressed(torch.tensor(at_first, device=columns.device), step)
