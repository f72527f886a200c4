"""Multi-head attention (Vaswani et al. 2017, sections 3.2.1 and 3.2.2)."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from models.nets.int8 import joined
from models.nets.looking import Look
from models.nets.part import Linear, Part

KeysValues = tuple[Tensor, Tensor]

# Numbers of a float matrix up to which joining saves time that counts. Larger ones may lie in
# a mapped file, and joined they would be copies.
SMALL = 1 << 17
# Attention weights up to which a processor is faster with plain products than with the fused
# kernel, unless there is only one query: 40 sentences of 30 places, 8 heads of 32, take 0.9 ms
# against 2.3 with two threads.
PLAIN = 1 << 22
# Numbers in the largest tensor that `contribution_norms` makes.
NORM_CHUNK = 1 << 22


class MultiHeadAttention(Part):
    """Softmax(Q K^T scale) V for H heads of width E, projected in and out.

    The fused kernel runs where it is faster and no weights are asked for. `scale` is 1/sqrt(E)
    in most families and 1 in T5. After `join` what is projected from the same places may be
    projected at once.
    """

    own = False  # whether queries are of the same places as keys and values

    def __init__(
        self, width: int, heads: int, head_width: int, scale: float, bias: bool = True
    ) -> None:
        super().__init__()
        self.heads = heads
        self.head_width = head_width
        self.scale = scale
        inner = heads * head_width
        self.q_proj = Linear(width, inner, bias)
        self.k_proj = Linear(width, inner, bias)
        self.v_proj = Linear(width, inner, bias)
        self.out_proj = Linear(inner, width, bias)
        self.joint_proj: Callable[[Tensor], Tensor] | None = None

    def join(self) -> None:
        """Put projections of the same places together, once their weights are there."""
        large = isinstance(self.out_proj, Linear) and self.out_proj.weight.numel() > SMALL
        if self.joint_proj is None and not large:
            parts = ("q_proj", "k_proj", "v_proj") if self.own else ("k_proj", "v_proj")
            self.joint_proj = joined([getattr(self, name) for name in parts])
            for name in parts:
                delattr(self, name)

    def _split(self, x: Tensor, sentences: int) -> Tensor:
        # (R, n, H*E) -> (B, H, R/B*n, E): the beams of a sentence are further queries
        return x.view(sentences, -1, self.heads, self.head_width).transpose(1, 2)

    def _several(self, x: Tensor, count: int) -> tuple[Tensor, ...]:
        # the joint projections (R, n, count*H*E) as so many (R, H, n, E)
        rows, new = x.shape[:2]
        split = x.view(rows, new, count, self.heads, self.head_width)
        return split.permute(2, 0, 3, 1, 4).unbind()

    def query(self, x: Tensor, sentences: int) -> Tensor:
        """Queries (B, H, R/B*n, E) of places (R, n, D)."""
        return self._split(self.q_proj(x), sentences)

    def project(self, x: Tensor) -> tuple[Tensor, ...]:
        """Queries, keys and values (R, H, n, E) of the same places (R, n, D)."""
        if self.joint_proj is not None:
            return self._several(self.joint_proj(x), 3)
        rows = x.shape[0]
        parts = self.q_proj, self.k_proj, self.v_proj
        return tuple(self._split(part(x), rows) for part in parts)

    def keys_values(self, states: Tensor) -> KeysValues:
        """Keys and values (B, H, S, E) of states (B, S, D), laid out to be read often."""
        if self.joint_proj is not None:
            keys, values = self._several(self.joint_proj(states), 2)
        else:
            rows = states.shape[0]
            keys = self._split(self.k_proj(states), rows)
            values = self._split(self.v_proj(states), rows)
        return keys.contiguous(), values.contiguous()

    def attend(self, query: Tensor, keys_values: KeysValues, mask: Tensor | None) -> Tensor:
        """Context (B, H, q, E) for queries (B, H, q, E); mask adds to scores (B, 1, *, S)."""
        keys, values = keys_values
        if _plainly(query, keys):
            return self.attend_weights(query, keys_values, mask)[0]
        return functional.scaled_dot_product_attention(
            query, keys, values, attn_mask=mask, scale=self.scale
        )

    def attend_weights(
        self, query: Tensor, keys_values: KeysValues, mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """As `attend`, with the weights (B, H, q, S)."""
        keys, values = keys_values
        scores = self._products(query, keys)
        if mask is not None:
            scores += mask
        weights = scores.softmax(dim=-1)
        return torch.matmul(weights, values), weights

    def look(
        self, query: Tensor, keys_values: KeysValues, mask: Tensor | None, biased: bool = False
    ) -> Look:
        """What `attend_weights` works with; `biased` says that the mask holds biases."""
        keys, values = keys_values
        products, output = self._products(query, keys), self.out_proj.weight
        return Look(products, mask, values, output, self.scale, biased)

    def _products(self, query: Tensor, keys: Tensor) -> Tensor:
        # scaled q·k (B, H, q, S)
        return torch.matmul(query * self.scale, keys.transpose(2, 3))

    def merge(self, context: Tensor, x: Tensor) -> Tensor:
        """Context (B, H, R/B*n, E) projected out, in the shape of x (R, n, D)."""
        merged = context.transpose(1, 2).reshape(x.shape[0], x.shape[1], -1)
        return self.out_proj(merged)  # type: ignore[no-any-return]

    def contribution_norms(self, weights: Tensor, values: Tensor) -> Tensor:
        """See `contribution_norms`."""
        return contribution_norms(weights, values, self.out_proj.weight)


class CrossAttention(MultiHeadAttention):
    """Target places attend to the source, whose keys and values are made once."""

    def forward(self, x: Tensor, keys_values: KeysValues, mask: Tensor | None) -> Tensor:
        """(R, n, D) -> (R, n, D)."""
        query = self.query(x, keys_values[0].shape[0])
        return self.merge(self.attend(query, keys_values, mask), x)

    def weights(
        self, x: Tensor, keys_values: KeysValues, mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """As `forward`, with weights (B, H, R/B*n, S)."""
        query = self.query(x, keys_values[0].shape[0])
        context, weights = self.attend_weights(query, keys_values, mask)
        return self.merge(context, x), weights

    def watching(
        self, x: Tensor, keys_values: KeysValues, mask: Tensor | None, head: int
    ) -> tuple[Tensor, Tensor]:
        """As `forward`, with the weights (B, 1, R/B*n, S) of one head, worked out beside it."""
        query = self.query(x, keys_values[0].shape[0])
        one = slice(head, head + 1)
        scores = self._products(query[:, one], keys_values[0][:, one])
        weights = (scores if mask is None else scores + mask).softmax(dim=-1)
        return self.merge(self.attend(query, keys_values, mask), x), weights

    def looking(self, x: Tensor, keys_values: KeysValues, mask: Tensor | None) -> Look:
        """What `weights` works with."""
        return self.look(self.query(x, keys_values[0].shape[0]), keys_values, mask)


class SelfAttention(MultiHeadAttention):
    """Every place attends to every place: the mixer of encoders."""

    own = True

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(B, S, D) -> (B, S, D)."""
        query, keys, values = self.project(x)
        return self.merge(self.attend(query, (keys, values), mask), x)

    def weights(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """As `forward`, with weights (B, H, S, S)."""
        query, keys, values = self.project(x)
        context, weights = self.attend_weights(query, (keys, values), mask)
        return self.merge(context, x), weights

    def looking(self, x: Tensor, mask: Tensor | None, biased: bool) -> Look:
        """See `layers.EncoderMixer.looking`."""
        query, keys, values = self.project(x)
        return self.look(query, (keys, values), mask, biased)


def _plainly(query: Tensor, keys: Tensor) -> bool:
    sentences, heads, places, _ = query.shape
    queries = sentences * places
    fits = queries * heads * keys.shape[2] <= PLAIN
    return queries > 1 and fits and query.device.type == "cpu"


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
