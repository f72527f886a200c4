"""Technical texts and one line about each: Debian's packages and abstracts of SciTLDR.

Usage: python -m models.training.prepare_one_line DATA_FOLDER FOLDER
DATA_FOLDER holds debian-description-synopsis.tsv.gz and scitldr-a/{train,dev,test}.jsonl.gz.
Writes train.tsv, valid.tsv, test-debian.tsv and test-scitldr.tsv. Packages that share the first
paragraph of their description stand on one side of the split. first.tsv holds the texts of
train.tsv, each with some of its words in a row: who learns to write these learns to copy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.pairs import Pair
from models.training.prepare_tatoeba import key_of, write_pairs

SEED = 21
TEST, VALID = 1000, 400  # groups of packages
SCIENCE_VALID = 100  # abstracts
SCIENCE_REPEATED = 3  # there are few abstracts, and they are another kind of text
MOST_WORDS, LEAST_WORDS = 110, 15  # of a source
LEAST_TARGET = 2  # words
EXCERPT = 28  # words
MOST_OF_FAMILY = 300
FAMILIES = ("python3-", "libghc-", "golang-", "librust-", "node-", "ruby-", "r-")
PARAGRAPH = " \\n "
BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
UNWANTED = re.compile(
    r"\b(?:transitional|dummy|meta-?package)\b|\bdebug(?:ging)?\b.*\b(?:symbols|info)", re.I
)
DEBUG_NAME = re.compile(r"-(?:dbg|dbgsym)$")


@dataclass(frozen=True)
class Package:
    """One package: its name, its line, and its long description."""

    name: str
    line: str
    description: str

    @property
    def first_paragraph(self) -> str:
        """What packages of one source share."""
        return key_of(self.description.partition(PARAGRAPH)[0])

    @property
    def family(self) -> str:
        """The group of packages with boilerplate it is in; empty for none."""
        return next((one for one in FAMILIES if self.name.startswith(one)), "")

    def pair(self) -> Pair:
        """Source and target, the source cut after some words."""
        return Pair(_first_words(self.description.replace(PARAGRAPH, " ")), (self.line,))


def packages(path: Path) -> Iterator[Package]:
    """The packages that are worth learning from."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in file:
            name, line, description = row.rstrip("\n").split("\t")
            package = Package(name, BRACKET.sub("", line).strip(), description)
            if not (UNWANTED.search(line) or DEBUG_NAME.search(name)) and _enough(package):
                yield package


def _enough(package: Package) -> bool:
    long = len(package.description.replace(PARAGRAPH, " ").split()) >= LEAST_WORDS
    return long and len(package.line.split()) >= LEAST_TARGET


def _first_words(text: str) -> str:
    return " ".join(text.split()[:MOST_WORDS])


def grouped(found: Iterable[Package], dice: random.Random) -> list[list[Package]]:
    """Groups with one first paragraph in chance order, few of each family."""
    groups: defaultdict[str, list[Package]] = defaultdict(list)
    for package in found:
        groups[package.first_paragraph].append(package)
    order = sorted(groups)
    dice.shuffle(order)
    taken: defaultdict[str, int] = defaultdict(int)
    kept = []
    for key in order:
        family = groups[key][0].family
        taken[family] += 1
        if not family or taken[family] <= MOST_OF_FAMILY:
            kept.append(groups[key])
    return kept


def different(group: Sequence[Package]) -> list[Pair]:
    """The pairs of a group, each line once: its shortest description."""
    by_line: dict[str, Package] = {}
    for package in sorted(group, key=lambda one: len(one.description)):
        by_line.setdefault(key_of(package.line), package)
    return [package.pair() for package in by_line.values()]


def excerpts(pairs: Sequence[Pair]) -> list[Pair]:
    """The sources, each with some of its words in a row, from anywhere."""
    dice = random.Random(SEED)
    found = []
    for pair in pairs:
        words = pair.source.split()
        start = dice.randint(0, max(0, len(words) - EXCERPT))
        found.append(Pair(pair.source, (" ".join(words[start : start + EXCERPT]),)))
    return found


def abstracts(path: Path) -> list[Pair]:
    """Abstracts with all their summaries, the abstract cut after some words."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        entries = [json.loads(line) for line in file]
    return [
        Pair(
            _first_words(_one_line(" ".join(one["source"]))),
            tuple(_one_line(target) for target in one["target"] if target.strip()),
        )
        for one in entries
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in_source(pairs: Sequence[Pair]) -> int:
    return sum(pair.target.casefold() in pair.source.casefold() for pair in pairs)


def main() -> None:
    """Read, divide and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    dice = random.Random(SEED)
    groups = grouped(packages(options.data / "debian-description-synopsis.tsv.gz"), dice)
    aside = [different(group)[0] for group in groups[: TEST + VALID]]
    training = [pair for group in groups[TEST + VALID :] for pair in different(group)]
    print(f"{_in_source(training):,} of {len(training):,} lines stand in their description")
    science = options.data / "scitldr-a"
    learned = [Pair(one.source, (one.target,)) for one in abstracts(science / "train.jsonl.gz")]
    training += learned * SCIENCE_REPEATED
    dice.shuffle(training)
    files = {
        "first": excerpts(training),
        "train": training,
        "valid": aside[TEST:] + abstracts(science / "dev.jsonl.gz")[:SCIENCE_VALID],
        "test-debian": aside[:TEST],
        "test-scitldr": abstracts(science / "test.jsonl.gz"),
    }
    dice.shuffle(files["valid"])
    for name, written in files.items():
        print(f"{name}.tsv: {write_pairs(options.folder / f'{name}.tsv', written):,} lines")


if __name__ == "__main__":
    main()
