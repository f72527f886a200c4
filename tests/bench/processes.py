"""Engines in processes of their own, asked in turn, so that the machine's mood hits all."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Any, Protocol

from tests.bench.prepare import LeftOut

ENGINES = Path(__file__).with_name("engines")
REST_SECONDS = 0.25  # threads that wait for more work spin for up to 0.2 s
Setup = Mapping[str, Any]


@dataclass(frozen=True)
class Spec:
    """An engine: the name it is shown by, its script, its Python and what it is told."""

    name: str
    script: str
    python: str
    setup: Setup
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a job took: seconds of each part, target pieces and memory after it."""

    seconds: Sequence[float]
    texts: Sequence[str]
    pieces: Sequence[int]
    memory: Mapping[str, int]


@dataclass(frozen=True)
class Job:
    """What every engine is asked: see `engines/serving.py`; `each` times text by text."""

    texts: Sequence[str]
    beam: int = 1
    new_tokens: int | None = None
    batch: int | None = None
    each: bool = False
    linked: bool = True


class Asked(Protocol):
    """What takes its turn among others."""

    @property
    def spec(self) -> Spec: ...

    def ask(self, job: Job) -> Answer: ...


class Process:
    """A running engine. Raises `LeftOut` where it cannot be had."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        began = time.perf_counter()
        self._errors = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115
        self._process = subprocess.Popen(
            [spec.python, str(ENGINES / f"{spec.script}.py"), json.dumps(dict(spec.setup))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=os.environ | spec.environment,
            encoding="utf-8",
        )
        try:
            opened = self._read()
            if "reason" in opened:
                raise LeftOut(opened["reason"])
        except LeftOut:
            self.kill()
            raise
        self.started = time.perf_counter() - began
        self.opened: float = opened["seconds"]
        self.before: int = opened["before"]

    def ask(self, job: Job) -> Answer:
        """Run a job."""
        with suppress(BrokenPipeError):  # then reading says why
            self._stdin.write(json.dumps(vars(job)) + "\n")
            self._stdin.flush()
        return Answer(**self._read())

    def close(self) -> int:
        """End it; the bytes that it still had after the engine was closed."""
        self._stdin.close()
        left: int = self._read()["memory"]["now"]
        self._process.wait()
        return left

    def kill(self) -> None:
        """End it whatever it does."""
        self._process.kill()
        self._process.wait()
        for stream in (self._stdin, self._process.stdout, self._errors):
            with suppress(OSError):  # what was not sent yet is for nobody
                stream.close()

    @property
    def _stdin(self) -> Any:
        return self._process.stdin

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise LeftOut(self._why())
        found: dict[str, Any] = json.loads(line)
        return found

    def _why(self) -> str:
        status = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().strip().splitlines() or [f"it ended with status {status}"]
        return said[-1]


def in_turn(
    engines: Sequence[Asked], jobs: Sequence[Job], warm: Job, rest: float = REST_SECONDS
) -> dict[str, list[Answer]]:
    """The answers of every engine to the jobs; each job goes to all in turn.

    Engines of several processes `rest` before each, in seconds.
    """
    for engine in engines:
        engine.ask(warm)
    found: dict[str, list[Answer]] = {engine.spec.name: [] for engine in engines}
    for number, job in enumerate(jobs):
        turn = number % len(engines)
        for engine in (*engines[turn:], *engines[:turn]):
            time.sleep(rest)
            found[engine.spec.name].append(engine.ask(job))
    return found


@dataclass
class Field:
    """The engines that run side by side, and why others do not."""

    running: list[Process] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


@contextmanager
def running(
    specs: Sequence[Spec], left_out: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Field]:
    """Start engines; they end with the context."""
    started = Field(left_out=dict(left_out))
    with ExitStack() as ends:
        for spec in specs:
            try:
                process = Process(spec)
            except LeftOut as reason:
                started.left_out[spec.name] = str(reason)
                continue
            ends.callback(process.kill)
            started.running.append(process)
        yield started


def typical(answer: Answer) -> float:
    """The median of the parts of an answer, in seconds."""
    return median(answer.seconds)
