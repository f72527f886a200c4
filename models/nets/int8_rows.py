"""Matrices of 8-bit numbers with a scale for each row, and torch's products with them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor

from models.nets.native import Native

LARGEST = 127
# Numbers of a matrix up to which one row is multiplied in bfloat16 by the 8-bit numbers as
# they are: rounding the row to 8 bits too takes longer than it saves. Measured with weights
# that are not in the nearest cache, one thread: 256 x 256 13 against 20 microseconds and 27 in
# float32, 1536 x 256 36 against 28 and 124; two threads 10 against 23, and 22 against 26.
SMALL = 400_000
ONE_ROW_STEP = 32  # numbers of a row: that kernel reads past the end of others
ROWS_AT_ONCE = 4096  # that are rounded together: their float32 form lies in memory
# The operation itself: what torch wraps around it in Python takes 2 microseconds of 18.
_linear = torch.ops.quantized.linear_dynamic.default._op
_linear_relu = torch.ops.quantized.linear_relu_dynamic.default._op


@dataclass(frozen=True)
class Kernels:
    """What a processor's kernels for 8-bit numbers are like.

    `narrow` ones add pairs of products in 16 bits (no VNNI), where full numbers overflow: what
    comes in then has 7 bits, which costs 0.4 BLEU. With `one_row` there is one, too, that
    multiplies a single row in bfloat16. `native` ones take the place of both.
    """

    narrow: bool = False
    one_row: bool = False
    native: Native | None = None


PLAIN = Kernels()


@dataclass(frozen=True)
class Int8Rows:
    """A matrix (N, D): row n is `values[n]` (int8) times `scales[n]` (float32)."""

    values: Tensor
    scales: Tensor

    @staticmethod
    def of(weight: Tensor) -> Int8Rows:
        """The nearest to a matrix of floats; the largest of each row becomes 127."""
        values = torch.empty(weight.shape, dtype=torch.int8)
        scales = torch.empty(len(weight))
        for start in range(0, len(weight), ROWS_AT_ONCE):
            here = slice(start, start + ROWS_AT_ONCE)
            part = weight[here].float()
            steps = part.abs().amax(dim=1).div_(LARGEST)
            steps.masked_fill_(steps == 0, 1.0)
            steps = steps.bfloat16().float()  # what both kernels can hold
            values[here] = (part / steps[:, None]).round_()
            scales[here] = steps
        return Int8Rows(values, scales)

    @property
    def shape(self) -> torch.Size:
        """N, D."""
        return self.values.shape

    def __getitem__(self, rows: slice) -> Int8Rows:
        """Some rows, in the same memory."""
        return Int8Rows(self.values[rows], self.scales[rows])

    def some(self, rows: Tensor) -> Int8Rows:
        """Some rows, copied."""
        return Int8Rows(self.values.index_select(0, rows), self.scales.index_select(0, rows))

    def floats(self) -> Tensor:
        """The matrix in float32."""
        return self.values.float().mul_(self.scales[:, None])

    def packed(self, bias: Tensor | None) -> object:
        """The matrix laid out for `linear_dynamic`, a copy."""
        zeros = torch.zeros(len(self.scales), dtype=torch.int64)
        with quantized_tensors():
            tensor = torch._make_per_channel_quantized_tensor(
                self.values, self.scales.double(), zeros, 0
            )
        return torch.ops.quantized.linear_prepack(tensor, bias)

    def packed_values(self) -> object:
        """Only the values laid out so: in a seventh of the time, which scales would take."""
        with quantized_tensors():
            tensor = torch._make_per_tensor_quantized_tensor(self.values, 1.0, 0)
        return torch.ops.quantized.linear_prepack(tensor, None)


@contextmanager
def quantized_tensors() -> Iterator[None]:
    """Silence that quantised tensors will go; the version of torch that is pinned has them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def linear_of(x: Tensor, packed: object, narrow: bool) -> Tensor:
    """X W^T + b in float32 for float32 x (..., D) and a packed matrix.

    `narrow` leaves a bit of x unused, for processors that add products in 16 bits.
    """
    found: Tensor = _linear(x, packed, narrow)
    return found


def one_row_of(row: Tensor, values: Tensor, scales: Tensor) -> Tensor:
    """X W^T in bfloat16 for bfloat16 x (1, D), int8 values (N, D) and bfloat16 scales (N)."""
    return torch._weight_int8pack_mm(row, values, scales)


class OneRow:
    """X W^T + b for one row x; what is multiplied is rounded to bfloat16, not to 8 bits."""

    def __init__(self, rows: Int8Rows, bias: Tensor | None) -> None:
        self._values, self._scales = rows.values, rows.scales.bfloat16()
        self._bias = bias

    def __call__(self, x: Tensor) -> Tensor:
        """(1, ..., in) -> (1, ..., out), float32."""
        row = x.view(1, -1).bfloat16()
        found = one_row_of(row, self._values, self._scales).float()
        if self._bias is not None:
            found += self._bias
        return found.view(*x.shape[:-1], -1)


class TorchMatrix:
    """Rows laid out for torch's own kernels."""

    def __init__(self, rows: Int8Rows, bias: Tensor | None, narrow: bool) -> None:
        self._packed = rows.packed(bias)
        self._narrow = narrow

    def __call__(self, x: Tensor) -> Tensor:
        """X W^T + b for float32 x (..., D)."""
        found: Tensor = _linear(x, self._packed, self._narrow)
        return found

    def rectified(self, x: Tensor) -> Tensor:
        """As a call, with what is below 0 as 0."""
        found: Tensor = _linear_relu(x, self._packed, self._narrow)
        return found

    def plain(self) -> Int8Rows:
        """The rows."""
        tensor, _ = torch.ops.quantized.linear_unpack(self._packed)
        return Int8Rows(tensor.int_repr(), tensor.q_per_channel_scales().float())
