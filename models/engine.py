"""The engine: requests in, events out. The only thing that a worker calls."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from itertools import pairwise

import torch

from models.decoding import Stopped
from models.forcing import PairAlignment, attention
from models.library import Library
from models.messages import (
    Align,
    Attention,
    Cancelled,
    Event,
    Failed,
    Finished,
    Options,
    Problem,
    Request,
    Translate,
    UsageError,
)
from models.model import Model
from models.opened import OpenModels
from models.segment_cache import SegmentCache
from models.translation import Translation

CACHED_SEGMENTS = 12_000  # a text of a megabyte, so that an edit of it runs one sentence
# What an option may be at most; torch does not survive a thread count that is absurd.
LARGEST = (("beam", 256), ("threads", 512), ("new_tokens", 100_000), ("batch", 4096))


class Engine:
    """Runs requests on the checkpoints of a library; keeps models and finished segments.

    `memory_limit` is in bytes. Generators of several requests may be interleaved in one
    thread.
    """

    def __init__(self, library: Library, memory_limit: int) -> None:
        self._models = OpenModels(library, memory_limit)
        self._cache = SegmentCache(CACHED_SEGMENTS)

    def run(self, request: Request, cancelled: Callable[[], bool]) -> Iterator[Event]:
        """The events of a request; the last is Finished, Cancelled or Failed."""
        started = time.perf_counter()
        try:
            yield from self._events(request, cancelled)
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
        else:
            yield Finished(request.id, time.perf_counter() - started)

    def _events(self, request: Request, cancelled: Callable[[], bool]) -> Iterator[Event]:
        prepare(request.options)
        match request:
            case Translate():
                names = [request.checkpoint, *([request.via] if request.via else [])]
                models = yield from self._open(names, request)
                check_pivot(models)
                yield from Translation(request, models, self._cache, cancelled).events()
            case Align():
                names = [request.checkpoint, *([request.reverse] if request.reverse else [])]
                models = yield from self._open(names, request)
                reverse = models[1] if request.reverse else None
                check_reverse(models)
                yield from PairAlignment(request, models[0], reverse, cancelled).events()
            case Attention():
                models = yield from self._open([request.checkpoint], request)
                yield from attention(request, models[0])

    def _open(self, names: list[str], request: Request) -> Generator[Event, None, list[Model]]:
        models = []
        for name in names:
            precision = request.options.precision
            models.append((yield from self._models.opening(name, request.id, precision)))
        return models


def prepare(options: Options) -> None:
    """Set the threads of torch. Raises `UsageError` for options that cannot be meant."""
    for name, most in LARGEST:
        value: int | None = getattr(options, name)
        if value is not None and not 1 <= value <= most:
            raise UsageError(f"{name} is {value}.", f"It is a whole number from 1 to {most}.")
    if options.device not in ("auto", "cpu"):
        raise UsageError(
            f"The device {options.device} is not available here.", "Use cpu or auto."
        )
    if options.threads and options.threads != torch.get_num_threads():
        torch.set_num_threads(options.threads)


def check_reverse(models: list[Model]) -> None:
    """A checkpoint that joins from the other side must be of the other direction."""
    for first, second in pairwise(models):
        turned = {(target, source) for source, target in first.checkpoint.pairs}
        if turned.isdisjoint(second.checkpoint.pairs):
            raise UsageError(
                f"{second.checkpoint.name} is not the reverse of {first.checkpoint.name}.",
                "Choose a checkpoint of the other direction.",
            )


def check_pivot(models: list[Model]) -> None:
    """A pivot's second checkpoint must read what the first writes."""
    for first, second in pairwise(models):
        if not set(first.checkpoint.targets) & set(second.checkpoint.sources):
            raise UsageError(
                f"{second.checkpoint.name} does not read what {first.checkpoint.name} writes.",
                "Choose two checkpoints that meet in one language.",
            )
