"""Proves that the frozen program trains: a tiny net, a few steps, on made-up pairs."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Final

import proofs

WORDS: Final = {"red": "rubro", "old": "velho", "house": "casa", "boat": "barco", "sea": "mar"}
PAIRS: Final = 200
CONFIG: Final = """\
name = "tiny"
kind = "recurrent"
task = "translation"
source_language = "en"
target_language = "pt"
[data]
train = "train.tsv"
[vocabulary]
pieces = 60
[net]
width = 16
hidden = 16
[training]
minutes = 0
steps = 4
batch_pieces = 200
rate = 1e-3
threads = 1
validate_every = 4
validate_texts = 4
"""


def faults(made: proofs.Bundle) -> list[str]:
    """What the program said where it did not train, or what it trained does not translate."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        Path(home, "train.toml").write_text(CONFIG, "utf-8")
        Path(home, "train.tsv").write_text(_pairs(), "utf-8")
        trained, said = proofs.run_alone(made.program, ["train", "train.toml"], home)
        if not trained:
            return [f"It does not train: {said.strip()}"]
        words = ["translate", "old house", "--model", str(Path(home, "trained", "tiny"))]
        translates, said = proofs.run_alone(made.program, words, home)
    return [] if translates else [f"What it trained does not translate: {said.strip()}"]


def _pairs() -> str:
    dice = random.Random(1)
    texts = (dice.choices(list(WORDS), k=dice.randint(2, 6)) for _ in range(PAIRS))
    return "".join(
        f"{' '.join(text)}\t{' '.join(WORDS[each] for each in text)}\n" for text in texts
    )
