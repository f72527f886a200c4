"""What `make bench` runs: our speed beside the peers' on this machine, as one table.

Usage: run.py [--quick] [--only PART ...] [--precision P ...] [--rounds N] [--lines FILE]
Whatever is missing is made first, once, into the cache folder (8 GB; --quick needs 1 GB).
A run of all parts writes docs/speed.md and the table of the README. The status is 1 when a
ratio fell below what is asked of it, or below what was seen on this machine.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import machine, opening, own_parts, parts, table  # noqa: E402
from tests.bench.figures import Expectations  # noqa: E402
from tests.bench.peers import Bench  # noqa: E402
from tests.bench.prepare import Cache, LeftOut  # noqa: E402
from tests.bench.texts import sentences  # noqa: E402
from tests.bench.written import quote  # noqa: E402

PARTS = {
    "marian": parts.marian,
    "bergamot": parts.bergamot,
    "large": parts.large,
    "opening": opening.opening,
    "start": opening.cold_start,
    "links": own_parts.links,
    "window": own_parts.window,
}
QUICK = ("marian", "bergamot")
CACHE = ROOT / "build" / "bench"
WRITTEN = ROOT / "docs" / "speed.md"


def arguments() -> argparse.Namespace:
    """The options of this script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less than three minutes")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=str([*PARTS]))
    parser.add_argument("--precision", nargs="+", default=["int8", "fp32"], metavar="P")
    parser.add_argument("--rounds", type=int, metavar="N", help="turns that each engine has")
    parser.add_argument("--threads", type=int, default=2, metavar="N")
    parser.add_argument(
        "--lines", type=Path, metavar="FILE", help="English sentences, a line each"
    )
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="FOLDER")
    parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the docs")
    parser.add_argument("--store", action="store_true", help="keep the ratios for later runs")
    return parser.parse_args()


def bench_of(options: argparse.Namespace) -> Bench:
    """The options as all parts want them."""
    given = options.lines.read_text("utf-8").splitlines() if options.lines else sentences(1000)
    rounds = options.rounds or (3 if options.quick else 5)
    return Bench(
        Cache(options.cache.resolve()),
        tuple(options.precision),
        rounds,
        options.threads,
        tuple(line for line in given if line.strip()),
        options.quick,
    )


def main() -> int:
    """Measure, print, write, compare."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the engines end with it
    options = arguments()
    bench, expected = bench_of(options), Expectations.read()
    load = machine.load()
    found = parts.Report()
    for name in options.only or (QUICK if options.quick else PARTS):
        try:
            report = PARTS[name](bench)
        except LeftOut as reason:
            report = parts.Report(left_out={name: str(reason)})
        found.figures += report.figures
        found.left_out |= report.left_out
    described = [*machine.lines(bench.threads, bench.cache.peers)]
    described += [f"load when it began: {load}"] * bool(load)
    text = table.document(described, found.figures, found.left_out, expected)
    print(f"\n{text}")
    if options.output:
        options.output.write_text(f"# Speed\n\n{text}", "utf-8")
    elif not (options.quick or options.only):
        WRITTEN.write_text(f"# Speed\n\n{text}", "utf-8")
        quote(ROOT / "README.md", text)
    faults = expected.faults(found.figures, machine.name())
    for fault in faults:
        print(f"Too slow: {fault}", file=sys.stderr)
    if options.store:
        expected.store(found.figures, machine.name())
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
