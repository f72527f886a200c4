"""Dropout for nets that come without: they are made for use."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn
from torch.nn import functional


def add_dropout(module: nn.Module, ends: Sequence[str], share: float) -> None:
    """Drop a share of what the submodules with these last names give, in training only.

    Places that the net itself has for it get the share too.
    """
    if share == 0:
        return

    def drop(part: nn.Module, given: object, made: Tensor) -> Tensor:
        del given
        return functional.dropout(made, share, part.training)

    for name, part in module.named_modules():
        if isinstance(part, nn.Dropout):
            part.p = share
        elif name.rpartition(".")[2] in ends:
            part.register_forward_hook(drop)
