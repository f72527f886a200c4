"""Layers that are made of 8-bit numbers.

A linear layer rounds what it is given to 8 bits too and multiplies whole numbers. The compiled
kernels have a scale for each row of it. torch's have one for all rows, so that a sentence's
neighbours in a batch bear on how it is rounded; with a scale for each row they would take 5 to
40 % longer.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from models.nets.int8_rows import (
    ONE_ROW_STEP,
    PLAIN,
    SMALL,
    Int8Rows,
    Kernels,
    OneRow,
    TorchMatrix,
)
from models.nets.native import NativeMatrix
from models.nets.part import Linear, Part


class QuantizedLinear(Part):
    """Stands for a linear layer; a small one has a second form for when it is given one row.

    It is packed by `pack`, or at its first use where its rows are `kept` because they are
    looked at one by one; others give their memory back then.
    """

    def __init__(
        self, rows: Int8Rows, bias: Tensor | None, kernels: Kernels, kept: bool = False
    ) -> None:
        super().__init__()
        self.out_features, self.in_features = rows.shape
        self.bias = bias
        self.kernels = kernels
        self.rows: Int8Rows | None = rows
        self._kept = kept
        self._packed: TorchMatrix | NativeMatrix | None = None
        fits = kernels.one_row and self.in_features % ONE_ROW_STEP == 0
        small = self.out_features * self.in_features <= SMALL
        self._one_row = OneRow(rows, bias) if small and fits else None

    def pack(self) -> None:
        """Lay the rows out for the kernel, unless that can wait."""
        if self.rows is not None and not self._kept:
            self._packed, self.rows = self._of(self.rows), None

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        if self._one_row is not None and x.numel() == self.in_features:
            return self._one_row(x)
        return self.packed()(x)

    def rectified(self, x: Tensor) -> Tensor:
        """As `forward`, with what is below 0 as 0."""
        if self._one_row is not None and x.numel() == self.in_features:
            return self._one_row(x).relu_()
        return self.packed().rectified(x)

    def _of(self, rows: Int8Rows) -> TorchMatrix | NativeMatrix:
        native = self.kernels.native
        if native is not None and NativeMatrix.fits(self.in_features):
            return NativeMatrix.of(native, rows.values, rows.scales, self.bias)
        return TorchMatrix(rows, self.bias, self.kernels.narrow)

    def packed(self) -> TorchMatrix | NativeMatrix:
        """What is multiplied with."""
        if self._packed is None:
            self._packed = self._of(self.plain())
        return self._packed

    def plain(self) -> Int8Rows:
        """The rows, unpacked again where they were not kept."""
        if self.rows is not None:
            return self.rows
        plain = self.packed().plain()
        return plain if isinstance(plain, Int8Rows) else Int8Rows(*plain)

    @property
    def weight(self) -> Tensor:
        """The matrix (out, in) in float32, made anew at every look."""
        return self.plain().floats()


class QuantizedTable(Part):
    """Stands for a table of tokens."""

    def __init__(self, rows: Int8Rows, kernels: Kernels = PLAIN) -> None:
        super().__init__()
        self.rows = rows
        self.width = rows.shape[1]
        self.native = kernels.native if NativeMatrix.fits(self.width) else None

    def forward(self, ids: Tensor, scale: float = 1.0, places: Tensor | None = None) -> Tensor:
        """See `stack.TokenTable`."""
        rows = self.rows
        plain = places is None or places.dim() == 2
        if self.native is not None and plain:
            return self.native.embedded((rows.values, rows.scales), ids, scale, places)
        flat = ids.reshape(-1)
        scales = rows.scales.index_select(0, flat)[:, None] * scale
        found = (rows.values.index_select(0, flat) * scales).view(*ids.shape, self.width)
        return found if places is None else found + places

    @property
    def weight(self) -> Tensor:
        """The table (N, D) in float32, made anew at every look."""
        return self.rows.floats()


def sample_of(layer: nn.Module) -> Tensor:
    """Some tensor on a layer's device and in the dtype that it computes in."""
    if isinstance(layer, QuantizedLinear | QuantizedTable):
        return torch.empty(0)
    return layer.weight  # type: ignore[return-value]


def dtype_of(layer: nn.Module) -> torch.dtype:
    """The dtype that a layer computes in."""
    if isinstance(layer, QuantizedLinear):
        return torch.float32
    return layer.weight.dtype  # type: ignore[return-value]


def _joined_bias(layers: Sequence[nn.Module]) -> Tensor | None:
    # a layer without one has zeros beside layers that have
    if all(layer.bias is None for layer in layers):
        return None
    sample = sample_of(layers[0])
    biases = [
        sample.new_zeros(layer.out_features) if layer.bias is None else layer.bias
        for layer in layers
    ]
    return torch.cat(biases)  # type: ignore[arg-type]


def joined(layers: Sequence[nn.Module]) -> nn.Module:
    """One linear layer that gives what several of a kind give for the same x, side by side."""
    bias = _joined_bias(layers)
    if isinstance(layers[0], QuantizedLinear):
        parts = [layer.plain() for layer in layers]  # type: ignore[operator]
        rows = Int8Rows(
            torch.cat([part.values for part in parts]),
            torch.cat([part.scales for part in parts]),
        )
        return QuantizedLinear(rows, bias, layers[0].kernels)
    weight = torch.cat([layer.weight for layer in layers])  # type: ignore[misc]
    wide, narrow = weight.shape
    found = Linear(narrow, wide, bias is not None, "meta")
    found.weight = nn.Parameter(weight, requires_grad=False)
    if bias is not None:
        found.bias = nn.Parameter(bias, requires_grad=False)
    return found
