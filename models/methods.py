"""Alignment methods: how rows that link target pieces to the source are read from attention.

Row t of attention predicts target piece t; some methods read the row whose input is the piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.messages import UsageError
from models.model import Model
from models.nets import Head, Replay, Want

Floats = NDArray[np.float32]
MOST_CELLS = 500_000  # target x source pieces; the norms of more take longer than the output


class Method(Protocol):
    """How rows (T, S) are read from a replay of one pair."""

    @property
    def want(self) -> Want: ...

    def rows(self, replay: Replay, pair: int) -> Floats: ...


CROSS, NORMS = Want(logprobs=False, cross=True), Want(logprobs=False, norms=True)
MEANS = Want(logprobs=False, cross=True, heads=False)


@dataclass(frozen=True)
class OneHead:
    """The row of one head that predicts the piece (guided heads: Garg et al. 2019)."""

    head: Head
    want: Want = CROSS

    def rows(self, replay: Replay, pair: int) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        layers, heads = replay.cross.shape[1:3]
        if self.head.layer >= layers or self.head.head >= heads:
            raise UsageError(
                f"There is no head {self.head.layer}:{self.head.head}.",
                f"This checkpoint has layers 0 to {layers - 1} with heads 0 to {heads - 1}.",
            )
        return replay.cross[pair, self.head.layer, self.head.head].cpu().numpy()


@dataclass(frozen=True)
class Average:
    """The mean of all heads of all layers, the row that predicts the piece."""

    want: Want = MEANS

    def rows(self, replay: Replay, pair: int) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        return replay.cross[pair].mean(dim=(0, 1)).cpu().numpy()


@dataclass(frozen=True)
class Shift:
    """SHIFT-ATT: the row whose input is the piece, mean of a layer's heads (Chen et al. 2020).

    The layer is the lower middle one. The last piece has no such row and keeps its own.
    """

    want: Want = MEANS

    def rows(self, replay: Replay, pair: int) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        layers = replay.cross[pair]
        return shifted(layers[(layers.shape[0] - 1) // 2].mean(dim=0).cpu().numpy())


@dataclass(frozen=True)
class Norm:
    """Shifted rows of ||sum a f(x)||, of the layer with the largest (Kobayashi et al. 2020)."""

    want: Want = NORMS

    def rows(self, replay: Replay, pair: int) -> Floats:
        """See `Method`."""
        assert replay.norms is not None
        layers = replay.norms[pair]
        best = layers[int(layers.mean(dim=(1, 2)).argmax())]
        return shifted((best / best.sum(dim=1, keepdim=True)).cpu().numpy())


def shifted(rows: Floats) -> Floats:
    """Row t + 1 in the place of row t."""
    return np.concatenate([rows[1:], rows[-1:]])


def method_of(name: str, model: Model, source: int, target: int) -> Method:
    """The method that `name` means for a model, for pairs of at most that many pieces.

    Raises `UsageError` for an unknown one.
    """
    if name == "auto" or (name == "guided" and model.guided):
        return automatic(model, source, target)
    if name == "guided":
        raise UsageError(
            f"{model.checkpoint.name} has no head trained on alignments.",
            "Use the method norm or shift.",
        )
    by_name: dict[str, Method] = {
        "norm": Norm(),
        "shift": Shift(),
        "average": Average(),
    }
    if name in by_name:
        return by_name[name]
    layer, colon, head = name.partition(":")
    if colon and layer.isdecimal() and head.isdecimal():
        return OneHead(Head(int(layer), int(head)))
    raise UsageError(
        f"There is no alignment method {name}.",
        "Use auto, guided, shift, norm, average or LAYER:HEAD, both counted from 0.",
    )


def automatic(model: Model, source: int, target: int) -> Method:
    """The method of a model for pairs of at most that many pieces."""
    if model.guided:
        return OneHead(model.guided)
    return Norm() if source * target <= MOST_CELLS else Shift()
