"""A net that reads every source once, however often it is asked to."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from models.nets import Cache, Candidates, Look, Memory, Net, Replay, Source, Spot, Want, Watch

Ids = tuple[int, ...]


class EncodedOnce:
    """A `Net` that keeps the last batch it read.

    A search, a second one for what ran in loops and the look back at the attention read the
    same sources; in a long text reading is a good part of the work.
    """

    def __init__(self, net: Net) -> None:
        self._net = net
        self._rows: dict[Ids, int] = {}
        self._memory: Memory | None = None

    def encode(
        self, source: Source, candidates: Candidates | None = None, attention: bool = False
    ) -> Memory:
        """See `Net`."""
        if candidates is not None or attention:
            return self._net.encode(source, candidates, attention)
        rows = _rows(source)
        if self._memory is None or any(row not in self._rows for row in rows):
            self._memory = None  # given back before more is taken
            self._memory = self._net.encode(source)
            self._rows = {row: at for at, row in enumerate(rows)}
        return _selected(self._memory, [self._rows[row] for row in rows])

    def cache(self, memory: Memory, beams: int) -> Cache:
        """See `Net`."""
        return self._net.cache(memory, beams)

    def step(
        self, tokens: Tensor, memory: Memory, cache: Cache, watch: Watch | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """See `Net`."""
        return self._net.step(tokens, memory, cache, watch)

    def norms(self, memory: Memory, cross: Tensor) -> Tensor:
        """See `Net`."""
        return self._net.norms(memory, cross)

    def replay(self, memory: Memory, start: int, target: Tensor, want: Want) -> Replay:
        """See `Net`."""
        return self._net.replay(memory, start, target, want)

    def look(self, source: Source, start: int, target: Tensor, spot: Spot) -> Look | None:
        """See `Net`."""
        return self._net.look(source, start, target, spot)


def _rows(source: Source) -> list[Ids]:
    lengths = source.lengths.tolist()
    return [
        tuple(row[:length]) for row, length in zip(source.ids.tolist(), lengths, strict=True)
    ]


def _selected(memory: Memory, rows: Sequence[int]) -> Memory:
    if list(rows) == list(range(memory.sentences)):
        return memory
    return memory.select(torch.tensor(rows, dtype=torch.long, device=memory.states.device))
