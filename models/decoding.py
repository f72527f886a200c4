"""One batch of sentences through a model: pieces in, hypotheses out, loops tried again."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray

from models.limits import Limits
from models.messages import Note, Options, Piece, Problem, UsageError
from models.methods import automatic
from models.model import Model
from models.nets import AllHeads, Memory, Source
from models.replaying import attention_rows, kept_rows
from models.rules import Rule
from models.rules.repetition import NoRepeatedNgram
from models.rules.settings import rules_of
from models.search import Columns, Hypothesis, Search, Settings, start_search
from models.text.loops import repetition

Floats = NDArray[np.float32]
RETRY_NGRAM = 3  # no n-gram of this size twice when a sentence is translated again


class Stopped(Exception):  # noqa: N818
    """The request was cancelled between two steps."""


def check_places(model: Model, source: int, target: int) -> None:
    """Raise `UsageError` when that many pieces do not fit into the net at once."""
    reading = model.reading
    for pieces, places in ((source, reading.places), (target, reading.target_places)):
        if pieces > places:
            raise UsageError(
                f"{pieces:,} pieces are more than the {places:,} that "
                f"{model.checkpoint.name} takes at once.",
                "Shorten the text or divide it.",
            )


def check_rows(model: Model, source: Iterable[int], target: Iterable[int]) -> None:
    """Raise `Problem` for ids that the weights have no rows for."""
    reading = model.reading
    for ids, rows in ((source, reading.source_ids), (target, reading.target_ids)):
        largest = max(ids, default=0)
        if rows is not None and largest >= rows:
            raise Problem(
                f"The vocabulary of {model.checkpoint.name} has the id {largest}, and its "
                f"weights have only {rows} rows.",
                "Fetch or copy the checkpoint again.",
            )


def check_ids(model: Model, ids: Sequence[int]) -> None:
    """Raise `UsageError` for ids that the target vocabulary does not have."""
    wrong = [id for id in ids if not 0 <= id < model.target.size]
    if wrong:
        raise UsageError(
            f"{model.checkpoint.name} has no target piece {wrong[0]}.",
            f"Its pieces are 0 to {model.target.size - 1}.",
        )


@dataclass(frozen=True)
class Job:
    """One sentence for a model: its pieces and the ids its output must begin with."""

    pieces: tuple[Piece, ...]
    prefix: tuple[int, ...] = ()

    @property
    def ids(self) -> list[int]:
        """The source ids."""
        return [piece.id for piece in self.pieces]


@dataclass(frozen=True)
class Decoded:
    """What came out: hypotheses, best first, rows (T, S) of the best, what should be known."""

    hypotheses: tuple[Hypothesis, ...]
    rows: Floats
    notes: tuple[Note, ...]

    @property
    def best(self) -> Hypothesis:
        """The output."""
        return self.hypotheses[0]


@dataclass(frozen=True)
class Running:
    """A search on its way: `jobs` are the numbers of the jobs that it runs."""

    search: Search
    jobs: Sequence[int]

    def ids(self, job: int) -> tuple[int, ...]:
        """The output so far of a job; empty for one that is not searched now."""
        return self.search.running(self.jobs.index(job)) if job in self.jobs else ()


@dataclass(frozen=True)
class Found:
    """The hypotheses of one job and what should be known of them."""

    hypotheses: tuple[Hypothesis, ...]
    notes: tuple[Note, ...] = ()


class Decoder:
    """Runs batches of one request through one model."""

    def __init__(self, model: Model, options: Options, cancelled: Callable[[], bool]) -> None:
        self._model, self._options, self._cancelled = model, options, cancelled
        self._limits = Limits.of(model, options)

    def decode(self, jobs: Sequence[Job]) -> Generator[Running, None, list[Decoded]]:
        """Search all jobs at once; yields after each step. Raises `Stopped`.

        An output that runs in a loop is searched again under a rule, unless the options ask
        for what the reference gives.
        """
        memory = self._read(jobs)
        first = yield from self._search(jobs, memory, range(len(jobs)), ())
        results = [Found(found, self._notes(found[0])) for found in first]
        loops = [at for at, job in enumerate(jobs) if self._loops(job, results[at])]
        if loops:
            again = [jobs[at] for at in loops]
            rule = NoRepeatedNgram(RETRY_NGRAM)
            second = yield from self._search(again, self._read(again), loops, (rule,))
            for at, found in zip(loops, second, strict=True):
                results[at] = self._better(jobs[at], results[at], found)
        rows = self._rows(jobs, [result.hypotheses[0] for result in results], memory)
        return [
            Decoded(result.hypotheses, own, result.notes)
            for result, own in zip(results, rows, strict=True)
        ]

    def _search(
        self,
        jobs: Sequence[Job],
        memory: Memory,
        numbers: Sequence[int],
        extra: tuple[Rule, ...],
    ) -> Generator[Running, None, list[tuple[Hypothesis, ...]]]:
        search = self._start(jobs, memory, extra)
        while not search.done:
            self._check_cancelled()
            search.step()
            yield Running(search, numbers)
        return [tuple(found) for found in search.results()]

    def _read(self, jobs: Sequence[Job]) -> Memory:
        model, shortlist = self._model, self._model.shortlist
        sources, prefixes = [job.ids for job in jobs], [job.prefix for job in jobs]
        check_places(model, max(map(len, sources)), self._options.new_tokens or 0)
        check_rows(model, chain.from_iterable(sources), chain.from_iterable(prefixes))
        with torch.inference_mode():
            candidates = shortlist.candidates(sources, prefixes) if shortlist else None
            return model.net.encode(Source.of(sources), candidates)

    def _start(self, jobs: Sequence[Job], memory: Memory, extra: tuple[Rule, ...]) -> Search:
        model, generation, options = self._model, self._limits.generation, self._options
        sources, prefixes = [job.ids for job in jobs], [job.prefix for job in jobs]
        columns = Columns(memory)
        settings = Settings(
            start=generation.start,
            ends=generation.ends,
            limits=tuple(self._limits.most(len(ids)) for ids in sources),
            beams=generation.beams,
            length_penalty=generation.length_penalty,
            early_stopping=generation.early_stopping,
            prefixes=tuple(tuple(columns.of(p)) for p in prefixes) if any(prefixes) else None,
            hypotheses=options.hypotheses,
            sampling=generation.sampling if options.sampling else None,
        )
        rules = [*extra, *rules_of(generation, columns, sources)]
        watch = model.guided or self._all_heads(memory, settings)
        return start_search(model.net, memory, settings, rules, watch)

    def _all_heads(self, memory: Memory, settings: Settings) -> AllHeads | None:
        # What one row for each sentence looks at is worked out anyway. Of several rows most
        # come to nothing, and a graphics card looks back in no time.
        cheap = settings.rows == 1 and memory.states.device.type == "cpu"
        return AllHeads() if cheap and self._model.attends else None

    def _check_cancelled(self) -> None:
        if self._cancelled():
            raise Stopped

    def _rows(
        self, jobs: Sequence[Job], outputs: Sequence[Hypothesis], memory: Memory
    ) -> list[Floats]:
        # Rows that were kept while decoding, else those of one look back.
        kept = [found.rows for found in outputs if found.rows is not None]
        if self._model.guided and len(kept) == len(outputs):
            return [rows[:, : len(job.pieces)] for rows, job in zip(kept, jobs, strict=True)]
        sources, targets = [job.ids for job in jobs], [found.ids for found in outputs]
        if not self._model.attends:  # no links, and nothing wrong with the output
            shapes = zip(targets, sources, strict=True)
            return [
                np.zeros((len(target), len(source)), np.float32) for target, source in shapes
            ]
        method = automatic(self._model, max(map(len, sources)), max(map(len, targets)))
        if len(kept) == len(outputs):
            return kept_rows(self._model.net, method, memory, kept, list(map(len, sources)))
        stopped = self._check_cancelled
        return attention_rows(self._model, method, sources, targets, stopped, memory)

    def _loops(self, job: Job, found: Found) -> bool:
        if self._limits.exact or self._options.sampling or self._options.new_tokens:
            return False
        return repetition(found.hypotheses[0].ids, job.ids)

    def _notes(self, found: Hypothesis) -> tuple[Note, ...]:
        cut = not found.ended and self._options.new_tokens is None
        unlinked = () if self._model.attends else (Note.UNLINKED,)
        return (Note.CUT, *unlinked) if cut else unlinked

    def _better(self, job: Job, before: Found, second: tuple[Hypothesis, ...]) -> Found:
        found = Found(second, (*self._notes(second[0]), Note.REPETITION))
        if self._loops(job, found):
            return replace(before, notes=(*before.notes, Note.REPEATS))
        return found
