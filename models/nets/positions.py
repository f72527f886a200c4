"""Position tables. Two sinusoids exist; they are two functions, never one with a flag."""

from __future__ import annotations

import math

import torch
from torch import Tensor


def sinusoid_interleaved_angles(places: int, width: int) -> Tensor:
    """Table (places, width) of HF Marian and Pegasus: exponent 2(j//2)/D, sin half, cos half.

    Source: Vaswani et al. 2017, section 3.5, with even columns first (reference:
    transformers' MarianSinusoidalPositionalEmbedding, computed in float64).
    """
    place = torch.arange(places, dtype=torch.float64)[:, None]
    column = torch.arange(width, dtype=torch.float64)
    angles = place / 10000 ** (2 * torch.div(column, 2, rounding_mode="floor") / width)
    return torch.cat([angles[:, 0::2].sin(), angles[:, 1::2].cos()], dim=1).float()


def sinusoid_even_steps(places: int, width: int) -> Tensor:
    """Table (places, width) of Marian binaries and M2M100: exponent i/(D/2 - 1), sin | cos.

    Source: tensor2tensor's form of Vaswani et al. 2017, section 3.5.
    """
    half = width // 2
    steps = torch.arange(half, dtype=torch.float64) * (-math.log(10000.0) / (half - 1))
    angles = torch.arange(places, dtype=torch.float64)[:, None] * steps.exp()
    return torch.cat([angles.sin(), angles.cos()], dim=1).float()
