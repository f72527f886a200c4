"""Random weights for a net that was built on the meta device."""

from __future__ import annotations

import torch
from torch import nn


def materialize(net: nn.Module) -> None:
    """Give every parameter memory and its starting values; computed tables stay as they are.

    Matrices: Glorot and Bengio 2010; tables of tokens: deviation 1/sqrt(D), as tied output
    layers need; norms are the identity, all else is zero.
    """
    for part in net.modules():
        for name, meta in list(part.named_parameters(recurse=False)):
            values = torch.zeros(meta.shape)
            if isinstance(part, nn.LayerNorm):
                values.fill_(1.0 if name == "weight" else 0.0)
            elif isinstance(part, nn.Linear) and name == "weight":
                nn.init.xavier_uniform_(values)
            elif values.dim() > 1 and values.shape[0] > 1:
                nn.init.normal_(values, std=values.shape[1] ** -0.5)
            setattr(part, name, nn.Parameter(values))
