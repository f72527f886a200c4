"""One batch of sentences through a model: pieces in, hypotheses out, loops tried again."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

import torch

from models.messages import Note, Options, Piece, UsageError
from models.model import Model
from models.nets import Source
from models.rules import NoEndBefore, NoRepeatedNgram, Rule
from models.search import Columns, Hypothesis, Search, Settings, start_search
from models.text.loops import repetition

RETRY_NGRAM = 3  # no n-gram of this size twice when a sentence is translated again


class Stopped(Exception):  # noqa: N818
    """The request was cancelled between two steps."""


def check_places(model: Model, pieces: int) -> None:
    """Raise `UsageError` when that many pieces do not fit into the net at once."""
    places = model.generation.places
    if pieces > places:
        raise UsageError(
            f"{pieces:,} pieces are more than the {places:,} that "
            f"{model.checkpoint.name} takes at once.",
            "Shorten the text or divide it.",
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
    """What came out: the best hypothesis and what should be known of it."""

    hypothesis: Hypothesis
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Running:
    """A search on its way: `jobs` are the numbers of the jobs that it runs."""

    search: Search
    jobs: Sequence[int]

    def ids(self, job: int) -> tuple[int, ...]:
        """The output so far of a job; empty for one that is not searched now."""
        return self.search.running(self.jobs.index(job)) if job in self.jobs else ()


class Decoder:
    """Runs batches of one request through one model."""

    def __init__(self, model: Model, options: Options, cancelled: Callable[[], bool]) -> None:
        self._model, self._options, self._cancelled = model, options, cancelled

    def decode(self, jobs: Sequence[Job]) -> Generator[Running, None, list[Decoded]]:
        """Search all jobs at once; yields after each step. Raises `Stopped`.

        An output that runs in a loop, or is empty, is searched again under a rule.
        """
        everything = range(len(jobs))
        first = yield from self._search(jobs, everything, ())
        results = [Decoded(found, self._notes(found)) for found in first]
        loops = [at for at, job in enumerate(jobs) if self._loops(job, first[at])]
        if loops:
            again = [jobs[at] for at in loops]
            rule = NoRepeatedNgram(RETRY_NGRAM)
            second = yield from self._search(again, loops, (rule,))
            for at, found in zip(loops, second, strict=True):
                results[at] = self._better(jobs[at], results[at], found)
        return results

    def _search(
        self, jobs: Sequence[Job], numbers: Sequence[int], extra: tuple[Rule, ...]
    ) -> Generator[Running, None, list[Hypothesis]]:
        search = self._start(jobs, extra)
        while not search.done:
            if self._cancelled():
                raise Stopped
            search.step()
            yield Running(search, numbers)
        return [found[0] for found in search.results()]

    def _start(self, jobs: Sequence[Job], extra: tuple[Rule, ...]) -> Search:
        model, generation = self._model, self._model.generation
        sources, prefixes = [job.ids for job in jobs], [job.prefix for job in jobs]
        longest = max(map(len, sources))
        check_places(model, max(longest, self._options.new_tokens or 0))
        with torch.inference_mode():
            shortlist = model.shortlist
            candidates = shortlist.candidates(sources, prefixes) if shortlist else None
            memory = model.net.encode(Source.of(sources), candidates)
        columns = Columns(memory)
        rules: list[Rule] = [*extra]
        least = self._options.new_tokens or 1
        rules.append(NoEndBefore(least, columns.of([generation.eos])[0]))
        settings = Settings(
            start=generation.start,
            eos=generation.eos,
            limits=tuple(self._limit(len(ids)) for ids in sources),
            beams=self._options.beam or generation.beams,
            length_penalty=generation.length_penalty,
            prefixes=tuple(tuple(columns.of(p)) for p in prefixes) if any(prefixes) else None,
        )
        return start_search(model.net, memory, settings, rules, model.guided)

    def _limit(self, source_pieces: int) -> int:
        generation = self._model.generation
        if self._options.new_tokens:
            return self._options.new_tokens
        most = int(generation.length_factor * source_pieces) + generation.length_slack
        return min(most, generation.places)

    def _loops(self, job: Job, found: Hypothesis) -> bool:
        return self._options.new_tokens is None and repetition(found.ids, job.ids)

    def _notes(self, found: Hypothesis) -> tuple[Note, ...]:
        cut = not found.ended and self._options.new_tokens is None
        return (Note.CUT,) if cut else ()

    def _better(self, job: Job, before: Decoded, found: Hypothesis) -> Decoded:
        if self._loops(job, found):
            return Decoded(before.hypothesis, (*before.notes, Note.REPEATS))
        return Decoded(found, (*self._notes(found), Note.REPETITION))
