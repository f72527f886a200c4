"""The open models of an engine: several at once, the least recently used closed first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator

from models.families import FAMILIES
from models.library import Library
from models.messages import Checkpoint, Loading, Opened, Problem, UsageError
from models.model import Model

# What an open student takes besides its float32 weights is small; int8 files grow fourfold.
MEMORY_PER_FILE_BYTE = 4


class OpenModels:
    """Opens checkpoints of a library and keeps them while they fit into `memory_limit` bytes.

    At least two stay open whatever they take: a pivot and a comparison need both.
    """

    def __init__(self, library: Library, memory_limit: int) -> None:
        self._library = library
        self._memory_limit = memory_limit
        self._open: OrderedDict[str, Model] = OrderedDict()
        self._paths: dict[str, str] = {}  # ids and folders as they were asked for

    def opening(
        self, checkpoint: str, request_id: int, precision: str
    ) -> Generator[Loading | Opened, None, Model]:
        """Open a checkpoint by id or folder, telling when it takes time; returns its model."""
        if precision not in ("auto", "fp32"):
            raise UsageError(
                f"The precision {precision} is not available yet.", "Use fp32 or auto."
            )
        if self._paths.get(checkpoint) not in self._open:
            found = self._library.find(checkpoint)
            yield Loading(request_id, found.name)
            model = self._load(found)
            self._paths[checkpoint] = str(found.path)
            self._open[str(found.path)] = model
        model = self._open[self._paths[checkpoint]]
        self._open.move_to_end(self._paths[checkpoint])
        self._close_oldest()
        yield Opened(request_id, model.checkpoint.name, model.precision, model.device)
        return model

    def _load(self, checkpoint: Checkpoint) -> Model:
        if checkpoint.state != "ready":
            raise Problem(checkpoint.state, "Choose another checkpoint.")
        family = next(one for one in FAMILIES if one.name == checkpoint.family)
        return family.load(checkpoint)

    def _close_oldest(self) -> None:
        def taken() -> int:
            return sum(
                model.checkpoint.bytes * MEMORY_PER_FILE_BYTE for model in self._open.values()
            )

        while len(self._open) > 2 and taken() > self._memory_limit:
            self._open.popitem(last=False)
