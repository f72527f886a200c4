"""The open models of an engine: several at once, the least recently used closed first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import replace
from typing import NamedTuple

from models.decoding import Stopped
from models.devices import Devices
from models.families import FAMILIES, Family, Setting
from models.library import Library
from models.messages import Checkpoint, Loading, Opened, Options, Problem, UsageError
from models.method_choice import Choices
from models.model import Model
from models.precision import DTYPES, FP16, FP32, INT8
from models.precision_choice import Precisions
from models.quantize import kernels, settle
from models.weights import return_freed_memory

# What an open student takes besides its float32 weights is small; int8 files grow fourfold.
MEMORY_PER_FILE_BYTE = 4
# Bytes of rounded weights that 8-bit kernels are surely faster for: a few small layers.
LEAST_ROUNDED = 1 << 20


class Key(NamedTuple):
    """An open model: the folder it is from, how and where it runs."""

    path: str
    precision: str
    device: str


class OpenModels:
    """Opens checkpoints of a library and keeps them while they fit into `memory_limit` bytes.

    At least two stay open whatever they take: a pivot and a comparison need both.
    """

    def __init__(self, library: Library, memory_limit: int) -> None:
        self._library = library
        self._memory_limit = memory_limit
        self._open: OrderedDict[Key, Model] = OrderedDict()
        self._known: dict[str, Checkpoint] = {}  # by ids and folders as they were asked for
        self._devices = Devices(library.cache)
        self._precisions = Precisions(library.cache)
        self._choices = Choices(library.cache)
        self._untried = ExitStack()  # marks of checkpoints that have written nothing yet

    def opening(
        self,
        checkpoint: str,
        request_id: int,
        options: Options,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Generator[Loading | Opened, None, Model]:
        """Open a checkpoint by id or folder, telling when it takes time; returns its model.

        Raises `Stopped` when `cancelled` while weights are converted or precisions tried out.
        """
        if not self._is_open(checkpoint):
            found = self._library.find(checkpoint)
            yield Loading(request_id, found.name)
            self._known[checkpoint] = found
        found = self._known[checkpoint]
        family = family_named(found)
        check = _stopping(cancelled)
        precision = precision_of(options, family)
        device = self._devices.choose(
            "cpu" if precision == INT8 else options.device,
            found,
            lambda device: self._model(found, family, precision, device, check),
        )
        if options.precision == "auto" and device == "cpu":
            precision = self._chosen(found, family, cancelled)
        model = self._model(found, family, precision, device, check)
        yield Opened(request_id, found.name, model.precision, model.device)
        return model

    def _chosen(self, found: Checkpoint, family: Family, cancelled: Callable[[], bool]) -> str:
        # The precision for the processor; weights that are rounded already need no trial.
        rounded = family.rounded and found.bytes >= LEAST_ROUNDED
        here = kernels() if rounded else None
        if here is not None and here.native is not None:
            return INT8
        return self._precisions.choose(
            found,
            lambda one: self._model(found, family, one, "cpu", _stopping(cancelled)),
            lambda one: self.close_at(Key(str(found.path), one, "cpu")),
            cancelled,
        )

    def trust(self) -> None:
        """What is open has run: should the program end now, it was not because of that."""
        self._untried.close()

    def close(self, model: Model) -> None:
        """Forget a model, so that its memory is given back."""
        for key in [key for key, one in self._open.items() if one.net is model.net]:
            del self._open[key]
        return_freed_memory()

    def close_at(self, key: Key) -> None:
        """Forget what is open there; its memory is given back unless somebody holds it."""
        self._open.pop(key, None)
        return_freed_memory()

    def _is_open(self, checkpoint: str) -> bool:
        known = self._known.get(checkpoint)
        return known is not None and any(key.path == str(known.path) for key in self._open)

    def _model(
        self,
        found: Checkpoint,
        family: Family,
        precision: str,
        device: str,
        check: Callable[[], None],
    ) -> Model:
        key = Key(str(found.path), precision, device)
        if key not in self._open:
            self._untried.enter_context(self._library.opening(found.id))
            setting = Setting(precision, device, self._library.cache, check)
            model = replace(family.load(found, setting), chooser=self._choices)
            settle(model.net)
            self._open[key] = model
        self._open.move_to_end(key)
        self._close_oldest()
        return self._open[key]

    def _close_oldest(self) -> None:
        def taken() -> int:
            return sum(
                model.checkpoint.bytes * MEMORY_PER_FILE_BYTE for model in self._open.values()
            )

        closed = False
        while len(self._open) > 2 and taken() > self._memory_limit:
            self._open.popitem(last=False)
            closed = True
        if closed:
            return_freed_memory()


def _stopping(cancelled: Callable[[], bool]) -> Callable[[], None]:
    """What raises `Stopped` once `cancelled` says so."""

    def check() -> None:
        if cancelled():
            raise Stopped

    return check


def family_named(checkpoint: Checkpoint) -> Family:
    """The family of a described checkpoint. Raises `Problem` for a broken one."""
    if checkpoint.state != "ready":
        raise Problem(checkpoint.state)
    return next(one for one in FAMILIES if one.name == checkpoint.family)


def precision_of(options: Options, family: Family) -> str:
    """The precision to open in, float32 for "auto". Raises `UsageError` for none to be had."""
    precision = FP32 if options.precision == "auto" else options.precision
    if precision not in (*DTYPES, INT8):
        raise UsageError(
            f"There is no precision {precision}.", "Use fp32, bf16, fp16, int8 or auto."
        )
    on_processor = options.device in ("auto", "cpu")
    if precision == INT8 and not on_processor:
        raise UsageError(
            "Only the processor computes in int8.", "Use bf16, fp16 or fp32, or the device cpu."
        )
    if precision == FP16 and on_processor:
        raise UsageError("The processor does not compute in fp16.", "Use bf16 or fp32.")
    if precision == FP16 and not family.half:
        raise UsageError(
            f"Checkpoints of the family {family.name} overflow in fp16.", "Use bf16 or fp32."
        )
    return precision
