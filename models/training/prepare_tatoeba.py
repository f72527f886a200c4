"""English-French pairs of Tatoeba for training: cleaned, divided, partly chained.

Usage: python -m models.training.prepare_tatoeba PAIRS.tsv.gz FOLDER
Writes train.tsv, valid.tsv and test.tsv. A line of the last two is an English sentence and all
its translations; neither these nor that sentence are in train.tsv.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from models.training.pairs import Pair, read_pairs
from models.training.rouge import words_of

SEED = 20
TEST, VALID = 1000, 500  # English sentences
PASSES = 2  # through the pairs, each chained in another way
CHAINS = (1, 1, 1, 1, 1, 1, 2, 3)  # pairs of a segment, one of these by chance
CLEAN = str.maketrans(
    {"\u202f": " ", "\u00a0": " ", "\u2009": " ", "\u200b": None, "\u2019": "'"}
)


def cleaned(pairs: Iterable[Pair]) -> list[Pair]:
    """One kind of blank and of apostrophe, and each pair once."""
    lines = [(_clean(one.source), _clean(one.target)) for one in pairs]
    return [Pair(source, (target,)) for source, target in dict.fromkeys(lines)]


def _clean(text: str) -> str:
    return " ".join(text.translate(CLEAN).split())


def key_of(text: str) -> str:
    """What sentences share that differ in case and punctuation alone."""
    return " ".join(words_of(text))


def divided(pairs: Sequence[Pair], dice: random.Random) -> tuple[list[list[Pair]], list[Pair]]:
    """Groups of pairs set aside for test and validation, and what has nothing to do with them.

    A group holds all pairs of an English sentence. No pair that is left shares its English or
    its French with a group.
    """
    groups: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[key_of(pair.source)].append(pair)
    aside = dice.sample(sorted(key for key in groups if key), TEST + VALID)
    chosen = [groups[key] for key in aside]
    taken = {key_of(pair.target) for group in chosen for pair in group} | {""}
    away = set(aside)
    left = [
        pair
        for pair in pairs
        if key_of(pair.source) not in away and key_of(pair.target) not in taken
    ]
    return chosen, left


def chained(pairs: Sequence[Pair], dice: random.Random) -> list[Pair]:
    """The pairs in another order, some joined to segments of two or three."""
    order = list(pairs)
    dice.shuffle(order)
    found, at = [], 0
    while at < len(order):
        part = order[at : at + dice.choice(CHAINS)]
        at += len(part)
        source = " ".join(one.source for one in part)
        found.append(Pair(source, (" ".join(one.target for one in part),)))
    return found


def write_pairs(path: Path, pairs: Iterable[Pair]) -> int:
    """Write a file that `read_pairs` reads; returns the number of its lines."""
    lines = ["\t".join((pair.source, *pair.targets)) + "\n" for pair in pairs]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), "utf-8")
    return len(lines)


def _together(group: Sequence[Pair]) -> Pair:
    return Pair(group[0].source, tuple(dict.fromkeys(one.target for one in group)))


def main() -> None:
    """Read, divide and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    dice = random.Random(SEED)
    pairs = cleaned(read_pairs(options.pairs))
    groups, left = divided(pairs, dice)
    segments = [one for _ in range(PASSES) for one in chained(left, dice)]
    aside = [_together(group) for group in groups]
    files = {"test": aside[:TEST], "valid": aside[TEST:], "train": segments}
    for name, written in files.items():
        count = write_pairs(options.folder / f"{name}.tsv", written)
        print(f"{name}.tsv: {count:,} lines")
    print(f"{len(left):,} of {len(pairs):,} different pairs are for training")


if __name__ == "__main__":
    main()
