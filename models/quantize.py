"""Opening checkpoints with 8-bit weights: rounded while they are read, kept for the next time.

Weights have a scale for each row, and what comes into a layer is rounded while it runs. On a
processor without the kernels weights are float32.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import torch
from torch import Tensor, nn

from models.checkpoint import fill, load_into, read_parts, shapes_of
from models.fingerprint import fingerprint
from models.naming import Naming
from models.nets.int8_places import fuse_layers, int8_places, pack_int8
from models.nets.int8_rows import ONE_ROW_STEP, Int8Rows, Kernels, linear_of, one_row_of
from models.nets.native import Native, NativeMatrix, native
from models.precision import FP32, INT8
from models.quantized_file import read_quantized, write_quantized
from models.weights import Weights, open_weights

FILE = "int8.safetensors"
WORTH = 1 << 16  # numbers of a matrix from which 8 bits save time
Linear = Callable[[Tensor, object, bool], Tensor]
OneRow = Callable[[Tensor, Tensor, Tensor], Tensor]
Compiled = Callable[[], Native | None]


@runtime_checkable
class Joining(Protocol):
    """A net that can put parts of itself together once it has its weights."""

    def join(self) -> None:
        """Do it; once it is done, do nothing."""
        ...


def kernels(
    linear: Linear = linear_of, one_row: OneRow = one_row_of, compiled: Compiled = native
) -> Kernels | None:
    """Those of this processor, tried out; None where there are none that compute rightly."""
    for narrow in (False, True):
        if _adds_rightly(linear, narrow):
            found = compiled()
            if found is not None and _is_right(found):
                return Kernels(narrow, False, found)
            return Kernels(narrow, _multiplies_rightly(one_row))
    return None


def _is_right(found: Native) -> bool:
    # The largest numbers and what is left over of blocks, by rows of both signs.
    height, width = 65, 3 * ONE_ROW_STEP
    rows = Int8Rows.of(torch.linspace(-1, 1, height * width).view(height, width))
    x = torch.linspace(-2, 1, 5 * width).view(5, width)
    expected = x @ rows.floats().T
    result = NativeMatrix.of(found, rows.values, rows.scales, None)(x)
    return bool(((result - expected).abs() < expected.abs().max() / 50).all())


def _adds_rightly(linear: Linear, narrow: bool) -> bool:
    # The largest numbers: a pair of products is 2 x 127 x 255, twice what 16 bits hold.
    width = 64
    try:
        packed = Int8Rows.of(torch.ones(width, width)).packed(None)
        with torch.inference_mode():
            found = linear(torch.ones(4, width), packed, narrow)
    except (RuntimeError, AttributeError):  # this torch or processor has no such operation
        return False
    return bool(((found - width).abs() < width / 50).all())


def _multiplies_rightly(one_row: OneRow) -> bool:
    height, width = 65, 3 * ONE_ROW_STEP  # what is left over of blocks is multiplied too
    rows = Int8Rows.of(torch.linspace(-1, 1, height * width).view(height, width))
    row = torch.linspace(-1, 2, width)[None].bfloat16()
    expected = row.float() @ rows.floats().T
    try:
        with torch.inference_mode():
            found = one_row(row, rows.values, rows.scales.bfloat16()).float()
    except (RuntimeError, AttributeError):
        return False
    return bool(((found - expected).abs() < expected.abs().max() / 50).all())


def load_quantized(
    net: nn.Module,
    folder: Path,
    cache: Path | None,
    naming: Naming,
    checkpoint: str,
    check: Callable[[], None] = lambda: None,
) -> str:
    """Fill `net`, built on the meta device, from a folder; returns the precision it has.

    The rounded weights are kept below `cache`. Raises as `open_weights` and `load_into`.
    """
    found = kernels()
    if found is None:
        weights = open_weights(folder, cache, check)
        load_into(net, weights, naming, checkpoint, torch.float32, "cpu")
        return FP32
    shapes = shapes_of(net)
    file = cache / fingerprint(folder) / FILE if cache else None
    parts = read_quantized(file, shapes) if file else None
    if parts is None:
        parts = _rounded(net, open_weights(folder, cache, check), naming, checkpoint)
        if file and write_quantized(file, parts, folder):
            parts = read_quantized(file, shapes) or parts
    fill(net, parts, checkpoint, found)
    return INT8


def _rounded(
    net: nn.Module, weights: Weights, naming: Naming, checkpoint: str
) -> dict[str, Tensor | Int8Rows]:
    places = int8_places(net)

    def made(names: Sequence[str], tensor: Tensor) -> Tensor | Int8Rows:
        if places.issuperset(names):
            return Int8Rows.of(tensor)
        return tensor.to(torch.float32, copy=True)

    return read_parts(net, weights, naming, checkpoint, made)


def worth_it(net: object) -> bool:
    """Whether a net filled with floats has layers that 8-bit kernels are faster for."""
    return isinstance(net, nn.Module) and any(
        net.get_parameter(name).numel() >= WORTH for name in int8_places(net)
    )


def settle(net: object) -> None:
    """Do for a filled net, before it runs, all that would else be done when it first runs.

    Projections of the same places are put together, 8-bit layers laid out for their kernels.
    """
    if isinstance(net, Joining):
        net.join()
    if isinstance(net, nn.Module):
        pack_int8(net)
        fuse_layers(net)
