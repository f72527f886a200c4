"""Causal self-attention with a key/value cache, the mixer of Transformer decoders."""

from __future__ import annotations

import torch
from torch import Tensor

from models.nets.attention import KeysValues, MultiHeadAttention
from models.nets.looking import Look

FIRST_ROOM = 32  # places


class KeyValueState:
    """Keys and values (2, R, H, room, E) of which the first `length` places are filled.

    The room doubles when it is used up, so a step writes in place and copies nothing.
    """

    def __init__(self, store: Tensor) -> None:
        self._store = store
        self.length = 0

    def append(self, keys: Tensor, values: Tensor) -> KeysValues:
        """Add (R, H, n, E) and return all places so far."""
        end = self.length + keys.shape[2]
        if end > self._store.shape[3]:
            self._grow(end)
        both = self._store[:, :, :, :end]
        new = both[:, :, :, self.length :]
        new[0], new[1] = keys, values
        self.length = end
        return both[0], both[1]

    def _grow(self, places: int) -> None:
        shape = list(self._store.shape)
        while shape[3] < places:
            shape[3] *= 2
        store = self._store.new_empty(shape)
        store[:, :, :, : self.length] = self._store[:, :, :, : self.length]
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


class CausalSelfAttention(MultiHeadAttention):
    """Each place attends to itself and what came before."""

    def begin(self, rows: int) -> KeyValueState:
        """An empty cache."""
        weight = self.k_proj.weight
        return KeyValueState(weight.new_empty(2, rows, self.heads, FIRST_ROOM, self.head_width))

    def forward(self, x: Tensor, state: KeyValueState, mask: Tensor | None) -> Tensor:
        """(R, n, D) -> (R, n, D); the mask is (n, past + n) or has a row for each head."""
        return self.attend(x, state.append(*self.heads_of(x)), mask)

    def weights(
        self, x: Tensor, state: KeyValueState, mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """As `forward`, with weights (R, H, n, past + n)."""
        return self.attend_weights(x, state.append(*self.heads_of(x)), mask)

    def looking(
        self, x: Tensor, state: KeyValueState, mask: Tensor | None, biased: bool
    ) -> Look:
        """See `layers.Mixer.looking`."""
        return self.look(x, state.append(*self.heads_of(x)), mask, biased)


def causal_mask(past: int, new: int, like: Tensor) -> Tensor | None:
    """(new, past + new) with -inf for the future; None for a single new place."""
    if new == 1:
        return None
    return like.new_full((new, past + new), float("-inf")).triu_(past + 1)
