"""The automatic choice of a precision on the processor: tried out once for each checkpoint.

Each precision that the processor has decodes a built-in sentence and a batch of them. The
fastest wins, if it agrees with float32 on how likely the output of float32 is. The verdict is
kept beside what else is derived from the checkpoint, with all that was measured.
"""

from __future__ import annotations

import json
import logging
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path

import torch

from models.decoding import Decoder, Job
from models.devices import probe_task
from models.fingerprint import fingerprint
from models.memory import there
from models.messages import Checkpoint, Options
from models.model import Model
from models.nets import Want
from models.precision import BF16, FP32, INT8
from models.probe_sentences import probe_sentences
from models.quantize import kernels, worth_it
from models.replaying import replay

PIECES = 16  # new ones that a trial writes for each sentence
SENTENCES = 8  # in a batch
ROUNDS = 3  # of which the fastest counts; fewer where one is as long as
PATIENCE = 0.25  # seconds, as with large checkpoints and on machines that do much else
# Mean difference, in nats, of the log-probabilities of an output's pieces. Of a starter it is
# 0.0033 with 8-bit weights and 0.0015 with bf16.
MOST_DRIFT = 0.05
GAIN = 0.95  # of the time of float32 that something less exact may take at most
BYTES_PER_FILE_BYTE = 4  # that float32 may need
CRITERION = 2  # verdicts by another one are made again
_log = logging.getLogger(__name__)
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Trial:
    """Seconds for one sentence and for a batch, and the drift from float32 in nats."""

    one: float
    batch: float
    drift: float

    def share_of(self, full: Trial) -> float:
        """The time taken, as a share of another's: the mean of both cases."""
        return sqrt((self.one / full.one) * (self.batch / full.batch))


@dataclass(frozen=True)
class Written:
    """What float32 wrote: sources, outputs, and log-probabilities of each output's pieces."""

    sources: Sequence[Job]
    outputs: Sequence[tuple[int, ...]]
    logprobs: Sequence[torch.Tensor]


def there_are() -> tuple[str, ...]:
    """The precisions of this processor that may be faster than float32."""
    half = any(
        getattr(torch.cpu, name, lambda: False)()
        for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    )
    return (*([BF16] if half else []), *([INT8] if kernels() else []))


class Precisions:
    """Chooses once for each checkpoint; `cache` is where verdicts are kept."""

    def __init__(
        self,
        cache: Path | None,
        there_are: Callable[[], tuple[str, ...]] = there_are,
        free: Callable[[], int] = lambda: there().free,
    ) -> None:
        self._cache, self._there_are, self._free = cache, there_are, free
        self._verdicts: dict[Path, str] = {}

    def choose(
        self,
        checkpoint: Checkpoint,
        opened: Callable[[str], Model],
        close: Callable[[str], None],
        cancelled: Cancelled = lambda: False,
    ) -> str:
        """The precision to run in; `opened` gives the model in one, and `close` forgets it.

        Raises `Stopped` once `cancelled` says so; there is no verdict then.
        """
        if checkpoint.path not in self._verdicts:
            verdict = self._read(checkpoint)
            if verdict is None:
                verdict = self._found(checkpoint, opened, close, cancelled)
            self._verdicts[checkpoint.path] = verdict
        return self._verdicts[checkpoint.path]

    def _found(
        self,
        checkpoint: Checkpoint,
        opened: Callable[[str], Model],
        close: Callable[[str], None],
        cancelled: Cancelled,
    ) -> str:
        others = self._there_are()
        if INT8 in others and self._free() < checkpoint.bytes * BYTES_PER_FILE_BYTE:
            return INT8  # float32 might not fit; there is nothing to compare with
        with one_thread():
            return self._fastest(checkpoint, others, opened, close, cancelled)

    def _fastest(
        self,
        checkpoint: Checkpoint,
        others: Sequence[str],
        opened: Callable[[str], Model],
        close: Callable[[str], None],
        cancelled: Cancelled,
    ) -> str:
        full = full_trial(opened(FP32), cancelled) if others else None
        if full is None:
            self._write(checkpoint, FP32, {})
            return FP32
        written, trial = full
        trials = {FP32: trial}
        for one in others:  # one at a time is in memory: no name here holds a model
            close(next(reversed(trials)))
            trials[one] = tried(opened(one), written, cancelled)
        best = fastest(trials)
        if best != next(reversed(trials)):
            close(next(reversed(trials)))
        self._write(checkpoint, best, trials)
        return best

    def _file(self, checkpoint: Checkpoint) -> Path | None:
        if self._cache is None:
            return None
        return self._cache / fingerprint(checkpoint.path) / "precision.json"

    def _read(self, checkpoint: Checkpoint) -> str | None:
        file = self._file(checkpoint)
        try:
            content = json.loads(file.read_text("utf-8")) if file else {}
        except (OSError, ValueError):
            return None
        if not isinstance(content, dict) or content.get("for") != _machine():
            return None
        verdict = content.get("precision")
        return verdict if verdict in (FP32, *self._there_are()) else None

    def _write(self, checkpoint: Checkpoint, best: str, trials: Mapping[str, Trial]) -> None:
        file = self._file(checkpoint)
        if file is None:
            return
        measured = {name: asdict(trial) for name, trial in trials.items()}
        content = {"for": _machine(), "precision": best, "trials": measured}
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(content), "utf-8")
        except OSError as error:
            _log.warning(
                "Which precision is fastest for %s is tried out again at the next start, "
                "because %s cannot be written (%s): make room there, or allow it.",
                checkpoint.name,
                file,
                error.strerror or error,
            )


def _machine() -> str:
    # Another processor, torch or criterion is tried anew, and compiled kernels are.
    capability = torch.backends.cpu.get_cpu_capability()
    found = kernels()
    compiled = "compiled" if found and found.native else "torch's"
    return (
        f"{platform.machine()} {capability}, {os.cpu_count()} processors, "
        f"torch {torch.__version__}, {compiled} kernels, criterion {CRITERION}"
    )


@contextmanager
def one_thread() -> Iterator[None]:
    """Have torch compute in one: several wait long for one another beside other programs."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def fastest(trials: Mapping[str, Trial]) -> str:
    """The fastest precision that agrees with float32; float32 unless another is faster."""
    full = trials[FP32]
    shares = {
        name: trial.share_of(full)
        for name, trial in trials.items()
        if name != FP32 and trial.drift <= MOST_DRIFT
    }
    best = min(shares, key=lambda name: shares[name], default=FP32)
    return best if shares.get(best, 1.0) < GAIN else FP32


def full_trial(full: Model, cancelled: Cancelled) -> tuple[Written, Trial] | None:
    """What float32 writes and how fast; None where nothing is worth a comparison."""
    written = written_by(full, cancelled) if worth_it(full.net) else None
    return None if written is None else (written, tried(full, written, cancelled))


def written_by(model: Model, cancelled: Cancelled) -> Written | None:
    """What float32 writes for the built-in sentences; None where it can read none of them."""
    ready = model.towards(probe_task(model))
    texts = probe_sentences(ready.way.source)
    read = [Job(tuple(ready.source.encode(text))) for text in texts]
    sources = [one for one in read if len(one.pieces) <= ready.reading.limit]
    if not sources or ready.reading.target_places <= PIECES:
        return None
    outputs = _decoded(ready, sources, cancelled)
    return Written(sources, outputs, _logprobs(ready, sources, outputs))


def tried(model: Model, written: Written, cancelled: Cancelled) -> Trial:
    """The speed of a model, and how far it is from what float32 thinks of its own output."""
    ready = model.towards(probe_task(model))
    sources = written.sources
    batch = (list(sources) * SENTENCES)[:SENTENCES]
    found = _logprobs(ready, sources, written.outputs)
    pairs = zip(found, written.logprobs, strict=True)
    drift = torch.cat([(one - other).abs() for one, other in pairs]).mean()
    alone, together = (_seconds(ready, some, cancelled) for some in (sources[:1], batch))
    return Trial(alone, together, float(drift))


def _logprobs(
    ready: Model, sources: Sequence[Job], outputs: Sequence[tuple[int, ...]]
) -> list[torch.Tensor]:
    found = []
    with torch.inference_mode():
        for source, output in zip(sources, outputs, strict=True):
            logprobs = replay(ready, [source.ids], [output], Want()).logprobs
            assert logprobs is not None
            found.append(logprobs[0].float())
    return found


def _seconds(ready: Model, sources: Sequence[Job], cancelled: Cancelled) -> float:
    # The time of this thread leaves out what other programs take; on Windows it is too coarse.
    clock = time.perf_counter if sys.platform == "win32" else time.thread_time

    def once() -> float:
        start = clock()
        _decoded(ready, sources, cancelled)
        return clock() - start

    until = time.monotonic() + PATIENCE
    best = once()
    for _ in range(ROUNDS - 1):
        if time.monotonic() > until:
            break
        best = min(best, once())
    return best


def _decoded(
    ready: Model, sources: Sequence[Job], cancelled: Cancelled
) -> list[tuple[int, ...]]:
    options = Options(beam=1, new_tokens=PIECES)
    work = Decoder(ready, options, cancelled).decode(sources)
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return [tuple(outcome.best.ids) for outcome in stop.value]
