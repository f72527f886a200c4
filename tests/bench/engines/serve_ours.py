"""Interlinear's own engine, from text to segments with their links."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from serving import CannotServe, Done, Engine, Job, serve

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import models.openmp  # noqa: F401  # it must come before torch

# isort: split
import torch

from models.engine import Engine as OwnEngine
from models.families import hub_model  # noqa: F401  # which families load when they open
from models.library import Library
from models.messages import (
    Event,
    Failed,
    Options,
    Segment,
    SegmentDone,
    Task,
    Translate,
)
from models.weights import return_freed_memory

MEMORY = 16_000_000_000
Events = Iterator[Event]


def segments(events: Events) -> list[Segment]:
    """The finished segments. Raises `CannotServe` with the reason when there are none."""
    found = []
    for event in events:
        if isinstance(event, Failed):
            raise CannotServe(event.what)
        if isinstance(event, SegmentDone):
            found.append(event.segment)
    return found


def done(found: list[Segment]) -> Done:
    """What the other engines tell too."""
    return Done(
        [segment.target for segment in found],
        [len(segment.target_pieces) for segment in found],
    )


def request(setup: dict[str, Any], job: Job) -> Translate:
    """A job as a request: a segment a line."""
    options = Options(
        beam=job.beam,
        precision=setup["precision"],
        threads=setup["threads"],
        new_tokens=job.new_tokens,
        batch=job.batch,
    )
    source, target = setup.get("languages", ("", ""))
    return Translate(
        id=0,
        text="\n".join(job.texts),
        checkpoint=setup["folder"],
        lines=True,
        options=options,
        task=Task(source, target),
    )


def library_of(setup: dict[str, Any]) -> Library:
    """A library of its own; checkpoints are named by their folders."""
    return Library(Path(setup["home"], "models"), Path(setup["home"], "cache"))


def warm_up() -> None:
    """What is loaded once, whichever checkpoints are opened, belongs to none of them."""
    (torch.ones(512, 512) @ torch.ones(512, 512)).half().float().sum().isfinite()


def open_engine(setup: dict[str, Any]) -> Engine:
    """The engine that the window and the commands use; finished segments are not kept."""
    running = OwnEngine(library_of(setup), MEMORY, kept_segments=0)

    def run(job: Job) -> Done:
        return done(segments(running.run(request(setup, job), lambda: False)))

    run(Job(["Warm up."], beam=1, new_tokens=2))  # it opens the checkpoint at the first line
    gc.freeze()  # as the worker of the window does
    return run


if __name__ == "__main__":
    warm_up()
    serve(open_engine, return_freed_memory)
