"""BLEU by the length of the source, of a net with attention and of one without: a picture.

Usage: by_length.py FOLDER_WITH FOLDER_WITHOUT PAIRS.tsv OUT.svg [--beam N]
A line of the file is a source and all its targets. Short sources are joined to their
neighbours, two to six in a row, so that there are long ones too. The figures are printed as
the rows of a table.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.training.curve import Series, curve  # noqa: E402
from models.training.pairs import Pair, read_pairs  # noqa: E402
from models.training.score import chained, outputs  # noqa: E402
from models.training.validation import corpus_scores  # noqa: E402

STEP = 5  # source words of a group
FEWEST = 20  # sources: the BLEU of fewer says nothing
MOST_JOINED = 6
MOST_WORDS = 40
NAMES = ("with attention", "without attention")


def sources(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs alone, and joined to ever more neighbours; none of too many words."""
    every = [one for many in range(1, MOST_JOINED + 1) for one in chained(pairs, many)]
    return [one for one in every if len(one.source.split()) <= MOST_WORDS]


def grouped(pairs: Sequence[Pair]) -> dict[int, list[int]]:
    """The numbers of the pairs by the most words that a source of their group has."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at, pair in enumerate(pairs):
        words = len(pair.source.split())
        groups[-(-words // STEP) * STEP].append(at)
    return {words: groups[words] for words in sorted(groups) if len(groups[words]) >= FEWEST}


def bleu(pairs: Sequence[Pair], written: Sequence[str], places: Sequence[int]) -> float:
    """BLEU of some of the outputs against all targets of their sources."""
    targets = [pairs[at].targets for at in places]
    return dict(corpus_scores([written[at] for at in places], targets))["bleu"]


def table(groups: dict[int, list[int]], lines: Sequence[Sequence[float]]) -> Iterator[str]:
    """A row for each group: its words, its sources, and each net's BLEU."""
    for number, (words, places) in enumerate(groups.items()):
        figures = " | ".join(f"{line[number]:.1f}" for line in lines)
        yield f"| {words - STEP + 1}–{words} | {len(places)} | {figures} |"


def picture(groups: dict[int, list[int]], lines: Sequence[Sequence[float]]) -> str:
    """The classic figure; a group stands at its middle."""
    middles = [words - (STEP - 1) / 2 for words in groups]
    series = [
        Series(name, tuple(zip(middles, line, strict=True)))
        for name, line in zip(NAMES, lines, strict=True)
    ]
    return curve("BLEU by the length of the source", series, "words of the source")


def main() -> None:
    """Run both, print the table, draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs=2, metavar="FOLDER")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--beam", type=int, default=1)
    options = parser.parse_args()
    pairs = sources(read_pairs(options.pairs, several=True))
    groups = grouped(pairs)
    texts = [one.source for one in pairs]
    lines = []
    for folder in options.folders:
        written, _ = outputs(folder, texts, options.beam)
        lines.append([bleu(pairs, written, places) for places in groups.values()])
    print(*table(groups, lines), sep="\n")
    options.picture.write_text(picture(groups, lines), "utf-8")


if __name__ == "__main__":
    main()
