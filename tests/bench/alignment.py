"""Error rates of every way to read a checkpoint's attention, and of the automatic choice.

Usage: alignment.py CHECKPOINT GOLD.tsv [--most WORDS] [--train PAIRS.tsv.gz] [--rows N]
CHECKPOINT is a folder or an id; with --train a folder that is not there yet is made first, see
`unguided.py`. Gold pairs with more words on a side than --most are left out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop_app.commands import common  # noqa: E402
from desktop_app.commands.gold import GoldPair, Measures, measure, read_gold  # noqa: E402
from models.alignment import LINK_THRESHOLD, Side, strengths  # noqa: E402
from models.forcing import blank_separated, pieces_of  # noqa: E402
from models.messages import Options, Task  # noqa: E402
from models.method_choice import choose  # noqa: E402
from models.methods import Method, OneHead, Pair, candidates  # noqa: E402
from models.model import Model  # noqa: E402
from models.nets import Replay, Want  # noqa: E402
from models.opened import OpenModels  # noqa: E402
from models.replaying import replay  # noqa: E402
from models.translation import reader_of  # noqa: E402

BATCH = 16
Links = frozenset[tuple[int, int]]
Table = list[tuple[str, Measures]]


def opened(checkpoint: str) -> Model:
    """The checkpoint of that id or folder."""
    opening = OpenModels(common.library(), common.MEMORY_LIMIT).opening(
        checkpoint, 0, Options()
    )
    while True:
        try:
            next(opening)
        except StopIteration as stop:
            model: Model = stop.value
            return model.towards(Task())


def sides(model: Model, pair: GoldPair) -> tuple[Side, Side]:
    """Both sides as the model reads them; words are the blank-separated tokens."""
    reads = reader_of(model, Options())
    writes = replace(reads, language=model.way.target, tokenizer=model.target)
    return (
        Side(pair.source, pieces_of(pair.source, reads), blank_separated(pair.source)),
        Side(pair.target, pieces_of(pair.target, writes), blank_separated(pair.target)),
    )


def replayed(
    model: Model, gold: Sequence[GoldPair]
) -> Iterator[tuple[Replay, Pair, Side, Side]]:
    """Each pair's place in a replay with all that any method reads."""
    for start in range(0, len(gold), BATCH):
        both = [sides(model, pair) for pair in gold[start : start + BATCH]]
        ids = [[[piece.id for piece in side.pieces] for side in pair] for pair in both]
        want = Want(logprobs=False, cross=True, norms=True)
        with torch.inference_mode():
            passed = replay(model, [one for one, _ in ids], [other for _, other in ids], want)
        for at, (source, target) in enumerate(both):
            yield passed, Pair(at, len(target.pieces), len(source.pieces)), source, target


def links(method: Method, place: tuple[Replay, Pair, Side, Side]) -> Links:
    """The links that the program would show."""
    passed, pair, source, target = place
    words = strengths(source, target, method.rows(passed, pair)).words
    rows, columns = (words >= LINK_THRESHOLD).nonzero()
    return frozenset(zip(columns.tolist(), rows.tolist(), strict=True))


def table(model: Model, gold: Sequence[GoldPair]) -> tuple[Table, float]:
    """Measures of every method, the best first, and how long the automatic choice took."""
    began = time.perf_counter()
    chosen = choose(model)
    seconds = time.perf_counter() - began
    places = list(replayed(model, gold))
    layers, heads = places[0][0].cross.shape[1:3]
    named = {method.name: method for method in candidates(layers, heads)}
    named[f"chosen: {chosen.name}"] = chosen
    if model.guided:
        named["guided"] = OneHead(model.guided)
    found = {
        name: measure([links(method, place) for place in places], gold)
        for name, method in named.items()
    }
    return sorted(found.items(), key=lambda one: one[1].error), seconds


def main() -> None:
    """Train if asked to, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--most", type=int, default=10_000, metavar="WORDS")
    parser.add_argument("--train", type=Path, metavar="PAIRS.tsv.gz")
    parser.add_argument("--rows", type=int, default=10_000, metavar="N", help="of the table")
    options = parser.parse_args()
    if options.train and not Path(options.checkpoint).exists():
        trainer = Path(__file__).with_name("unguided.py")
        command = [sys.executable, str(trainer), str(options.train), options.checkpoint]
        subprocess.run(command, check=True)
    gold = [
        pair
        for pair in read_gold(options.gold)
        if max(len(pair.source.split()), len(pair.target.split())) <= options.most
    ]
    found, seconds = table(opened(options.checkpoint), gold)
    print(f"{len(gold)} pairs; {os.cpu_count()} cores; chosen in {seconds:.1f} s")
    print(f"{'precision':>9} {'recall':>7} {'AER':>6}  method")
    for name, one in found[: options.rows]:
        print(f"{one.precision:9.1%} {one.recall:7.1%} {one.error:6.1%}  {name}")


if __name__ == "__main__":
    main()
