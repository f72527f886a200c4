"""Multi-head attention (Vaswani et al. 2017, sections 3.2.1 and 3.2.2)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.nets.looking import Look

KeysValues = tuple[Tensor, Tensor]

# Numbers in the largest tensor that `contribution_norms` makes.
NORM_CHUNK = 1 << 22


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
        self.head_width = head_width
        self.scale = scale
        inner = heads * head_width
        self.q_proj = nn.Linear(width, inner, bias)
        self.k_proj = nn.Linear(width, inner, bias)
        self.v_proj = nn.Linear(width, inner, bias)
        self.out_proj = nn.Linear(inner, width, bias)

    def _split(self, x: Tensor, sentences: int) -> Tensor:
        # (R, n, H*E) -> (B, H, R/B*n, E): the beams of a sentence are further queries
        return x.view(sentences, -1, self.heads, self.head_width).transpose(1, 2)

    def heads_of(self, x: Tensor) -> KeysValues:
        """Keys and values (R, H, n, E) of places (R, n, D), views of the projections."""
        rows = x.shape[0]
        return self._split(self.k_proj(x), rows), self._split(self.v_proj(x), rows)

    def keys_values(self, states: Tensor) -> KeysValues:
        """Keys and values (B, H, S, E) of states (B, S, D), laid out to be read often."""
        keys, values = self.heads_of(states)
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
        scores = self._products(x, keys)
        if mask is not None:
            scores = scores + mask
        weights = scores.softmax(dim=-1)
        return self._merge(torch.matmul(weights, values), x), weights

    def look(
        self, x: Tensor, keys_values: KeysValues, mask: Tensor | None, biased: bool = False
    ) -> Look:
        """What `attend_weights` works with; `biased` says that the mask holds biases."""
        keys, values = keys_values
        products, output = self._products(x, keys), self.out_proj.weight
        return Look(products, mask, values, output, self.scale, biased)

    def _products(self, x: Tensor, keys: Tensor) -> Tensor:
        # scaled q·k (B, H, R/B*n, S)
        query = self._split(self.q_proj(x), keys.shape[0])
        return torch.matmul(query * self.scale, keys.transpose(2, 3))

    def _merge(self, context: Tensor, x: Tensor) -> Tensor:
        # (B, H, R/B*n, E) -> (R, n, D)
        merged = context.transpose(1, 2).reshape(x.shape[0], x.shape[1], -1)
        return self.out_proj(merged)  # type: ignore[no-any-return]

    def contribution_norms(self, weights: Tensor, values: Tensor) -> Tensor:
        """See `contribution_norms`."""
        return contribution_norms(weights, values, self.out_proj.weight)


class SelfAttention(MultiHeadAttention):
    """Every place attends to every place: the mixer of encoders."""

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(B, S, D) -> (B, S, D)."""
        return self.attend(x, self.keys_values(x), mask)

    def weights(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """As `forward`, with weights (B, H, S, S)."""
        return self.attend_weights(x, self.keys_values(x), mask)

    def looking(self, x: Tensor, mask: Tensor | None, biased: bool) -> Look:
        """See `layers.EncoderMixer.looking`."""
        return self.look(x, self.keys_values(x), mask, biased)


def contribution_norms(weights: Tensor, values: Tensor, output: Tensor) -> Tensor:
    """|| sum_h a_h f_h(x_j) || (B, T, S) for weights (B, H, T, S), values (B, H, S, E).

    f_h(x_j) = values_h W_O^h with W_O (D, H*E); with the Gram matrix of the heads of each
    source place no (T, S, D) tensor is made, and places are taken in turn so that no (S, H, D)
    one is (Kobayashi et al. 2020).
    """
    sentences, heads, _, places = weights.shape
    parts = output.float().reshape(len(output), heads, -1)  # (D, H, E)
    chunk = max(1, NORM_CHUNK // (sentences * heads * parts.shape[0]))
    norms = []
    for start in range(0, places, chunk):
        here = slice(start, start + chunk)
        shares = weights[..., here].float().permute(0, 3, 2, 1).contiguous()  # (B, s, T, H)
        moved = torch.einsum("bhse,dhe->bshd", values[:, :, here].float(), parts)
        gram = torch.matmul(moved, moved.transpose(2, 3))  # (B, s, H, H)
        squares = (torch.matmul(shares, gram) * shares).sum(dim=-1)  # (B, s, T)
        norms.append(squares.clamp_min(0).sqrt().transpose(1, 2))
    return torch.cat(norms, dim=-1)
