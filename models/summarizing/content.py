"""How rows of attention are read where whole sentences are looked for, not words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from models.methods import MEANS, MOST_CELLS, NORMS, Method, Pair
from models.model import Model
from models.nets import Replay, Want

Floats = NDArray[np.float32]
_TINY = 1e-9


@dataclass(frozen=True)
class Content:
    """The mean over the later half of the layers: of the norms of what each place adds, or of
    the weights where `light`. The earlier half looks at marks and beginnings.
    """

    light: bool = False

    @property
    def name(self) -> str:
        """See `Method`."""
        return "content"

    @property
    def want(self) -> Want:
        """See `Method`."""
        return MEANS if self.light else NORMS

    def rows(self, replay: Replay, pair: Pair) -> Floats:
        """See `Method`."""
        return np.asarray(
            np.mean([_shares(pair.of(layer)) for layer in self._later(replay, pair)], axis=0),
            np.float32,
        )

    def _later(self, replay: Replay, pair: Pair) -> list[Tensor]:
        if self.light:
            assert replay.cross is not None
            layers = list(replay.cross[pair.number].mean(dim=1))  # (L, H, T, S) -> L of (T, S)
        else:
            assert replay.norms is not None
            layers = list(replay.norms[pair.number])
        return layers[len(layers) // 2 :]


@dataclass(frozen=True)
class Always:
    """A `Chooser` of one method, whatever the model."""

    chosen: Method

    def method(self, model: Model) -> Method:
        """See `Chooser`."""
        del model
        return self.chosen


def content_of(source: int, target: int) -> Content:
    """The method for pairs of at most that many pieces."""
    return Content(light=source * target > MOST_CELLS)


def _shares(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(rows.sum(axis=1, keepdims=True), _TINY), np.float32)
