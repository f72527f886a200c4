"""Norms that torch lacks, and where a norm stands in a block."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from models.nets.part import Part

Residual = Callable[[Tensor, nn.Module, Callable[[Tensor], Tensor]], Tensor]
NormMaker = Callable[[], nn.Module]

# float16 ends here; sums are kept below it by the margin of reference transformers 5.
HALF_LIMIT = 65504.0 - 1000.0


class RmsNorm(Part):
    """Scaling by the root mean square, without mean and bias (Zhang and Sennrich 2019).

    Works in float32 and gives the dtype of its weight, whatever the dtype of the sum.
    """

    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., D)."""
        scaled = nn.functional.rms_norm(x.float(), self.weight.shape, None, self.eps)
        return self.weight * scaled.to(self.weight.dtype)


def post_norm(x: Tensor, norm: nn.Module, sublayer: Callable[[Tensor], Tensor]) -> Tensor:
    """LN(x + f(x)): Marian, BART."""
    return norm(x + sublayer(x))  # type: ignore[no-any-return]


def pre_norm(x: Tensor, norm: nn.Module, sublayer: Callable[[Tensor], Tensor]) -> Tensor:
    """The sum x + f(LN(x)): M2M100, mBART, Pegasus."""
    return x + sublayer(norm(x))


def clamped_pre_norm(
    x: Tensor, norm: nn.Module, sublayer: Callable[[Tensor], Tensor]
) -> Tensor:
    """As `pre_norm`, kept within the range of float16: T5."""
    return clamped(x + sublayer(norm(x)))


def clamped(x: Tensor) -> Tensor:
    """A float16 tensor without infinities; other types as they are."""
    return x.clamp(-HALF_LIMIT, HALF_LIMIT) if x.dtype is torch.float16 else x
