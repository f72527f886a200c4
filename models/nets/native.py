"""Compiled kernels over tensors: matrices that are laid out for them, and their products."""

from __future__ import annotations

from array import array
from ctypes import byref
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.kernels.library import compiled
from models.kernels.structures import (
    LANES,
    PANEL,
    STEP,
    Kernels,
    Matrix,
    Rows,
    Sharpness,
    Sides,
)

Floats = NDArray[np.float32]
Extents = tuple["array[int]", "array[int]"]

NO_ACTIVATION, RELU, GELU, GELU_TANH, SILU = range(5)


class Native:
    """The compiled kernels of this processor."""

    def __init__(self, kernels: Kernels) -> None:
        self.linear, self.lay_out = kernels.linear, kernels.lay_out
        self.encode, self.decode = kernels.encode, kernels.decode
        self.project = kernels.project
        self._rank, self._embed = kernels.rank, kernels.embed
        self._sharpen, self._link = kernels.sharpen, kernels.link

    def embedded(
        self, table: tuple[Tensor, Tensor], ids: Tensor, factor: float, places: Tensor | None
    ) -> Tensor:
        """Rows `ids` (R, n) of int8 values (V, D) with scales (V), times `factor`, plus
        `places` (n, D) where there are any: (R, n, D).
        """
        values, scales = table
        rows, new = ids.shape
        x = scales.new_empty(rows, new, values.shape[1])
        ids = ids.contiguous()
        where = None if places is None else places.contiguous()
        lie = addresses_of(values, scales, ids)
        check(
            self._embed(
                *lie, rows * new, x.shape[2], factor, *addresses_of(where), new, x.data_ptr()
            )
        )
        return x

    def ranked(self, scores: Tensor, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """Of contiguous float32 rows (R, C) the largest (R, count), their columns, and
        log(sum(exp)) (R).
        """
        rows, width = scores.shape
        values = scores.new_empty(rows, count)
        columns = torch.empty(rows, count, dtype=torch.int64)
        totals = scores.new_empty(rows)
        lie = (values.data_ptr(), columns.data_ptr(), totals.data_ptr())
        threads = torch.get_num_threads()
        check(self._rank(scores.data_ptr(), rows, width, count, *lie, threads))
        return values, columns, totals

    def sharpened(self, rows: Floats, how: Sharpness) -> Floats:
        """Rows (T, S) of shares, each raised to the same power, which sum to 1 or are empty."""
        rows = np.ascontiguousarray(rows, np.float32)
        found = np.zeros_like(rows)
        lie = (rows.ctypes.data, len(rows), rows.shape[1], byref(how), found.ctypes.data)
        check(self._sharpen(*lie))
        return found

    def linked(
        self, rows: Floats, source: Extents, target: Extents, how: Sharpness
    ) -> tuple[Floats, Floats]:
        """Links of words (TW, SW) and of pieces (T, S) from rows (T, S) of shares.

        A side is where its pieces and its words start and end, one after the other. Raises
        `ValueError` for rows of another shape than the pieces'.
        """
        rows = np.ascontiguousarray(rows, np.float32)
        parts = (source[0], target[0], source[1], target[1])
        counts = [len(part) // 2 for part in parts]
        if rows.shape != (counts[1], counts[0]):
            raise ValueError(f"rows {rows.shape} of {counts[1]} and {counts[0]} pieces")
        sides = Sides(*(part.buffer_info()[0] for part in parts), *counts)
        words = np.zeros((counts[3], counts[2]), np.float32)
        pieces = np.zeros_like(rows)
        lie = (rows.ctypes.data, byref(sides), byref(how), pieces.ctypes.data)
        check(self._link(*lie, words.ctypes.data))
        return words, pieces


@cache
def native(wide: bool = True) -> Native | None:
    """The kernels; without `wide` not those for AVX-512. None where there are none."""
    found = compiled(wide)
    return None if found is None else Native(found)


def check(failed: int) -> None:
    """Raise `MemoryError` where a kernel found no room."""
    if failed:
        raise MemoryError("no memory for a layer's intermediate results")


def addresses_of(*tensors: Tensor | None) -> tuple[int | None, ...]:
    """Where the numbers of contiguous tensors lie; None for what is not there."""
    return tuple(None if tensor is None else tensor.data_ptr() for tensor in tensors)


@dataclass(frozen=True)
class NativeMatrix:
    """A matrix (N, D) of 8-bit numbers and biases (N), laid out for the kernels.

    `values` are [N/64][D/4][64][4]; `scales`, `sums` (of each row) and `bias` have as many
    entries as `values` has rows.
    """

    native: Native
    height: int
    values: Tensor
    scales: Tensor
    sums: Tensor
    bias: Tensor | None
    structure: Matrix

    @staticmethod
    def fits(width: int) -> bool:
        """Whether kernels can multiply by rows of that many numbers."""
        return width % LANES == 0

    @staticmethod
    def of(
        native: Native,
        values: Tensor,
        scales: Tensor,
        bias: Tensor | None,
        ids: Tensor | None = None,
    ) -> NativeMatrix:
        """A copy of int8 values (N, D), scales (N) and biases (N), or of the rows `ids` of
        them.
        """
        values, scales = values.contiguous(), scales.float().contiguous()
        own = None if bias is None else bias.float().contiguous()
        ids = None if ids is None else ids.contiguous()
        height, width = len(values if ids is None else ids), values.shape[1]
        filled = -(-height // PANEL) * PANEL
        laid_out = values.new_empty(filled // PANEL, width // STEP, PANEL, STEP)
        sums = torch.empty(filled, dtype=torch.int32)
        more = None if own is None else own.new_empty(filled)
        found = laid_out, scales.new_empty(filled), sums, more
        structure = Matrix(*addresses_of(*found), height, width)
        from_ = Rows(*addresses_of(values, scales, own, ids))
        native.lay_out(byref(from_), byref(structure), torch.get_num_threads())
        return NativeMatrix(native, height, *found, structure)

    def plain(self) -> tuple[Tensor, Tensor]:
        """The values (N, D) and scales (N) that it was made of."""
        rows = self.values.transpose(1, 2).reshape(-1, self.values.shape[1] * STEP)
        return rows[: self.height], self.scales[: self.height]

    def __call__(self, x: Tensor) -> Tensor:
        """X W^T + b, float32 (..., N), for x (..., D)."""
        return self.into(x.new_empty(*x.shape[:-1], self.height, dtype=torch.float32), x)

    def into(
        self,
        y: Tensor,
        x: Tensor,
        activation: int = NO_ACTIVATION,
        added: Tensor | None = None,
    ) -> Tensor:
        """`y` (..., N) filled with act(X W^T + b) for x (..., D).

        A row of `added` (G, N) is added to each of as many rows; all of them follow each other.
        """
        x = x.float().contiguous()
        rows = x.numel() // x.shape[-1]
        share = 1
        if added is not None:
            added, share = added.contiguous(), rows // len(added)
        lie = (x.data_ptr(), y.data_ptr(), rows, activation, *addresses_of(added), share)
        check(self.native.linear(byref(self.structure), *lie, torch.get_num_threads()))
        return y

    def rectified(self, x: Tensor) -> Tensor:
        """As a call, with what is below 0 as 0."""
        y = x.new_empty(*x.shape[:-1], self.height, dtype=torch.float32)
        return self.into(y, x, RELU)
