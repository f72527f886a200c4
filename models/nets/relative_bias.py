"""Relative position bias: a learned number for each head and bucket of distances.

Source: Raffel et al. 2020, section 2.1. Near distances have buckets of their own, far ones
share buckets that grow with the logarithm of the distance.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn


def bucket_table(places: int, buckets: int, distance: int, bidirectional: bool) -> Tensor:
    """The bucket of each key place minus query place from 1 - places to places - 1.

    Float32 in this order of operations, as trained: another order moves distances at the
    border of two buckets. Without `bidirectional` the future has the bucket of distance 0.
    """
    relative = torch.arange(1 - places, places)
    if bidirectional:
        buckets //= 2
        first, far = (relative > 0).long() * buckets, relative.abs()
    else:
        first, far = torch.zeros_like(relative), (-relative).clamp_min(0)
    exact = buckets // 2
    logarithm = torch.log(far.float() / exact) / math.log(distance / exact)
    large = exact + (logarithm * (buckets - exact)).clamp_min(0).long()
    return first + torch.where(far < exact, far, large.clamp_max(buckets - 1))


class RelativeBias(nn.Module):
    """Biases (buckets, H); they are added to scores, so they are a part of the mask."""

    def __init__(self, table: Tensor, buckets: int, heads: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(buckets, heads))
        self.table: Tensor
        self.register_buffer("table", table, persistent=False)

    def forward(self, past: int, new: int) -> Tensor:
        """(1, H, new, past + new) for queries from place `past` on."""
        zero, total = self.table.shape[0] // 2, past + new
        near = self.table[zero - total + 1 : zero + new]
        by_distance = nn.functional.embedding(near, self.weight).T  # (H, total + new - 1)
        if new == 1:
            return by_distance[None, :, None]
        return by_distance.unfold(1, total, 1).flip(1)[None]  # a row earlier for each query
