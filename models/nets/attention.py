"""Multi-head attention (Vaswani et al. 2017, sections 3.2.1 and 3.2.2)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

KeysValues = tuple[Tensor, Tensor]


class MultiHeadAttention(nn.Module):
    """Softmax(Q K^T scale) V for H heads of width E, projected in and out.

    The fused kernel runs unless weights are asked for. `scale` is 1/sqrt(E) in most families
    and 1 in T5.
    """

    def __init__(
        self, width: int, heads: int, head_width: int, scale: float, bias: bool = True
    ) -> None:
        super().__init__()
        self.heads = heads
        self.scale = scale
        inner = heads * head_width
        self.q_proj = nn.Linear(width, inner, bias)
        self.k_proj = nn.Linear(width, inner, bias)
        self.v_proj = nn.Linear(width, inner, bias)
        self.out_proj = nn.Linear(inner, width, bias)

    def _split(self, x: Tensor, sentences: int) -> Tensor:
        # (R, n, H*E) -> (B, H, R/B*n, E): the beams of a sentence are further queries
        return x.reshape(sentences, -1, self.heads, x.shape[-1] // self.heads).transpose(1, 2)

    def keys_values(self, states: Tensor) -> KeysValues:
        """Keys and values (B, H, S, E) of states (B, S, D)."""
        sentences = states.shape[0]
        keys = self._split(self.k_proj(states), sentences)
        values = self._split(self.v_proj(states), sentences)
        return keys.contiguous(), values.contiguous()

    def attend(self, x: Tensor, keys_values: KeysValues, mask: Tensor | None) -> Tensor:
        """Context (R, n, D) for queries x (R, n, D); mask adds to scores (B, 1, *, S)."""
        keys, values = keys_values
        query = self._split(self.q_proj(x), keys.shape[0])
        context = functional.scaled_dot_product_attention(
            query, keys, values, attn_mask=mask, scale=self.scale
        )
        return self._merge(context, x)

    def attend_weights(
        self, x: Tensor, keys_values: KeysValues, mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """As `attend`, with the weights (B, H, R/B*n, S)."""
        keys, values = keys_values
        query = self._split(self.q_proj(x), keys.shape[0])
        scores = torch.matmul(query * self.scale, keys.transpose(2, 3))
        if mask is not None:
            scores = scores + mask
        weights = scores.softmax(dim=-1)
        return self._merge(torch.matmul(weights, values), x), weights

    def _merge(self, context: Tensor, x: Tensor) -> Tensor:
        # (B, H, R/B*n, E) -> (R, n, D)
        merged = context.transpose(1, 2).reshape(x.shape[0], x.shape[1], -1)
        return self.out_proj(merged)  # type: ignore[no-any-return]

    def contribution_norms(self, weights: Tensor, values: Tensor) -> Tensor:
        """|| sum_h a_h f_h(x_j) || (B, T, S) for weights (B, H, T, S), values (B, H, S, E).

        f_h(x_j) = values_h W_O^h; with the Gram matrix of the heads of each source place no
        (T, S, D) tensor is made (Kobayashi et al. 2020).
        """
        width = values.shape[-1]
        parts = self.out_proj.weight.reshape(-1, self.heads, width)  # (D, H, E)
        moved = torch.einsum("bhse,dhe->bshd", values, parts)
        gram = torch.einsum("bshd,bsgd->bshg", moved, moved)
        squares = torch.einsum("bhts,bshg,bgts->bts", weights, gram, weights)
        return squares.clamp_min(0).sqrt()
