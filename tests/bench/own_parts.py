"""What is measured of our own program alone: the cost of links, the window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.comparing import Case, compare, jobs_of, milliseconds, pieces_a_second
from tests.bench.figures import Figure
from tests.bench.parts import MARIAN_NEW, MARIAN_PIECES, Report, tell
from tests.bench.peers import Bench, own_name, student
from tests.bench.prepare import MARIAN
from tests.bench.processes import REST_SECONDS, Answer, Job, Process, running

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = "without links"
# Jobs of a round, one text with links, one without: what is looked for is a twentieth, and the
# machine's mood changes more than that within a second.
LINKED_TEXTS, LINKED_BATCHES = 80, 4
LATE_SENTENCES, LATE_SECONDS = 300, 15.0
STARTS = 5  # that are counted
# Compiled modules are kept between starts, as where a user's are, whatever is set here.
DRIVEN = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_LOGGING_RULES": "qt.qpa.*=false",
    "PYTHONDONTWRITEBYTECODE": "",
}


def links(bench: Bench) -> Report:
    """What the links cost: the same search with nobody looking at its attention."""
    report = Report()
    folders = {
        "Bergamot tiny": (student(), ("en", "pt"), student_links),
        "Marian 6+6": (bench.cache.checkpoint(MARIAN), ("en", "de"), marian_links),
    }
    for title, (folder, languages, cases) in folders.items():
        for precision in bench.precisions:
            spec = bench.twins(folder, languages, precision)
            with running([spec]) as field:
                report.left_out |= field.left_out
                for engine in field.running:
                    for case in cases(bench, title):
                        report.figures += _costs(engine, precision, case)
    for figure in report.figures:
        tell(figure)
    return report


class Unlinked:
    """The same process, asked for no links."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.spec = replace(process.spec, name=WITHOUT)

    def ask(self, job: Job) -> Answer:
        """Run a job."""
        return self._process.ask(replace(job, linked=False))


def _costs(engine: Process, precision: str, case: Case) -> Iterator[Figure]:
    twins = [engine, Unlinked(engine)]
    return compare(twins, {own_name(precision): precision}, case, rest=0)


def student_links(bench: Bench, title: str) -> Iterator[Case]:
    single = jobs_of(bench.lines, LINKED_TEXTS * bench.rounds, 1, Job(()))
    yield Case(f"{title}, one sentence with links", single, milliseconds)


def marian_links(bench: Bench, title: str) -> Iterator[Case]:
    texts = bench.cache.texts(MARIAN, 256, MARIAN_PIECES)
    rounds = LINKED_TEXTS // 4 * bench.rounds
    single = jobs_of(texts, rounds, 1, Job((), 1, MARIAN_NEW))
    yield Case(f"{title}, one sentence with links", single, milliseconds)
    rounds = LINKED_BATCHES * bench.rounds
    many = jobs_of(texts, rounds, 64, Job((), 1, MARIAN_NEW, batch=32))
    yield Case(f"{title}, 64 sentences with links", many, pieces_a_second)


def window(_: Bench) -> Report:
    """The window and its first translation after start; how late its events are."""
    starts = [driven("startup.py", str(time.time())) for _ in range(STARTS + 1)]
    shown, translated = (
        median(one[which] for one in starts[1:]) for which in ("window", "translation")
    )
    late = driven("lateness.py", str(LATE_SENTENCES), str(LATE_SECONDS))
    figures = [
        Figure("window, process start to screen", "auto", f"{shown:.2f} s", "limit", "1 s"),
        Figure("window, process start to text", "auto", f"{translated:.2f} s", "limit", "3 s"),
        Figure(
            *("window while translating, ticks in time", "auto"),
            *(f"{late['in_time']:.1%}", "goal", "99 % within 16 ms"),
        ),
        Figure("window while translating, 99 % of ticks", "auto", f"{late['p99']:.1f} ms late"),
    ]
    for figure in figures:
        tell(figure)
    return Report(figures)


def driven(script: str, *arguments: str) -> dict[str, Any]:
    """What a script that drives a window prints, which knows no earlier one."""
    time.sleep(REST_SECONDS)
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, str(ROOT / "tests" / "gui" / script), home, *arguments]
        done = subprocess.run(
            command,
            env=os.environ | DRIVEN,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
