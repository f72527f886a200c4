"""Attention that is kept while a search runs, so that nobody has to look back for links."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.nets import Watch

MOST_WATCHED = 30_000_000  # numbers of attention that a search keeps: 120 MB


class Watched:
    """The watched attention rows of all steps, fetched from the device when they are wanted.

    Rows that would take too much memory are forgotten, and nothing is watched any more.
    """

    def __init__(self, watch: Watch | None) -> None:
        self.watch = watch
        self._numbers = 0
        self._starts: list[int] = []  # of each step's rows among those of all steps
        self._rows = 0
        self._waiting: list[Tensor] = []
        self._fetched: NDArray[np.float32] | None = None

    def add(self, rows: Tensor | None) -> None:
        """The rows (R, S) or (R, L, H, S) of one more step, if any are watched."""
        if rows is None:
            return
        self._starts.append(self._rows)
        self._rows += rows.shape[0]
        self._numbers += rows.numel()
        self._waiting.append(rows)
        if self._numbers > MOST_WATCHED:
            self.watch = None
            self._waiting.clear()

    def of(self, path: Iterable[int]) -> NDArray[np.float32] | None:
        """Rows (T, S) or (T, L, H, S) of an output: of each step the row that it was on."""
        if self.watch is None:
            return None
        if self._waiting:
            self._fetch()
        if self._fetched is None:
            return None
        on = [start + row for start, row in zip(self._starts, path, strict=False)]
        return self._fetched[np.array(on, np.intp)]

    def _fetch(self) -> None:
        waiting = torch.cat(self._waiting).cpu().numpy()
        self._waiting.clear()
        if self._fetched is not None:
            waiting = np.concatenate([self._fetched, waiting])
        self._fetched = waiting
