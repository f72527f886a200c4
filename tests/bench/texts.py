"""English sentences of many lengths, made from parts: every one is different."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

OPENINGS = (
    *("", "", "", "Last week ", "In the end ", "According to the report, "),
    *("For the third time this year ", "As far as anybody knows, ", "On Monday morning "),
    *("Despite the heavy rain ", "In the north of the country ", "After a long silence "),
)
SUBJECTS = (
    *("the old bridge", "my younger brother", "a letter from the bank", "the whole village"),
    *("her first book", "the train to the coast", "nobody in the office", "our neighbour"),
    *("the small museum", "a long discussion", "the doctor on duty", "the ministry of health"),
    *("a team of researchers", "the president", "the new airport", "every second child"),
)
DEEDS = (
    *("was not what we had expected", "changed more in one year than in the twenty before"),
    *("arrived late again", "will be open to visitors from the second week of March"),
    *("cost 1,250 euros", "was damaged by the storm", "received a prize in Vienna"),
    *("has been studied for decades", "is now one of the largest in the region"),
    *("refused to answer any question", "disappeared without a trace", "was sold for a song"),
)
ENDINGS = (
    *("", "", "", " because it had rained all night", ", as everybody in the town knows"),
    *(", which was far too much for a family with three children", " before the war began"),
    *(" although the police had warned the organisers several times", " near the old harbour"),
    *(" and the insurance company paid for less than half of the damage", " in 1997"),
    *(", and scientists say that it may take many years until the river has recovered",),
    *(" while tourists were still waiting in long queues in front of the main entrance",),
)
SEED = 1

Count = Callable[[str], int]


def sentences(many: int, seed: int = SEED) -> list[str]:
    """So many different sentences of 6 to 54 words."""
    dice = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < many:
        found[_sentence(dice)] = None
    return list(found)


def sized(many: int, pieces: int, count: Count) -> list[str]:
    """So many different texts of about `pieces` pieces by `count`, never more."""
    dice = random.Random(SEED)
    return [_filled(_words(dice), pieces, count) for _ in range(many)]


def _sentence(dice: random.Random) -> str:
    text = dice.choice(OPENINGS) + _clause(dice)
    if dice.random() < 0.2:
        text += f", {dice.choice(('but', 'and', 'so'))} {_clause(dice)}"
    return text[0].upper() + text[1:] + "."


def _clause(dice: random.Random) -> str:
    return f"{dice.choice(SUBJECTS)} {dice.choice(DEEDS)}{dice.choice(ENDINGS)}"


def _words(dice: random.Random) -> Iterator[str]:
    while True:
        yield from _clause(dice).replace(",", "").split()


def _filled(words: Iterator[str], pieces: int, count: Count) -> str:
    # As many words as fit; what is left is filled with letters, which are a piece each.
    text = next(words)
    while count(longer := f"{text} {next(words)}") <= pieces:
        text = longer
    while count(longer := f"{text} a") <= pieces:
        text = longer
    return text
