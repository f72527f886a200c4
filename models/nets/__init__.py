"""What a search needs to know of a net: the Net protocol and the values that pass through it.

A search, an alignment and a summary run through these lines whatever the net is: a
Transformer, a recurrent one, or a student with an SSRU decoder. Nets keep no request
state: all of it is in `Memory` (of the source) and `Cache` (of the output so far).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

import torch
from torch import Tensor

from models.messages import AttentionKind
from models.nets.lineage import Lineage
from models.nets.looking import Look as Look


@dataclass(frozen=True)
class Source:
    """Padded source ids (B, S) and the number of real ones (B)."""

    ids: Tensor
    lengths: Tensor

    @staticmethod
    def of(rows: list[list[int]], pad: int = 0) -> Source:
        """Pad ragged rows on the right."""
        width = max(len(row) for row in rows)
        ids = torch.tensor([row + [pad] * (width - len(row)) for row in rows])
        return Source(ids, torch.tensor([len(row) for row in rows]))

    def mask(self) -> Tensor | None:
        """(B, 1, 1, S) with 0 for real places and -inf for padding; None without padding."""
        places = torch.arange(self.ids.shape[1], device=self.lengths.device)
        padding = places >= self.lengths[:, None]  # (B, S)
        if not bool(padding.any()):
            return None
        mask = torch.zeros(padding.shape, device=padding.device)
        return mask.masked_fill_(padding, float("-inf"))[:, None, None, :]


@dataclass(frozen=True)
class Candidates:
    """The part of the vocabulary a batch may use: ascending ids (C), and who may not use what.

    `banned` is (B, C): 0 where a sentence may use a candidate, -inf where it may not; None
    where every sentence may use all. It keeps
    the output of a sentence the same whatever other sentences are in its batch.
    """

    ids: Tensor
    banned: Tensor | None = None

    def select(self, sentences: Tensor) -> Candidates:
        """The same candidates for some of the sentences."""
        banned = self.banned
        return Candidates(
            self.ids, None if banned is None else banned.index_select(0, sentences)
        )

    def like(self, tensor: Tensor) -> Candidates:
        """The same candidates beside a tensor: on its device and in its dtype."""
        banned = None if self.banned is None else self.banned.to(tensor)
        return Candidates(self.ids.to(tensor.device), banned)


class Output(Protocol):
    """The last layer: states (..., D) to logits (..., V), or (..., C) of the candidates."""

    @property
    def width(self) -> int:
        """V or C."""
        ...

    def __call__(self, x: Tensor) -> Tensor: ...

    def barred(self, x: Tensor, banned: Tensor | None) -> Tensor:
        """Logits (R, C) of states (R, D) plus the bans (B, C) of each row's sentence."""
        ...


@dataclass(frozen=True)
class Memory:
    """The encoded source of a batch; rows of a search refer to it, never copy it.

    `keys_values` holds for each decoder layer what cross-attention needs, computed once a
    sentence: two tensors (B, H, S, E). `output` is the output layer restricted to the
    candidates. `attention` is the encoder's
    (B, L, H, S, S) if it was asked for. `summary` are tensors (B, ...) that a recurrent
    decoder begins with.
    """

    states: Tensor
    mask: Tensor | None
    keys_values: tuple[tuple[Tensor, Tensor], ...]
    output: Output
    candidates: Candidates | None = None
    attention: Tensor | None = None
    summary: tuple[Tensor, ...] = ()

    @property
    def sentences(self) -> int:
        """B."""
        return self.states.shape[0]

    def select(self, sentences: Tensor) -> Memory:
        """The memory of some sentences, for when others have finished."""
        return replace(
            self,
            states=self.states.index_select(0, sentences),
            mask=None if self.mask is None else self.mask.index_select(0, sentences),
            keys_values=tuple(
                (keys.index_select(0, sentences), values.index_select(0, sentences))
                for keys, values in self.keys_values
            ),
            candidates=self.candidates and self.candidates.select(sentences),
            attention=None if self.attention is None else self.attention[sentences],
            summary=tuple(part[sentences] for part in self.summary),
        )

    def logits(self, x: Tensor) -> Tensor:
        """Logits (R, C) of states (R, D) without what a row's sentence may not use.

        They may lie where those of the call before lay.
        """
        banned = None if self.candidates is None else self.candidates.banned
        return self.output.barred(x, banned)


class State(Protocol):
    """What one decoder layer remembers of the output so far, a row for each hypothesis."""

    def reorder(self, rows: Tensor) -> None:
        """Row i becomes what row rows[i] was."""
        ...


@dataclass
class Cache:
    """The states of all layers and the number of target places that are in them.

    With a `lineage` the rows of a sentence share these places. `plan` is what compiled kernels
    are told again at every step, and `rooms` are for what is watched in the next ones.
    """

    states: list[State]
    length: int = 0
    lineage: Lineage | None = None
    plan: object = None
    rooms: list[Tensor] = field(default_factory=list)

    def reorder(self, rows: Tensor) -> None:
        """Row i becomes what row rows[i] was; fewer rows are allowed.

        With several rows to a sentence all of them come from rows of one sentence.
        """
        if self.lineage is not None:
            self.lineage.reorder(rows)
        for state in self.states:
            state.reorder(rows)


@dataclass(frozen=True)
class Head:
    """One attention head, both numbers from 0."""

    layer: int
    head: int


@dataclass(frozen=True)
class AllHeads:
    """The attention heads of all layers."""


Watch = Head | AllHeads


@dataclass(frozen=True)
class Spot:
    """One layer's attention of one kind."""

    kind: AttentionKind
    layer: int


@dataclass(frozen=True)
class Want:
    """What a replay should return; without `logprobs` neither `top` nor `entropy`.

    Without them the projection to the vocabulary, often the largest part, is left out. Without
    `heads` the mean of a layer's heads stands for them, and H is 1.
    """

    logprobs: bool = True
    top: int = 0
    entropy: bool = False
    cross: bool = False
    heads: bool = True
    decoder: bool = False
    norms: bool = False


@dataclass(frozen=True)
class Replay:
    """One teacher-forced pass over given targets; None is what was not asked for.

    Row t of everything belongs to the prediction of target piece t: its input is piece t-1
    (the start token for t = 0). `logprobs` (B, T); `top_ids` and `top_logprobs` (B, T, top);
    `entropy` (B, T) in nats; `cross` (B, L, H, T, S); `decoder` (B, L, H, T, T); `norms`
    (B, L, T, S): Euclidean norm of what each source place adds to the context (Kobayashi et
    al. 2020, equation 5, summed over the heads). All numbers are float32. A net without
    attention to the source has neither `cross` nor `norms`.
    """

    logprobs: Tensor | None = None
    top_ids: Tensor | None = None
    top_logprobs: Tensor | None = None
    entropy: Tensor | None = None
    cross: Tensor | None = None
    decoder: Tensor | None = None
    norms: Tensor | None = None


class Net(Protocol):
    """An encoder-decoder with attention, ready to run."""

    def encode(
        self, source: Source, candidates: Candidates | None = None, attention: bool = False
    ) -> Memory:
        """Read the source once."""
        ...

    def cache(self, memory: Memory, beams: int) -> Cache:
        """An empty cache for `beams` rows of each sentence, rows of a sentence together."""
        ...

    def step(
        self, tokens: Tensor, memory: Memory, cache: Cache, watch: Watch | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """Logits (R, V) or (R, C) after the new tokens (R, n), and what is watched.

        That is the row (R, S) of one head or the rows (R, L, H, S) of all. Logits have the
        net's dtype, rows are float32.
        """
        ...

    def norms(self, memory: Memory, cross: Tensor) -> Tensor:
        """The `norms` of a `Replay` from its `cross`, or from rows that were watched."""
        ...

    def replay(self, memory: Memory, start: int, target: Tensor, want: Want) -> Replay:
        """Force-decode target ids (B, T) after the start token; padding is any valid id."""
        ...

    def look(self, source: Source, start: int, target: Tensor, spot: Spot) -> Look | None:
        """One attention of one pair, target (1, T), with all that its formula is made of.

        None where the net has no attention of that kind. Raises `UsageError` for a layer that
        is not there.
        """
        ...
