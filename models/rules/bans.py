"""Rules that ban tokens and sequences, and that mend scores."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from models.rules import NEVER, Effect, Situation
from models.rules.repetition import lower


class Suppressed:
    """Tokens that are never chosen, or, with `step`, not in that one step."""

    effect = Effect.BANS

    def __init__(self, columns: Tensor, step: int | None = None) -> None:
        self._columns, self._step = columns, step

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        if self._step is None or self._step == situation.step:
            scores.index_fill_(1, self._columns, NEVER)
        return scores


class BannedSequences:
    """Sequences of one length, two or more tokens, none of which is ever completed."""

    effect = Effect.BANS

    def __init__(self, sequences: Sequence[Sequence[int]], device: torch.device) -> None:
        whole = torch.tensor([list(one) for one in sequences], device=device)  # (N, n)
        self._starts, self._lasts = whole[:, :-1], whole[:, -1]

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        before, history = self._starts.shape[1], situation.history
        if history.shape[1] >= before:
            same = (history[:, None, -before:] == self._starts).all(dim=-1)  # (R, N)
            lower(scores, self._lasts.expand(same.shape), same)
        return scores


class FiniteScores:
    """Scores without NaN and infinities, which some half-precision nets give."""

    effect = Effect.CHANGES

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        del situation
        return scores.nan_to_num_(nan=0.0)


class Renormalized:
    """Log-probabilities of what the other rules left."""

    effect = Effect.NORMALIZES

    def __call__(self, scores: Tensor, situation: Situation) -> Tensor:
        """See `Rule`."""
        del situation
        return scores.log_softmax(dim=-1)
