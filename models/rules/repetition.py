"""Rules against saying again what was said, and about the source's own tokens."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from models.rules import NEVER, Effect, Situation

NOTHING = -1  # no column; fills up what is ragged
ALWAYS = float("inf")  # the score that lowers nothing


def lower(scores: Tensor, columns: Tensor, banned: Tensor) -> None:
    """Ban in each row the columns (R, N) where `banned` (R, N) holds, in place.

    Nothing is looked up on the host, so that a device need not be waited for.
    """
    limits = torch.where(banned, NEVER, ALWAYS).to(scores.dtype)
    scores.scatter_reduce_(1, columns, limits, "amin")


def penalised(scores: Tensor, penalty: float) -> Tensor:
    """Scores made worse by a penalty above 1, whatever their sign (Keskar et al. 2019)."""
    return torch.where(scores < 0, scores * penalty, scores / penalty)


class RepetitionPenalty:
    """A penalty on every token of the output so far, the start token included."""

    effect = Effect.CHANGES

    def __init__(self, penalty: float) -> None:
        self._penalty = penalty

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        said = situation.history
        return scores.scatter_(1, said, penalised(scores.gather(1, said), self._penalty))


class NoRepeatedNgram:
    """No n-gram twice in one output (Paulus et al. 2017, section 2.5)."""

    effect = Effect.BANS

    def __init__(self, size: int) -> None:
        self._size = size

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        history, before = situation.history, self._size - 1
        length = history.shape[1]
        windows = length - before
        if windows > 0:
            same = torch.ones_like(history[:, before:], dtype=torch.bool)
            for at in range(before):
                last = history[:, length - before + at, None]
                same &= history[:, at : at + windows] == last
            lower(scores, history[:, before:], same)
        return scores


class SourcePenalty:
    """A bonus (penalty above 1) or penalty on the tokens of the source."""

    effect = Effect.CHANGES

    def __init__(self, penalty: float, sources: Sequence[Sequence[int]]) -> None:
        self._penalty = 1 / penalty
        self._sources = sources

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        for at, sentence in enumerate(situation.sentences):
            columns = list(self._sources[sentence])
            rows = scores[situation.rows_of(at)]
            rows[:, columns] = penalised(rows[:, columns], self._penalty)
        return scores


class NoSourceNgram:
    """No n-gram of the source in the output.

    `grams` (B, G, n) are the n-grams of each sentence, filled up with -1.
    """

    effect = Effect.BANS

    def __init__(self, grams: Tensor) -> None:
        self._grams = grams
        self._chosen: tuple[Sequence[int], Tensor] | None = None

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        grams = self._of(situation)  # (R, G, n)
        before = grams.shape[2] - 1
        if grams.shape[1] and situation.history.shape[1] >= before:
            last = situation.history[:, situation.history.shape[1] - before :]
            same = (grams[:, :, :-1] == last[:, None]).all(dim=-1) & (grams[:, :, -1] >= 0)
            lower(scores, grams[:, :, -1].clamp(min=0), same)
        return scores

    def _of(self, situation: Situation) -> Tensor:
        if self._chosen is None or self._chosen[0] is not situation.sentences:
            wanted = torch.tensor(situation.sentences, device=self._grams.device)
            rows = self._grams[wanted].repeat_interleave(situation.beams, dim=0)
            self._chosen = situation.sentences, rows
        return self._chosen[1]


def ngrams(size: int, sources: Sequence[Sequence[int]], device: torch.device) -> Tensor:
    """All n-grams (B, G, n) of sources whose columns are -1 where they have none.

    N-grams with such a token cannot be said, and are left out.
    """
    found = [
        [
            tuple(source[at : at + size])
            for at in range(len(source) - size + 1)
            if NOTHING not in source[at : at + size]
        ]
        for source in sources
    ]
    most = max(map(len, found), default=0)
    filled = [grams + [(NOTHING,) * size] * (most - len(grams)) for grams in found]
    return torch.tensor(filled, dtype=torch.long, device=device).view(len(found), most, size)
