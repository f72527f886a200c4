"""One model with its links and without, in one process: its weights lie in the same places."""

from __future__ import annotations

import gc
from collections.abc import Generator
from dataclasses import replace
from typing import Any

from serve_ours import MEMORY, done, library_of, request, segments, warm_up
from serving import CannotServe, Done, Engine, Job, serve

# isort: split
import torch

from models.messages import Problem
from models.model import Model
from models.opened import OpenModels
from models.segment_cache import SegmentCache
from models.translation import Translation


def result_of(work: Generator[Any, None, Model]) -> Model:
    """What a generator returns, whatever it tells before. Raises `CannotServe`."""
    try:
        while True:
            next(work)
    except StopIteration as stop:
        return stop.value
    except Problem as problem:
        raise CannotServe(problem.what) from problem


def open_engine(setup: dict[str, Any]) -> Engine:
    """A job that is not linked runs on the same weights with nobody looking at attention."""
    torch.set_num_threads(setup["threads"])
    asked = request(setup, Job([]))
    opening = OpenModels(library_of(setup), MEMORY).opening(setup["folder"], 0, asked.options)
    linked = result_of(opening).towards(asked.task)
    models = {True: linked, False: replace(linked, guided=None, attends=False)}

    def run(job: Job) -> Done:
        model = models[job.linked]
        work = Translation(request(setup, job), [model], SegmentCache(0), lambda: False)
        return done(segments(work.events()))

    for linked_too in models:
        run(Job(["Warm up."], beam=1, new_tokens=2, linked=linked_too))
    gc.freeze()
    return run


if __name__ == "__main__":
    warm_up()
    serve(open_engine)
