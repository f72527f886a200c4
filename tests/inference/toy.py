"""A net of tables for search tests, and plain, slow searches to compare with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from models.nets import Cache, Candidates, Head, Memory, Source
from models.nets.output import FloatOutput

CODES = 257  # states of the toy's memory
EOS = 0


@dataclass
class CodeState:
    """A number for each row that depends on every token so far."""

    codes: Tensor

    def reorder(self, rows: Tensor) -> None:
        self.codes = self.codes[rows]


class ToyNet:
    """Logits are rows of a random table, chosen by the sentence and by all tokens so far."""

    def __init__(self, seed: int, vocabulary: int, sentences: int, ending: float = 0.5):
        generator = torch.Generator().manual_seed(seed)
        self.tables = torch.randn(sentences, CODES, vocabulary, generator=generator) * 1.5
        self.tables[:, :, EOS] += ending
        self.logprobs: list[list[list[float]]] = self.tables.log_softmax(-1).tolist()

    def encode(
        self, source: Source, candidates: Candidates | None = None, attention: bool = False
    ) -> Memory:
        del attention
        tables = self.tables[source.ids[:, 0]]
        columns = len(candidates.ids) if candidates else tables.shape[2]
        output = FloatOutput(torch.empty(columns, 0), None)
        return Memory(tables, source.mask(), (), output, candidates)

    def cache(self, memory: Memory, beams: int) -> Cache:
        return Cache([CodeState(torch.zeros(memory.sentences * beams, dtype=torch.long))])

    def step(
        self, tokens: Tensor, memory: Memory, cache: Cache, watch: Head | None = None
    ) -> tuple[Tensor, Tensor | None]:
        state = cache.states[0]
        assert isinstance(state, CodeState)
        state.codes = advance(state.codes, tokens[:, -1])
        sentences = torch.arange(len(state.codes)) // (len(state.codes) // memory.sentences)
        logits = memory.states[sentences, state.codes]
        rows = logits[:, :4].softmax(-1) if watch else None
        if memory.candidates:
            banned = memory.candidates.banned[sentences]
            logits = logits[:, memory.candidates.ids] + banned
        return logits, rows

    def scores(self, sentence: int, start: int, ids: Sequence[int]) -> list[float]:
        """Log-probabilities after `ids`, worked out from the table alone."""
        code = 0
        for id in (start, *ids):
            code = (code * 31 + id + 1) % CODES
        return self.logprobs[sentence][code]

    def watched(self, sentence: int, start: int, ids: Sequence[int]) -> Tensor:
        """The watched rows of an output (T, 4), worked out from the table alone."""
        rows = []
        for at in range(len(ids)):
            code = torch.zeros((), dtype=torch.long)
            for id in (start, *ids[:at]):
                code = advance(code, torch.tensor(id))
            rows.append(self.tables[sentence, code][:4].softmax(-1))
        return torch.stack(rows)


def advance(codes: Tensor, tokens: Tensor) -> Tensor:
    return (codes * 31 + tokens + 1) % CODES


Scores = Callable[[tuple[int, ...]], list[float]]
Found = tuple[float, tuple[int, ...]]


@dataclass(frozen=True)
class Plain:
    """Settings of a plain beam search over one sentence."""

    beams: int
    limit: int
    length_penalty: float
    early_stopping: bool | str


def plain_beams(scores: Scores, settings: Plain) -> list[Found]:
    """Beam search as beam search is written down: no batch, no cache, no cleverness."""
    k, penalty, early = settings.beams, settings.length_penalty, settings.early_stopping
    running: list[Found] = [(0.0 if beam == 0 else -1e9, ()) for beam in range(k)]
    pool: list[Found] = []
    settled, length = False, 0
    while True:
        length += 1
        everything = [
            (total + score, (*ids, id))
            for total, ids in running
            for id, score in enumerate(scores(ids))
        ]
        candidates = sorted(everything, key=lambda one: -one[0])[: 2 * k]
        done = [ids[-1] == EOS or length >= settings.limit for _, ids in candidates]
        open_ones = [
            (total - 1e9 * ended, ids)
            for (total, ids), ended in zip(candidates, done, strict=True)
        ]
        running = sorted(open_ones, key=lambda one: -one[0])[:k]
        if not settled and not (early is True and len(pool) == k):
            ended = [c for c, over in zip(candidates[:k], done[:k], strict=True) if over]
            pool += [(total / length**penalty, ids) for total, ids in ended]
            pool = sorted(pool, key=lambda one: -one[0])[:k]
        longest = settings.limit if early == "never" and penalty > 0 else length
        worst = pool[-1][0] if len(pool) == k else -1e9
        settled = settled or running[0][0] / longest**penalty <= worst
        if settled or (early is True and len(pool) == k) or all(done):
            return pool


def plain_greedy(scores: Scores, limit: int) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The likeliest token until the end token or the limit."""
    ids: tuple[int, ...] = ()
    logprobs: tuple[float, ...] = ()
    while len(ids) < limit and (not ids or ids[-1] != EOS):
        found = scores(ids)
        best = max(range(len(found)), key=found.__getitem__)
        ids, logprobs = (*ids, best), (*logprobs, found[best])
    return ids, logprobs
