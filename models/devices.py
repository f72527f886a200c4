"""Where a checkpoint may run: the processor, or a graphics card that writes the same.

Some models give wrong text on some devices; a device other than the processor is used for a
checkpoint once both have written the same pieces for one built-in sentence. The verdict is kept
beside what else is derived from the checkpoint.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import torch

from models.decoding import Decoder, Job
from models.fingerprint import fingerprint
from models.messages import Checkpoint, Options, Problem, Task, UsageError
from models.model import Model

PROBE = "The old red house near the river was sold in 1998."
PROBE_PIECES = 24  # new pieces that must agree
_log = logging.getLogger(__name__)


def present() -> tuple[str, ...]:
    """The devices of this machine besides the processor, the best first."""
    found = []
    if torch.cuda.is_available():
        found.append("cuda")
    if torch.backends.mps.is_available():
        found.append("mps")
    return tuple(found)


class Devices:
    """Chooses devices for checkpoints; `cache` is where verdicts are kept."""

    def __init__(
        self, cache: Path | None, present: Callable[[], tuple[str, ...]] = present
    ) -> None:
        self._cache, self._present = cache, present
        self._verdicts: dict[tuple[Path, str], bool] = {}

    def choose(
        self, wanted: str, checkpoint: Checkpoint, opened: Callable[[str], Model]
    ) -> str:
        """The device to run on; `opened` gives the checkpoint's model on one.

        "auto" is the best device that agrees with the processor. Raises `UsageError` for a
        device that is not there and `Problem` for one that writes something else.
        """
        if wanted == "cpu":
            return "cpu"
        there = self._present()
        if wanted == "auto":
            agreeing = (one for one in there if self._agrees(one, checkpoint, opened))
            return next(agreeing, "cpu")
        if wanted not in there:
            raise UsageError(
                f"The device {wanted} is not available here.",
                f"Use {', '.join((*there, 'cpu'))} or auto.",
            )
        if not self._agrees(wanted, checkpoint, opened):
            raise Problem(
                f"On {wanted}, {checkpoint.name} writes something else than on the processor.",
                "Use the device cpu.",
            )
        return wanted

    def _agrees(
        self, device: str, checkpoint: Checkpoint, opened: Callable[[str], Model]
    ) -> bool:
        key = (checkpoint.path, device)
        if key not in self._verdicts:
            known = self._read(checkpoint, device)
            self._verdicts[key] = (
                self._compare(device, checkpoint, opened) if known is None else known
            )
        return self._verdicts[key]

    def _compare(
        self, device: str, checkpoint: Checkpoint, opened: Callable[[str], Model]
    ) -> bool:
        try:
            verdict = probe(opened("cpu")) == probe(opened(device))
        except torch.OutOfMemoryError:
            return False
        except RuntimeError as error:  # an operation that the device does not have
            _log.warning("%s cannot run %s: %s", device, checkpoint.name, error)
            verdict = False
        self._write(checkpoint, device, verdict)
        return verdict

    def _file(self, checkpoint: Checkpoint) -> Path | None:
        if self._cache is None:
            return None
        return self._cache / fingerprint(checkpoint.path) / "devices.json"

    def _read(self, checkpoint: Checkpoint, device: str) -> bool | None:
        file = self._file(checkpoint)
        try:
            content = json.loads(file.read_text("utf-8")) if file else {}
        except (OSError, ValueError):
            return None
        verdict = content.get(self._name(device)) if isinstance(content, dict) else None
        return verdict if isinstance(verdict, bool) else None

    def _write(self, checkpoint: Checkpoint, device: str, verdict: bool) -> None:
        file = self._file(checkpoint)
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({self._name(device): verdict}), "utf-8")
        except OSError as error:
            _log.warning(
                "Whether %s runs on %s is tried out again at the next start, "
                "because %s cannot be written (%s): make room there, or allow it.",
                checkpoint.name,
                device,
                file,
                error.strerror or error,
            )

    def _name(self, device: str) -> str:
        # A new card, driver or torch is asked again.
        card = torch.cuda.get_device_name() if device == "cuda" else device
        return f"{card}, torch {torch.__version__}"


def probe(model: Model) -> tuple[int, ...]:
    """The pieces that a model writes for the built-in sentence."""
    ready = model.towards(probe_task(model))
    job = Job(tuple(ready.source.encode(PROBE)))
    work = Decoder(ready, Options(beam=1, new_tokens=PROBE_PIECES), lambda: False).decode([job])
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return tuple(stop.value[0].best.ids)


def probe_task(model: Model) -> Task:
    """Any direction that the checkpoint has."""
    checkpoint = model.checkpoint
    if checkpoint.pairs or not checkpoint.targets:
        return Task()
    return Task(target=checkpoint.targets[-1])
