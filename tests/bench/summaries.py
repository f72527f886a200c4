"""A long document through a summarizer of real size with random weights.

Usage: summaries.py [--words N] [--threads N] [--beam N] [--most PIECES]
Writes distilbart-cnn-12-6 with random numbers (1.2 GB) into a temporary folder, summarizes a
document of N words with its own search settings, and prints the time, the time that this
process had of all processors, the memory at its highest over what the open model takes, and
what was read. Random weights never end an output early and run in loops, so that each output
is searched twice at full length: real ones are faster.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.engine import Engine  # noqa: E402
from models.library import Library  # noqa: E402
from models.messages import (  # noqa: E402
    Event,
    Failed,
    Opened,
    Options,
    Summarize,
    SummaryDone,
    SummaryPart,
)
from tests.bench.full_size import SIZES, write  # noqa: E402
from tests.inference.long_documents import document  # noqa: E402
from tests.inference.peak_memory import status  # noqa: E402
from tests.vocabularies import write_bart  # noqa: E402

NAME = "distilbart-cnn-12-6"
MEMORY = 8_000_000_000
SHOWN_SECONDS = 10.0
PIECES = 6000  # of the vocabulary: most words are one, as in the checkpoint's own


def show(events: Iterator[Event]) -> None:
    """Print how far it is now and then, at last the figures."""
    started = shown = time.perf_counter()
    opened, worked = 0, time.process_time()
    for event in events:
        now = time.perf_counter()
        match event:
            case Opened():
                started, opened, worked = now, status("VmRSS"), time.process_time()
                Path("/proc/self/clear_refs").write_text("5")  # the highest from here on
            case SummaryPart() if now - shown > SHOWN_SECONDS:
                shown = now
                share = event.done / event.total
                print(f"{share:6.1%} after {now - started:,.0f} s", flush=True)
            case SummaryDone():
                report(event, now - started, time.process_time() - worked)
                print(f"{(status('VmHWM') - opened) / 1e6:,.0f} MB at most over the open model")
            case Failed():
                raise SystemExit(event.what)


def report(event: SummaryDone, seconds: float, worked: float) -> None:
    """The figures of a finished run."""
    summary = event.summary
    print(
        f"{summary.read:,} of {summary.words:,} words in {seconds:,.1f} s "
        f"({worked:,.1f} s of processors): {summary.read / seconds:,.1f} words a second\n"
        f"{summary.parts} parts, {summary.levels} levels, "
        f"{summary.asked} words asked, {summary.got} got"
    )


def main() -> None:
    """Write, summarize and remove."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--beam", type=int)
    parser.add_argument("--most", type=int, default=142, help="pieces of an output")
    given = parser.parse_args()
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as folder:
        size = SIZES[NAME]
        generation = {
            **size.generation,
            "max_length": given.most,
            "min_length": given.most // 3,
        }
        words = partial(write_bart, size=PIECES)
        write(Path(folder, NAME), replace(size, generation=generation, vocabulary=words))
        options = Options(threads=given.threads, beam=given.beam)
        request = Summarize(1, document(given.words), NAME, options=options)
        show(Engine(Library(Path(folder)), MEMORY).run(request, lambda: False))


if __name__ == "__main__":
    main()
