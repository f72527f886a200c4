"""Self-attention of long encoders: a window around each place, and one place that sees all.

Source: Beltagy et al. 2020, "Longformer". Every place attends to the places at most half a
window away and to place 0; place 0 attends to all, with projections of its own.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.nets.looking import Look

BLOCK = 256  # queries that are worked on at a time


class WindowAttention(nn.Module):
    """The mixer of one encoder layer; `window` counts the places on both sides."""

    def __init__(self, width: int, heads: int, window: int) -> None:
        super().__init__()
        self.heads = heads
        self.head_width = width // heads
        self.reach = window // 2
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.query_global = nn.Linear(width, width)
        self.key_global = nn.Linear(width, width)
        self.value_global = nn.Linear(width, width)
        self.output = nn.Linear(width, width)

    def _split(self, x: Tensor) -> Tensor:
        # (B, n, D) -> (B, H, n, E)
        return x.view(x.shape[0], -1, self.heads, self.head_width).transpose(1, 2)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(B, S, D) -> (B, S, D), in memory that grows with S alone."""
        places = x.shape[1]
        query, keys, values = (
            self._split(layer(x)) for layer in (self.query, self.key, self.value)
        )
        context = torch.empty_like(query)
        for start in range(0, places, BLOCK):
            block = slice(start, min(start + BLOCK, places))
            near = slice(max(0, start - self.reach), min(block.stop + self.reach, places))
            context[:, :, block] = functional.scaled_dot_product_attention(
                query[:, :, block],
                _with_first(keys, near, 2),
                _with_first(values, near, 2),
                attn_mask=self._mask(block, near, mask, query),
            )
        context[:, :, :1], _ = self._first(x, mask)
        return self._merge(context)

    def _mask(self, block: slice, near: slice, mask: Tensor | None, like: Tensor) -> Tensor:
        # (n, m) or (B, 1, n, m): 0 for keys within reach and for place 0, -inf for others
        keys = _with_first(torch.arange(near.stop, device=like.device), near, 0)
        queries = torch.arange(block.start, block.stop, device=like.device)
        far = ((keys - queries[:, None]).abs() > self.reach) & (keys > 0)
        found = like.new_zeros(far.shape).masked_fill_(far, float("-inf"))
        return found if mask is None else found + _with_first(mask, near, 3)

    def _first_products(self, x: Tensor) -> Tensor:
        # q·k (B, H, S) of place 0, but for the keys' bias, which adds the same to all of a head
        shape = self.heads, self.head_width, -1
        query = self._split(self.query_global(x[:, :1])) * self.head_width**-0.5
        moved = torch.einsum("bhqe,hed->bhd", query, self.key_global.weight.view(shape))
        return torch.matmul(moved, x.transpose(1, 2))

    def _first(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        # Context (B, H, 1, E) and weights (B, H, 1, S) of place 0. For one query it is cheaper
        # to move the projections of keys and values to the query and to the context:
        # q (W x) = (q W) x, and the sum of a W x is W times that of a x.
        shape = self.heads, self.head_width, -1
        scores = self._first_products(x)
        weights = (scores if mask is None else scores + mask[:, 0]).softmax(dim=-1)
        mean = torch.matmul(weights, x)  # (B, H, D)
        values = torch.einsum("bhd,hed->bhe", mean, self.value_global.weight.view(shape))
        context = values + self.value_global.bias.view(self.heads, self.head_width)
        return context[:, :, None], weights[:, :, None]

    def _merge(self, context: Tensor) -> Tensor:
        # (B, H, S, E) -> (B, S, D)
        return self.output(context.transpose(1, 2).flatten(2))  # type: ignore[no-any-return]

    def weights(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """As `forward`, with weights (B, H, S, S): for sources of a few thousand places."""
        scores, near = self._products(x, mask)
        weights = (scores + near).softmax(dim=-1)
        context = torch.matmul(weights, self._split(self.value(x)))
        context[:, :, :1], weights[:, :, :1] = self._first(x, mask)
        return self._merge(context), weights

    def _products(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        # q·k (B, H, S, S) of all places within their windows, and the mask of these
        everything = slice(0, x.shape[1])
        query, keys = self._split(self.query(x)), self._split(self.key(x))
        scores = torch.matmul(query * self.head_width**-0.5, keys.transpose(2, 3))
        return scores, self._mask(everything, everything, mask, scores)

    def looking(self, x: Tensor, mask: Tensor | None, biased: bool) -> Look:
        """See `layers.EncoderMixer.looking`: what `weights` works with."""
        products, near = self._products(x, mask)
        query = self._split(self.query_global(x[:, :1])) * self.head_width**-0.5
        bias = self._split(self.key_global.bias[None, None])  # (1, H, 1, E)
        products[:, :, :1] = self._first_products(x)[:, :, None] + (query * bias).sum(-1, True)
        whole = near.expand_as(products).clone()
        whole[:, :, :1] = 0 if mask is None else mask
        values, first = self._split(self.value(x)), self._split(self.value_global(x))
        scale = self.head_width**-0.5
        return Look(products, whole, values, self.output.weight, scale, biased, first)


def _with_first(places: Tensor, near: slice, axis: int) -> Tensor:
    """Places of a slice of one axis, with place 0 before them where it is not among them."""
    chosen = places.narrow(axis, near.start, near.stop - near.start)
    return chosen if near.start == 0 else torch.cat([places.narrow(axis, 0, 1), chosen], axis)
