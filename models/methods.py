"""Alignment methods: how rows that link target pieces to the source are read from attention.

Row t of attention predicts target piece t, and its input is piece t - 1. Guided heads are
trained to align in the row that predicts (Garg et al. 2019); without training a row often says
more of the piece that is its input (Chen et al. 2020): `shifted` methods read row t + 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from models.link_strength import sharpened
from models.messages import UsageError
from models.model import Model
from models.nets import Head, Replay, Want
from models.no_attention import no_links

Floats = NDArray[np.float32]

CROSS, NORMS = Want(logprobs=False, cross=True), Want(logprobs=False, norms=True)
MEANS = Want(logprobs=False, cross=True, heads=False)
MOST_CELLS = 500_000  # target x source pieces; more take longer than the output did


@dataclass(frozen=True)
class Pair:
    """One pair of a replay: its number and its target and source pieces, without padding."""

    number: int
    target: int
    source: int

    def of(self, rows: Tensor) -> Floats:
        """Its part of padded rows (T, S)."""
        return rows[: self.target, : self.source].float().cpu().numpy()


class Method(Protocol):
    """How rows (T, S) of a pair are read from a replay; `name` is what a user calls it."""

    @property
    def name(self) -> str: ...

    @property
    def want(self) -> Want: ...

    def rows(self, replay: Replay, pair: Pair) -> Floats: ...


@dataclass(frozen=True)
class OneHead:
    """The weights of one head."""

    head: Head
    want: Want = CROSS

    @property
    def name(self) -> str:
        """See `Method`."""
        return f"{self.head.layer}:{self.head.head}"

    def rows(self, replay: Replay, pair: Pair) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        layers, heads = replay.cross.shape[1:3]
        if self.head.layer >= layers or self.head.head >= heads:
            raise UsageError(
                f"There is no head {self.name}.",
                f"This checkpoint has layers 0 to {layers - 1} with heads 0 to {heads - 1}.",
            )
        return pair.of(replay.cross[pair.number, self.head.layer, self.head.head])


@dataclass(frozen=True)
class LayerMean:
    """The mean weights of a layer's heads; without a layer the lower middle one."""

    layer: int | None
    want: Want = MEANS

    @property
    def name(self) -> str:
        """See `Method`."""
        return "middle" if self.layer is None else str(self.layer)

    def rows(self, replay: Replay, pair: Pair) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        layers = replay.cross[pair.number]
        middle = (layers.shape[0] - 1) // 2
        layer = middle if self.layer is None else layer_of(self.layer, layers.shape[0])
        return pair.of(layers[layer].mean(dim=0))


@dataclass(frozen=True)
class Average:
    """The mean weights of all heads of all layers."""

    want: Want = MEANS
    name: str = "average"

    def rows(self, replay: Replay, pair: Pair) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        return pair.of(replay.cross[pair.number].mean(dim=(0, 1)))


@dataclass(frozen=True)
class Norm:
    """||sum a f(x)|| of a layer (Kobayashi et al. 2020); without one where it is largest."""

    layer: int | None
    want: Want = NORMS

    @property
    def name(self) -> str:
        """See `Method`."""
        return "norm" if self.layer is None else f"norm:{self.layer}"

    def rows(self, replay: Replay, pair: Pair) -> Floats:
        """See `Method`."""
        assert replay.norms is not None
        layers = replay.norms[pair.number]
        if self.layer is None:
            norms = max(map(pair.of, layers), key=lambda layer: float(layer.mean()))
        else:
            norms = pair.of(layers[layer_of(self.layer, len(layers))])
        sums: Floats = norms.sum(axis=1, keepdims=True)
        return norms / sums


@dataclass(frozen=True)
class Shifted:
    """Another method's rows, each for the piece that is its input.

    The last piece is the input of no row and keeps its own.
    """

    method: Method

    @property
    def name(self) -> str:
        """See `Method`."""
        return f"shift:{self.method.name}"

    @property
    def want(self) -> Want:
        """See `Method`."""
        return self.method.want

    def rows(self, replay: Replay, pair: Pair) -> Floats:
        """See `Method`."""
        rows = self.method.rows(replay, pair)
        return np.concatenate([rows[1:], rows[-1:]])


@dataclass(frozen=True)
class Blend:
    """The mean of several methods, each made as sharp as the others."""

    methods: tuple[Method, ...]

    @property
    def name(self) -> str:
        """See `Method`."""
        return "+".join(method.name for method in self.methods)

    @property
    def want(self) -> Want:
        """See `Method`."""
        wants = [method.want for method in self.methods]
        cross = [want for want in wants if want.cross]
        return replace(
            CROSS,
            cross=bool(cross),
            heads=any(want.heads for want in cross),
            norms=any(want.norms for want in wants),
        )

    def rows(self, replay: Replay, pair: Pair) -> Floats:
        """See `Method`."""
        found = [sharpened(method.rows(replay, pair)) for method in self.methods]
        return np.asarray(np.mean(found, axis=0), np.float32)


def layer_of(layer: int, layers: int) -> int:
    """The layer, if there is one. Raises `UsageError` otherwise."""
    if layer >= layers:
        raise UsageError(
            f"There is no layer {layer}.", f"This checkpoint has layers 0 to {layers - 1}."
        )
    return layer


def candidates(layers: int, heads: int) -> list[Method]:
    """Every method that reads one head or the heads of one or all layers, in both rows.

    Of those that would read the same there is one.
    """
    every = range(layers)
    found: list[Method] = [OneHead(Head(at, head)) for at in every for head in range(heads)]
    if heads > 1:
        found += [LayerMean(layer) for layer in every]
    found += [Norm(layer) for layer in every]
    if layers > 1:
        found.append(Average())
    return [*found, *map(Shifted, found)]


def lighter(method: Method) -> Method:
    """The like of a method for pairs so long that single heads and norms take too much."""
    match method:
        case Shifted(inner):
            return Shifted(lighter(inner))
        case Blend(several):
            return Blend(tuple(dict.fromkeys(map(lighter, several))))
        case OneHead(Head(layer, _)) | Norm(int(layer)):
            return LayerMean(layer)
        case Norm():
            return LayerMean(None)
    return method


def automatic(model: Model, source: int, target: int) -> Method:
    """The method of a model for pairs of at most that many pieces.

    Raises `UsageError` for one that does not look at its source.
    """
    if not model.attends:
        raise no_links(model)
    if model.guided:
        return OneHead(model.guided)
    usual = model.chooser.method(model) if model.chooser else Shifted(Norm(None))
    return usual if source * target <= MOST_CELLS else lighter(usual)
