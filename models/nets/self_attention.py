"""Causal self-attention with a key/value cache, the mixer of Transformer decoders."""

from __future__ import annotations

import torch
from torch import Tensor

from models.nets.attention import KeysValues, MultiHeadAttention


class KeyValueState:
    """Keys and values (R, H, room, E) of which the first `length` places are filled.

    The room doubles when it is used up, so a step writes in place and copies nothing.
    """

    def __init__(self, keys: Tensor, values: Tensor) -> None:
        self._keys = keys
        self._values = values
        self.length = 0

    def append(self, keys: Tensor, values: Tensor) -> KeysValues:
        """Add (R, H, n, E) and return all places so far."""
        end = self.length + keys.shape[2]
        while end > self._keys.shape[2]:
            self._keys = torch.cat([self._keys, torch.empty_like(self._keys)], dim=2)
            self._values = torch.cat([self._values, torch.empty_like(self._values)], dim=2)
        self._keys[:, :, self.length : end] = keys
        self._values[:, :, self.length : end] = values
        self.length = end
        return self._keys[:, :, :end], self._values[:, :, :end]

    def reorder(self, rows: Tensor) -> None:
        """Row i becomes what row rows[i] was."""
        self._keys = self._keys.index_select(0, rows)
        self._values = self._values.index_select(0, rows)


class CausalSelfAttention(MultiHeadAttention):
    """Each place attends to itself and what came before."""

    def begin(self, rows: int) -> KeyValueState:
        """An empty cache with room for 32 places."""
        head_width = self.k_proj.out_features // self.heads
        room = self.k_proj.weight.new_empty(2, rows, self.heads, 32, head_width)
        return KeyValueState(room[0].clone(), room[1].clone())

    def forward(self, x: Tensor, state: KeyValueState) -> Tensor:
        """(R, n, D) -> (R, n, D)."""
        past = state.length
        return self.attend(x, state.append(*self.keys_values(x)), causal_mask(past, x.shape[1]))

    def weights(self, x: Tensor, state: KeyValueState) -> tuple[Tensor, Tensor]:
        """As `forward`, with weights (R, H, n, past + n)."""
        past = state.length
        mask = causal_mask(past, x.shape[1])
        return self.attend_weights(x, state.append(*self.keys_values(x)), mask)


def causal_mask(past: int, new: int) -> Tensor | None:
    """(new, past + new) with -inf for the future; None for a single new place."""
    if new == 1:
        return None
    return torch.full((new, past + new), float("-inf")).triu_(past + 1)
