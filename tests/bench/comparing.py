"""Cases that several engines are given in turn, and the figures that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median

from tests.bench.figures import Figure
from tests.bench.processes import REST_SECONDS, Answer, Asked, Job, in_turn, typical

Shown = Callable[[Job, Answer], str]


@dataclass(frozen=True)
class Case:
    """One thing to measure: a job for each round, and how an answer is shown."""

    what: str
    jobs: Sequence[Job]
    shown: Callable[[Sequence[Job], Sequence[Answer]], str]
    engines: frozenset[str] | None = None  # all that run, where nothing else is said

    def among(self, engines: Sequence[Asked]) -> list[Asked]:
        """The engines that this case is for."""
        return [one for one in engines if not self.engines or one.spec.name in self.engines]


def jobs_of(texts: Sequence[str], rounds: int, many: int, shape: Job) -> list[Job]:
    """A job of so many texts for each round, one round's after the other's."""
    source = cycle(texts)
    return [
        Job(list(islice(source, many)), shape.beam, shape.new_tokens, shape.batch, shape.each)
        for _ in range(rounds)
    ]


def milliseconds(jobs: Sequence[Job], answers: Sequence[Answer]) -> str:
    """The typical time of one text."""
    return f"{median(map(typical, answers)) * 1000:,.1f} ms"


def seconds(jobs: Sequence[Job], answers: Sequence[Answer]) -> str:
    """The typical time of one text, where that is long."""
    return f"{median(map(typical, answers)):,.2f} s"


def pieces_a_second(jobs: Sequence[Job], answers: Sequence[Answer]) -> str:
    """Target pieces, which must be forced: not every engine counts them."""
    rates = [
        len(job.texts) * (job.new_tokens or 0) / sum(answer.seconds)
        for job, answer in zip(jobs, answers, strict=True)
    ]
    return f"{median(rates):,.0f} pieces/s"


def words_a_second(jobs: Sequence[Job], answers: Sequence[Answer]) -> str:
    """Source words."""
    rates = [
        sum(len(text.split()) for text in job.texts) / sum(answer.seconds)
        for job, answer in zip(jobs, answers, strict=True)
    ]
    return f"{median(rates):,.0f} words/s"


def compare(
    engines: Sequence[Asked],
    precisions: Mapping[str, str],
    case: Case,
    rest: float = REST_SECONDS,
) -> Iterator[Figure]:
    """A figure for each of our precisions (engine's name -> precision) against each peer."""
    first = case.jobs[0]
    warm = Job(first.texts[:1], first.beam, first.new_tokens, first.batch, first.each)
    answers = in_turn(case.among(engines), case.jobs, warm, rest)
    check_lengths(case, answers)
    shown = {name: case.shown(case.jobs, found) for name, found in answers.items()}
    peers = [name for name in answers if name not in precisions]
    for own, precision in precisions.items():
        if own not in answers:
            continue
        for peer in peers:
            ratio = times_faster(answers[own], answers[peer])
            yield Figure(case.what, precision, shown[own], peer, shown[peer], ratio)
        if not peers:
            yield Figure(case.what, precision, shown[own])


def times_faster(ours: Sequence[Answer], theirs: Sequence[Answer]) -> float:
    """The median over the rounds of their time over ours."""
    pairs = zip(ours, theirs, strict=True)
    return median(typical(other) / typical(own) for own, other in pairs)


def check_lengths(case: Case, answers: Mapping[str, Sequence[Answer]]) -> None:
    """Forced outputs must be equally long, else the times say nothing."""
    for name, found in answers.items():
        for job, answer in zip(case.jobs, found, strict=True):
            counted = set(answer.pieces)
            if job.new_tokens and counted and counted != {job.new_tokens}:
                raise SystemExit(
                    f"{case.what}: {name} wrote {sorted(counted)} pieces, not {job.new_tokens}"
                )
