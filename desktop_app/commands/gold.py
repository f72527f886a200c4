"""Gold word alignments (source tokens TAB target tokens TAB links), and measuring by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.commands import common
from models.messages import Problem

LINK = re.compile(r"(\d+)([-?])(\d+)")


@dataclass(frozen=True)
class GoldPair:
    """A tokenized pair with its sure (`i-j`) and merely possible (`i?j`) links."""

    source: str
    target: str
    sure: frozenset[tuple[int, int]]
    possible: frozenset[tuple[int, int]]


def read_gold(path: Path) -> list[GoldPair]:
    """Read a gold file. Raises `Problem` naming the first line that is not of the format."""
    lines = common.lines_of(common.read_text(path))
    if not lines:
        raise Problem(f"The file {path} has no pairs.", "Give a file with gold alignments.")
    return [_pair(path, number, line) for number, line in enumerate(lines, 1)]


def _pair(path: Path, number: int, line: str) -> GoldPair:
    columns = line.rstrip("\r").split("\t")
    links = [LINK.fullmatch(link) for link in columns[2].split()] if len(columns) == 3 else []
    if len(columns) != 3 or None in links:
        raise Problem(
            f"Line {number} of {path} is no gold pair.",
            "A line is source tokens, a tab, target tokens, a tab and links such as 0-1 2?3.",
        )
    found = [(int(link[1]), link[2], int(link[3])) for link in links if link]
    source, target = len(columns[0].split()), len(columns[1].split())
    if any(i >= source or j >= target for i, _, j in found):
        raise Problem(
            f"Line {number} of {path} links a token that it does not have.",
            f"Its sides have {source} and {target} tokens, counted from 0.",
        )
    return GoldPair(
        columns[0],
        columns[1],
        frozenset((i, j) for i, kind, j in found if kind == "-"),
        frozenset((i, j) for i, kind, j in found if kind == "?"),
    )


@dataclass(frozen=True)
class Measures:
    """Shares from 0 to 1; `error` is the alignment error rate of Och and Ney 2003."""

    precision: float
    recall: float
    error: float


def measure(found: Iterable[frozenset[tuple[int, int]]], gold: Sequence[GoldPair]) -> Measures:
    """Precision, recall and AER = 1 - (|A & S| + |A & P|) / (|A| + |S|), P with S in it."""
    links = hits = sure_hits = golds = 0
    for ours, pair in zip(found, gold, strict=True):
        links += len(ours)
        golds += len(pair.sure)
        hits += len(ours & (pair.sure | pair.possible))
        sure_hits += len(ours & pair.sure)
    return Measures(
        precision=hits / links if links else 0.0,
        recall=sure_hits / golds if golds else 0.0,
        error=1 - (hits + sure_hits) / (links + golds) if links + golds else 0.0,
    )
