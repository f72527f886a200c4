"""Absolute positions: two sinusoids and learned tables.

Two sinusoids exist; they are two functions, never one with a flag.
"""

from __future__ import annotations

import math
from typing import Protocol

import torch
from torch import Tensor, nn

from models.nets.part import Part


def sinusoid_interleaved_angles(places: int, width: int) -> Tensor:
    """Table (places, width) of HF Marian and Pegasus: exponent 2(j//2)/D, sin half, cos half.

    Source: Vaswani et al. 2017, section 3.5, with even columns first (reference:
    transformers' MarianSinusoidalPositionalEmbedding, computed in float64).
    """
    place = torch.arange(places, dtype=torch.float64)[:, None]
    column = torch.arange(width, dtype=torch.float64)
    angles = place / 10000 ** (2 * torch.div(column, 2, rounding_mode="floor") / width)
    return torch.cat([angles[:, 0::2].sin(), angles[:, 1::2].cos()], dim=1).float()


def sinusoid_even_steps(places: int, width: int, first: int = 0) -> Tensor:
    """Table (places, width) of Marian binaries and M2M100: exponent i/(D/2 - 1), sin | cos.

    The first row is that of place `first`. Source: tensor2tensor's form of Vaswani et al. 2017,
    section 3.5. In float32 like its users: at place 1000 an exact angle is off by 1e-4.
    """
    half = width // 2
    steps = torch.exp(torch.arange(half).float() * -(math.log(10000.0) / (half - 1)))
    angles = torch.arange(first, first + places).float()[:, None] * steps
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Positions(Protocol):
    """Rows for places."""

    def __call__(self, ids: Tensor, start: int, /) -> Tensor:
        """Rows (n, D) or (R, n, D) for ids (R, n), the first at place `start`."""
        ...


class SinusoidPositions(Part):
    """Rows of a computed table, which no checkpoint holds.

    The id `unplaced` has zeros instead wherever it stands (padding in M2M100).
    """

    def __init__(self, table: Tensor, unplaced: int | None = None) -> None:
        super().__init__()
        self.unplaced = unplaced
        self.table: Tensor
        self.register_buffer("table", table, persistent=False)

    def forward(self, ids: Tensor, start: int) -> Tensor:
        """See `Positions`."""
        rows = self.table[start : start + ids.shape[1]]
        return rows if self.unplaced is None else rows * (ids != self.unplaced)[:, :, None]


class LearnedPositions(Part):
    """Rows of a learned table, whose first `offset` rows stand for no place."""

    def __init__(self, places: int, width: int, offset: int) -> None:
        super().__init__()
        self.offset = offset
        self.weight = nn.Parameter(torch.empty(places + offset, width))

    def forward(self, ids: Tensor, start: int) -> Tensor:
        """See `Positions`."""
        first = start + self.offset
        return self.weight[first : first + ids.shape[1]]
