"""The loop of a process that one engine is measured in: JSON lines in, JSON lines out.

It runs in whatever environment the engine needs: standard library only, Python 3.10 or newer.
The first argument is a JSON object, the setup. The first line that is written says how long
opening took, or why the engine cannot be had.
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple


class Job(NamedTuple):
    """What is asked: `new_tokens` forces that many target pieces, `batch` goes at a time.

    Without `linked` nobody looks at attention, where an engine can leave that out.
    """

    texts: list[str]
    beam: int = 1
    new_tokens: int | None = None
    batch: int | None = None
    linked: bool = True


class Done(NamedTuple):
    """The translations, and how many target pieces each has where the engine tells."""

    texts: list[str]
    pieces: list[int] | None = None


Engine = Callable[[Job], Done]
Open = Callable[[dict[str, Any]], Engine]


class CannotServe(Exception):  # noqa: N818
    """Why this engine is not here."""


def memory() -> dict[str, int]:
    """Bytes that this process has now and had at most; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return {"now": 0, "most": 0}
    found = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", status))
    return {"now": int(found["VmRSS"]) * 1024, "most": int(found["VmHWM"]) * 1024}


def timed(engine: Engine, job: Job, each: bool) -> dict[str, Any]:
    """Run a job, text by text when `each`."""
    parts = [job._replace(texts=[text]) for text in job.texts] if each else [job]
    seconds, texts, pieces = [], [], []
    for part in parts:
        began = time.perf_counter()
        done = engine(part)
        seconds.append(time.perf_counter() - began)
        texts += done.texts
        pieces += done.pieces or []
    return {"seconds": seconds, "texts": texts, "pieces": pieces}


def answer(engine: Engine, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to one line."""
    each = asked.pop("each", False)
    found = timed(engine, Job(**asked), each)
    return {**found, "memory": memory()}


def serve(open_engine: Open, closed: Callable[[], None] = lambda: None) -> None:
    """Answer until the input ends; then close the engine and say what memory is left.

    `closed` does what the engine's own program does after it has closed a checkpoint.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not end up among the answers

    def tell(what: dict[str, Any]) -> None:
        answers.write(json.dumps(what) + "\n")
        answers.flush()

    before = memory()["now"]
    began = time.perf_counter()
    try:
        engine = open_engine(json.loads(sys.argv[1]))
    except (CannotServe, ImportError) as reason:
        tell({"reason": f"{reason}"})
        return
    tell({"seconds": time.perf_counter() - began, "before": before, "memory": memory()})
    for line in sys.stdin:
        tell(answer(engine, json.loads(line)))
    del engine
    gc.collect()
    closed()
    tell({"memory": memory()})
