"""Causal self-attention with a key/value cache, the mixer of Transformer decoders."""

from __future__ import annotations

import torch
from torch import Tensor

from models.nets.attention import KeysValues, MultiHeadAttention
from models.nets.int8 import sample_of
from models.nets.looking import Look

FIRST_ROOM = 32  # places


class KeyValueState:
    """Keys and values (2, R, H, room, E) of which the first `length` places are filled.

    The room doubles when it is used up, so a step writes in place and copies nothing.
    """

    def __init__(self, store: Tensor) -> None:
        self._store = store
        self.length = 0

    @property
    def sequences(self) -> int:
        """R."""
        return self._store.shape[1]

    def append(self, keys: Tensor, values: Tensor) -> KeysValues:
        """Add (R, H, n, E) and return all places so far."""
        past = self.length
        both = self.extended(keys.shape[2])[:, :, :, : self.length]
        new = both[:, :, :, past:]
        new[0], new[1] = keys, values
        return both[0], both[1]

    def extended(self, count: int) -> Tensor:
        """All places (2, R, H, room, E), `count` more of them to be filled by the caller."""
        self.length += count
        if self.length > self._store.shape[3]:
            self._grow(self.length - count, self.length)
        return self._store

    def _grow(self, filled: int, places: int) -> None:
        shape = list(self._store.shape)
        while shape[3] < places:
            shape[3] *= 2
        store = self._store.new_empty(shape)
        store[:, :, :, :filled] = self._store[:, :, :, :filled]
        self._store = store

    def reorder(self, rows: Tensor) -> None:
        """Row i becomes what row rows[i] was; only rows that move are copied."""
        order: list[int] = rows.tolist()
        store, count = self._store, self._store.shape[1]
        if len(order) > count:
            self._store = store.index_select(1, rows)
            return
        moving = [row for row, origin in enumerate(order) if row != origin]
        if moving:
            filled = store[:, :, :, : self.length]
            places = torch.tensor(moving, device=store.device)
            filled.index_copy_(1, places, filled.index_select(1, rows[places]))
        if len(order) < count:
            self._store = store[:, : len(order)]


class SharedKeyValueState(KeyValueState):
    """Keys and values of sentences (2, B, H, room, E); `Lineage` knows which row sees which."""

    def __init__(self, store: Tensor, beams: int) -> None:
        super().__init__(store)
        self._beams = beams

    def reorder(self, rows: Tensor) -> None:
        """Only sentences that leave make a difference."""
        if len(rows) < self._store.shape[1] * self._beams:
            sentences = rows[:: self._beams] // self._beams
            self._store = self._store.index_select(1, sentences)


class CausalSelfAttention(MultiHeadAttention):
    """Each place attends to itself and what came before."""

    own = True
    looks_back = True

    def begin(self, sentences: int, beams: int = 1) -> KeyValueState:
        """An empty cache; with several beams one that a sentence's rows share."""
        room = FIRST_ROOM * beams
        sample = sample_of(self.out_proj)
        store = sample.new_empty(2, sentences, self.heads, room, self.head_width)
        return KeyValueState(store) if beams == 1 else SharedKeyValueState(store, beams)

    def forward(self, x: Tensor, state: KeyValueState, mask: Tensor | None) -> Tensor:
        """(R, n, D) -> (R, n, D); the mask is (n, past + n) or has a row for each head.

        Rows that share a state are further places of their sentence.
        """
        query, keys, values = self.project(x.view(state.sequences, -1, x.shape[2]))
        return self.merge(self.attend(query, state.append(keys, values), mask), x)

    def weights(
        self, x: Tensor, state: KeyValueState, mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """As `forward`, with weights (R, H, n, past + n)."""
        query, keys, values = self.project(x)
        context, weights = self.attend_weights(query, state.append(keys, values), mask)
        return self.merge(context, x), weights

    def looking(
        self, x: Tensor, state: KeyValueState, mask: Tensor | None, biased: bool
    ) -> Look:
        """See `layers.Mixer.looking`."""
        query, keys, values = self.project(x)
        return self.look(query, state.append(keys, values), mask, biased)


def causal_mask(past: int, new: int, like: Tensor) -> Tensor | None:
    """(new, past + new) with -inf for the future; None for a single new place."""
    if new == 1:
        return None
    return like.new_full((new, past + new), float("-inf")).triu_(past + 1)
