"""Where a net can hold 8-bit numbers, and putting them there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from torch import nn

from models.nets.fused import fused_decoder, fused_encoder
from models.nets.int8 import QuantizedLinear, QuantizedTable
from models.nets.int8_rows import Int8Rows, Kernels
from models.nets.stack import DecoderStack, EncoderStack, TokenTable

LEAST = 4096  # numbers of a matrix: what is smaller saves nothing
WEIGHT = ".weight"


def int8_places(net: nn.Module) -> frozenset[str]:
    """The names of all parameters that may be `Int8Rows`."""
    return frozenset(
        name + WEIGHT
        for name, module in net.named_modules(remove_duplicate=False)
        if isinstance(module, nn.Linear | TokenTable) and module.weight.numel() >= LEAST
    )


def put_int8(
    net: nn.Module, rows: Mapping[str, Int8Rows], kernels: Kernels, kept: Collection[str] = ()
) -> None:
    """Put layers of 8-bit numbers in the places of those that have these parameters.

    What else a layer has, its bias, must be there already. `kept` are names of linear layers'
    parameters that are looked at row by row later on.
    """
    for name, one in rows.items():
        path = name.removesuffix(WEIGHT)
        parent, _, leaf = path.rpartition(".")
        old = net.get_submodule(path)
        if isinstance(old, TokenTable):
            setattr(net.get_submodule(parent), leaf, QuantizedTable(one, kernels))
            continue
        assert isinstance(old, nn.Linear)
        bias = None if old.bias is None else old.bias.detach()
        new = QuantizedLinear(one, bias, kernels, name in kept)
        setattr(net.get_submodule(parent), leaf, new)
    net.eval()


def pack_int8(net: nn.Module) -> None:
    """Lay out for the kernel all that is used as a whole, now and not while it first runs."""
    for module in net.modules():
        if isinstance(module, QuantizedLinear):
            module.pack()


def fuse_layers(net: nn.Module) -> None:
    """Give the layers of stacks to the compiled kernels, where these know all of them."""
    for module in net.modules():
        if isinstance(module, EncoderStack):
            module.fused = fused_encoder(module)
        elif isinstance(module, DecoderStack):
            module.fused = fused_decoder(module)
