"""What nets share around the output layer: its inputs, its candidates, what is told of it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from models.nets import Candidates, Output, Replay, Want
from models.nets.int8 import QuantizedLinear
from models.nets.int8_rows import linear_of
from models.nets.native import NativeMatrix
from models.nets.part import linear


def inputs_after(start: int, target: Tensor) -> Tensor:
    """What a decoder is given for a target (B, T): the start token, then all but the last."""
    return torch.cat([target.new_full((target.shape[0], 1), start), target[:, :-1]], dim=1)


class Added:
    """An output layer whose logits are added to afterwards."""

    def barred(self, x: Tensor, banned: Tensor | None) -> Tensor:
        """See `Output`."""
        logits = self(x)
        if banned is None:
            return logits
        by_sentence = logits.view(len(banned), -1, logits.shape[1])
        return by_sentence.add_(banned[:, None]).view(logits.shape)

    def __call__(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., C)."""
        raise NotImplementedError


@dataclass(frozen=True)
class FloatOutput(Added):
    """Weights (C, D) and biases (C)."""

    weight: Tensor
    bias: Tensor | None

    @property
    def width(self) -> int:
        """C."""
        return len(self.weight)

    def __call__(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., C)."""
        return linear(x, self.weight, self.bias)


@dataclass(frozen=True)
class LayerOutput(Added):
    """The whole vocabulary: a linear layer, and biases (V) that it does not hold itself."""

    layer: nn.Module
    width: int
    bias: Tensor | None

    def __call__(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., V)."""
        logits: Tensor = self.layer(x)
        return logits if self.bias is None else logits.add_(self.bias)


@dataclass(frozen=True)
class PackedOutput(Added):
    """Candidates of an int8 layer, their values packed for many rows, scales and biases (C)."""

    packed: object
    scales: Tensor
    bias: Tensor
    narrow: bool

    @property
    def width(self) -> int:
        """C."""
        return len(self.scales)

    def __call__(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., C)."""
        return linear_of(x, self.packed, self.narrow).mul_(self.scales).add_(self.bias)


class NativeOutput:
    """An int8 layer, or candidates of one, laid out for the compiled kernels.

    Logits of a step are written over those of the step before: for 128 rows and a vocabulary
    of 58,101 they are 30 MB, and fresh memory for them costs a sixth of a step.
    """

    def __init__(self, matrix: NativeMatrix) -> None:
        self._matrix = matrix
        self._logits = torch.empty(0, 0)

    @property
    def width(self) -> int:
        """C."""
        return self._matrix.height

    def __call__(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., C)."""
        return self._matrix(x) if x.dim() > 2 else self.barred(x, None)

    def barred(self, x: Tensor, banned: Tensor | None) -> Tensor:
        """See `Output`."""
        if len(self._logits) < len(x):
            self._logits = x.new_empty(len(x), self.width)
        return self._matrix.into(self._logits[: len(x)], x, added=banned)


def restricted(layer: nn.Module, bias: Tensor | None, candidates: Candidates | None) -> Output:
    """An output layer of which only the candidates' rows are kept.

    `bias` (V) is one that the layer does not hold itself.
    """
    if isinstance(layer, QuantizedLinear):
        return _of_int8(layer, bias, candidates)
    assert isinstance(layer, nn.Linear)
    bias = layer.bias if bias is None else bias
    if candidates is None:
        return FloatOutput(layer.weight, bias)
    ids = candidates.ids
    return FloatOutput(layer.weight[ids], None if bias is None else bias[ids])


def _of_int8(
    layer: QuantizedLinear, bias: Tensor | None, candidates: Candidates | None
) -> Output:
    if candidates is None:
        matrix = layer.packed() if bias is None else None
        if isinstance(matrix, NativeMatrix):
            return NativeOutput(matrix)
        return LayerOutput(layer, layer.out_features, bias)
    bias = layer.bias if bias is None else bias
    plain, native = layer.plain(), layer.kernels.native
    if native is not None and NativeMatrix.fits(layer.in_features):
        ids = candidates.ids
        return NativeOutput(NativeMatrix.of(native, plain.values, plain.scales, bias, ids))
    rows = plain.some(candidates.ids)
    own = None if bias is None else bias[candidates.ids]
    if candidates.banned is None:  # one sentence: packing would take as long as it saves
        return FloatOutput(rows.floats(), own)
    bias = torch.zeros(len(candidates.ids)) if own is None else own
    return PackedOutput(rows.packed_values(), rows.scales, bias, layer.kernels.narrow)


def scores_of(logits: Tensor, target: Tensor, want: Want) -> Replay:
    """What a replay tells of logits (B, T, V) for target ids (B, T)."""
    logprobs = logits.float().log_softmax(dim=-1)
    top = logprobs.topk(want.top, dim=-1) if want.top else None
    return Replay(
        logprobs=logprobs.gather(2, target[:, :, None]).squeeze(2),
        top_ids=top.indices if top else None,
        top_logprobs=top.values if top else None,
        entropy=-(logprobs.exp() * logprobs).sum(dim=-1) if want.entropy else None,
    )
