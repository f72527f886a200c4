"""What may come next behind an exact prefix, and how its word would go on.

The prefix is given to the net at once. From there each candidate is a row of one batch that
goes on greedily until its word is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from models.front import Columns
from models.generation import Generation
from models.model import Model
from models.nets import Source
from models.rules import NEVER, Situation, apply
from models.rules.settings import rules_of

PIECES_OF_A_WORD = 16  # a word that has not ended by then is shown as far as it goes
NO_LIMIT = 1 << 30


@dataclass(frozen=True)
class Candidate:
    """A piece that may come next, its log-probability, and the ids that complete its word."""

    ids: tuple[int, ...]
    logprob: float


class Ahead:
    """A net that has read a source and written exactly a prefix; what may come next.

    Probabilities are those after the rules of `generation`, but for the ones about repetition:
    these speak of other words, not of this one.
    """

    def __init__(
        self,
        model: Model,
        generation: Generation,
        source: Sequence[int],
        prefix: Sequence[int],
        taken: int | None = None,
    ) -> None:
        """`taken` is an id that must be possible, whatever the source.

        Called, like all methods, within `torch.inference_mode()`.
        """
        self._net, candidates = model.net, None
        if model.shortlist:
            wanted = [*prefix] if taken is None else [*prefix, taken]
            candidates = model.shortlist.candidates([source], [wanted])
        self._memory = self._net.encode(Source.of([list(source)]), candidates)
        self._columns = Columns(self._memory)
        self._rules = rules_of(without_repetition(generation), self._columns, [source])
        self._beams, self._step = generation.beams > 1, len(prefix)
        self._ends = frozenset(generation.ends)
        self._cache = self._net.cache(self._memory, 1)
        start = self._columns.known([generation.start])
        history = [*start, *self._columns.of(prefix)]
        self._history = self._tensor([history])  # (R, 0 or 1 + step)
        self.logprobs = self._next(self._tensor([[generation.start, *prefix]]))[0]  # (C)

    def _tensor(self, rows: Sequence[Sequence[int]]) -> Tensor:
        return torch.tensor(rows, dtype=torch.long, device=self._columns.device)

    def _next(self, tokens: Tensor) -> Tensor:
        # (R, n) -> log-probabilities (R, C)
        scores, _ = self._net.step(tokens, self._memory, self._cache)
        scores = scores.float()
        if self._beams:  # the rules of a beam search work on log-probabilities
            scores = scores.log_softmax(dim=-1)
        situation = Situation(self._step, self._history, [0], [NO_LIMIT])
        found = apply(self._rules, scores, situation).log_softmax(dim=-1)
        return found.nan_to_num(nan=NEVER, neginf=NEVER)

    def best(self, count: int, taken: int | None) -> list[Candidate]:
        """The likeliest pieces, the one that was taken among them if it is possible at all."""
        top = self.logprobs.topk(min(count, self.logprobs.shape[0]))
        columns: list[int] = top.indices.tolist()
        own = self._columns.place(taken)
        if own is not None and own not in columns:
            columns.append(own)
        logprobs: list[float] = self.logprobs[columns].tolist()
        return [
            Candidate((self._columns.id(column),), logprob)
            for column, logprob in zip(columns, logprobs, strict=True)
            if logprob > NEVER or column == own
        ]

    def completed(
        self, candidates: Sequence[Candidate], goes_on: Callable[[tuple[int, ...]], bool]
    ) -> list[Candidate]:
        """Each with the likeliest pieces behind it for as long as `goes_on(ids)` says."""
        self._cache.reorder(self._tensor([[0] * len(candidates)])[0])
        self._history = self._history.expand(len(candidates), -1)
        found = [candidate.ids for candidate in candidates]
        growing = {row for row, ids in enumerate(found) if ids[-1] not in self._ends}
        columns = self._tensor([self._columns.of([ids[-1] for ids in found])])[0]  # (R)
        for _ in range(PIECES_OF_A_WORD):
            if not growing:
                break
            columns = self._likeliest_after(columns)
            next_ids: list[int] = self._columns.ids(columns).tolist()
            for row in tuple(growing):
                longer = (*found[row], next_ids[row])
                if next_ids[row] not in self._ends and goes_on(longer):
                    found[row] = longer
                else:
                    growing.discard(row)
        return [replace(one, ids=ids) for one, ids in zip(candidates, found, strict=True)]

    def _likeliest_after(self, columns: Tensor) -> Tensor:
        self._step += 1
        self._history = torch.cat([self._history, columns[:, None]], dim=1)
        return self._next(self._columns.ids(columns)[:, None]).argmax(dim=-1)


def without_repetition(generation: Generation) -> Generation:
    """The settings without the rules that look at what was said or read before."""
    return replace(
        generation,
        repetition_penalty=1.0,
        encoder_repetition_penalty=1.0,
        no_repeat_ngram=0,
        encoder_no_repeat_ngram=0,
    )
