"""The engine: requests in, events out. The only thing that a worker calls."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from itertools import pairwise

import torch

from models.alternatives import alternatives
from models.asking import Asked
from models.decoding import Stopped
from models.explaining import explain
from models.forcing import PairAlignment, attention
from models.inspection import Alternatives, Answer, Explain, Inspect, Inspection, Redecode
from models.library import Library
from models.memory import is_exhausted
from models.messages import (
    Align,
    Attention,
    Cancelled,
    Event,
    Failed,
    Finished,
    Loading,
    Notice,
    Opened,
    Options,
    Problem,
    Request,
    Sampling,
    Summarize,
    Task,
    Translate,
    UsageError,
)
from models.model import Model
from models.opened import OpenModels
from models.pivot_forcing import PivotAlignment
from models.redecoding import redecode
from models.segment_cache import SegmentCache
from models.summarizing.work import Models, Summarizing, checkpoints_of
from models.summarizing.work import check as check_text
from models.text.languages import ANY, primary
from models.translation import Translation

CACHED_SEGMENTS = 12_000  # a text of a megabyte, so that an edit of it runs one sentence
# What an option may be at most; torch does not survive a thread count that is absurd.
LARGEST = (
    ("beam", 256),
    ("threads", 512),
    ("new_tokens", 100_000),
    ("batch", 4096),
    ("hypotheses", 64),
)


class Engine:
    """Runs requests on the checkpoints of a library; keeps models and finished segments.

    `memory_limit` is in bytes, `kept_segments` how many of the finished ones are kept.
    Generators of several requests may be interleaved in one thread.
    """

    def __init__(
        self, library: Library, memory_limit: int, kept_segments: int = CACHED_SEGMENTS
    ) -> None:
        self._models = OpenModels(library, memory_limit)
        self._cache = SegmentCache(kept_segments)

    def run(
        self, request: Request | Inspection, cancelled: Callable[[], bool]
    ) -> Iterator[Event | Answer]:
        """The events of a request; the last is Finished, Cancelled or Failed."""
        started = time.perf_counter()
        try:
            for event in self._events(request, cancelled):
                if not isinstance(event, Loading | Opened):
                    self._models.trust()
                yield event
        except Stopped:
            yield Cancelled(request.id)
        except Problem as problem:
            yield Failed(
                request.id,
                problem.what,
                problem.hint,
                problem.details,
                usage=isinstance(problem, UsageError),
            )
        except (MemoryError, OSError, RuntimeError) as error:
            if not is_exhausted(error):
                raise
            hint = "Close other programs, or choose a smaller model."
            yield Failed(request.id, "There is not enough memory.", hint, repr(error))
        else:
            yield Finished(request.id, time.perf_counter() - started)
        finally:
            self._models.trust()

    def _events(
        self, request: Request | Inspection, cancelled: Callable[[], bool]
    ) -> Iterator[Event | Answer]:
        prepare(request.options)
        match request:
            case Translate():
                yield from self._translate(request, cancelled)
            case Summarize():
                yield from self._summarize(request, cancelled)
            case Align():
                yield from self._align(request, cancelled)
            case Attention():
                models = yield from self._open(
                    [(request.checkpoint, request.task)], request, cancelled
                )
                yield from attention(request, models[0])
            case Alternatives() | Redecode() | Explain() | Inspect():
                yield from self._inspect(request, cancelled)

    def _align(
        self, request: Align, cancelled: Callable[[], bool]
    ) -> Generator[Event | Answer, None, None]:
        task = request.task
        names = [(request.checkpoint, task)]
        if request.via:
            names.append((request.via, request.via_task))
        elif request.reverse:
            turned = replace(task, source=task.target, target=task.source)
            names.append((request.reverse, turned))
        models = yield from self._open(names, request, cancelled)
        if request.via:
            check_pivot(models)
            yield from PivotAlignment(request, models, cancelled).events()
            return
        check_reverse(models)
        reverse = models[1] if request.reverse else None
        yield from PairAlignment(request, models[0], reverse, cancelled).events()

    def _inspect(
        self, request: Inspection, cancelled: Callable[[], bool]
    ) -> Generator[Event | Answer, None, None]:
        names = [(request.checkpoint, request.task)]
        names += [(request.via, request.via_task)] if request.via else []
        models = yield from self._open(names, request, cancelled)
        check_pivot(models)
        asked = Asked.of(request, models, cancelled)
        match request:
            case Alternatives():
                yield from alternatives(request, asked)
            case Redecode():
                yield from redecode(request, asked, cancelled)
            case Explain():
                yield from explain(request, asked)
            case Inspect():
                yield from attention(asked.looked_at(request), asked.model)

    def _translate(
        self, request: Translate, cancelled: Callable[[], bool]
    ) -> Generator[Event, None, None]:
        told = 0

        def translation(models: list[Model]) -> Iterator[Event]:
            nonlocal told
            work = Translation(request, models, self._cache, cancelled, told)
            try:
                yield from work.events()
            finally:
                told = work.told

        names = [(request.checkpoint, request.task)]
        names += [(request.via, request.via_task)] if request.via else []
        yield from self._chain(names, request, translation, cancelled)

    def _summarize(
        self, request: Summarize, cancelled: Callable[[], bool]
    ) -> Generator[Event, None, None]:
        def summary(models: list[Model]) -> Iterator[Event]:
            chosen = Models.of(request, models)
            return Summarizing(request, chosen, self._cache, cancelled).events()

        check_text(request)
        yield from self._chain(checkpoints_of(request), request, summary, cancelled)

    def _chain(
        self,
        names: list[tuple[str, Task]],
        request: Request,
        work: Callable[[list[Model]], Iterator[Event]],
        cancelled: Callable[[], bool],
    ) -> Generator[Event, None, None]:
        """Work with checkpoints of which each reads what the one before it writes.

        Where the memory of the graphics card is too small, it is done again by the processor.
        """
        models = yield from self._open(names, request, cancelled)
        check_pivot(models)
        try:
            yield from work(models)
            return
        except torch.OutOfMemoryError:
            if all(model.device == "cpu" for model in models):
                raise
        yield Notice(request.id, "The graphics card's memory is full; the processor goes on.")
        yield from work((yield from self._reopen(models, names, request, cancelled)))

    def _reopen(
        self,
        models: list[Model],
        names: list[tuple[str, Task]],
        request: Request,
        cancelled: Callable[[], bool],
    ) -> Generator[Event, None, list[Model]]:
        for model in models:
            self._models.close(model)
        models.clear()
        torch.cuda.empty_cache()
        options = replace(request.options, device="cpu", precision="auto")
        return (yield from self._open(names, replace(request, options=options), cancelled))

    def _open(
        self,
        names: list[tuple[str, Task]],
        request: Request | Inspection,
        cancelled: Callable[[], bool],
    ) -> Generator[Event, None, list[Model]]:
        models = []
        for name, task in names:
            opening = self._models.opening(name, request.id, request.options, cancelled)
            models.append((yield from opening).towards(task))
        return models


def prepare(options: Options) -> None:
    """Set the threads of torch. Raises `UsageError` for options that cannot be meant."""
    for name, most in LARGEST:
        value: int | None = getattr(options, name)
        if value is not None and not 1 <= value <= most:
            raise UsageError(
                f"The option {name} is {value}.", f"It is a whole number from 1 to {most}."
            )
    if options.sampling:
        check_sampling(options.sampling)
    if options.threads and options.threads != torch.get_num_threads():
        torch.set_num_threads(options.threads)


def check_sampling(sampling: Sampling) -> None:
    """Raise `UsageError` for numbers that nothing can be drawn with."""
    temperature, top_k, top_p = sampling.temperature, sampling.top_k, sampling.top_p
    faults = {
        "seed": not 0 <= sampling.seed < 1 << 63,
        "temperature": temperature is not None and not 1e-3 <= temperature <= 1e3,
        "top_k": top_k is not None and not 0 <= top_k < 1 << 31,
        "top_p": top_p is not None and not 0 < top_p <= 1,
    }
    for name, wrong in faults.items():
        if wrong:
            raise UsageError(
                f"The option {name} is {getattr(sampling, name)}.",
                "Temperature is from 0.001 to 1000, top_k from 0, top_p above 0 and at most 1.",
            )


def check_reverse(models: list[Model]) -> None:
    """A checkpoint that joins from the other side must be of the other direction."""
    for first, second in pairwise(models):
        there = _meet(first.way.target, second.way.source)
        back = _meet(second.way.target, first.way.source)
        if not (there and back):
            raise UsageError(
                f"{second.checkpoint.name} is not the reverse of {first.checkpoint.name}.",
                "Choose a checkpoint of the other direction.",
            )


def check_pivot(models: list[Model]) -> None:
    """A pivot's second checkpoint must read what the first writes."""
    for first, second in pairwise(models):
        if not _meet(first.way.target, second.way.source):
            raise UsageError(
                f"{second.checkpoint.name} does not read what {first.checkpoint.name} writes.",
                "Choose two checkpoints that meet in one language.",
            )


def _meet(one: str, other: str) -> bool:
    return not ANY.isdisjoint((one, other)) or primary(one) == primary(other)
