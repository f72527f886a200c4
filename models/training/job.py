"""Everything a run works with, put together from a training file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from models.library.writing import write_whole
from models.training.batches import Example, epoch
from models.training.config import Config, Training
from models.training.dropout import add_dropout
from models.training.kinds import Learner, new_learner
from models.training.pairs import LEAST_PAIRS, Pair, read_pairs
from models.training.precision import has_half
from models.training.validation import Validation
from models.training.vocabulary import Pieces, read_vocabulary, train_vocabulary

VOCABULARY = "vocabulary.spm"


@dataclass(frozen=True)
class Job:
    """A net, what it learns from, and where its files go."""

    learner: Learner
    pieces: Pieces
    examples: Sequence[Example]
    first: Sequence[Example]
    first_steps: int
    left_out: int
    validation: Validation
    how: Training
    device: str
    half: bool
    folder: Path
    checkpoint: Path
    identity: str

    def at(self, step: int) -> Sequence[Example]:
        """What is learned from after so many updates."""
        return self.first if step < self.first_steps else self.examples

    def order(self, step: int, number: int) -> list[list[int]]:
        """The batches of an epoch of what is learned from then."""
        return epoch(self.at(step), self.how.batch_pieces, self.how.seed, number)


def prepare(config: Config, folder: Path) -> Job:
    """Read the pairs, make the vocabulary where there is none yet, build a random net.

    Raises `Problem` with one sentence for what cannot be used.
    """
    how = config.training
    if how.threads:
        torch.set_num_threads(how.threads)
    training, valid = _pairs(config)
    pieces = Pieces(_vocabulary(config, folder, training))
    examples = _examples(training, pieces)
    kept = [one for one in examples if _longest(one) <= config.data.longest]
    torch.manual_seed(how.seed)
    learner = new_learner(config, pieces)
    add_dropout(learner.module, learner.dropped, how.dropout)
    device = _device(how.device)
    learner.module.to(device)
    validation = Validation(
        pairs=valid,
        examples=[_cut(one, config.data.longest) for one in _examples(valid, pieces)],
        texts=min(how.validate_texts, len(valid)),
        longest=config.output.longest,
        task=config.task,
    )
    return Job(
        learner=learner,
        pieces=pieces,
        examples=kept,
        first=_first(config, pieces),
        first_steps=config.first.steps,
        left_out=len(examples) - len(kept),
        validation=validation,
        how=how,
        device=device,
        half=how.precision == "bf16" or (how.precision == "auto" and has_half(device)),
        folder=folder,
        checkpoint=folder / config.name,
        identity=config.identity,
    )


def _pairs(config: Config) -> tuple[list[Pair], list[Pair]]:
    data = config.data
    training = read_pairs(config.folder / data.train, least=LEAST_PAIRS)
    if data.valid:
        return training, read_pairs(config.folder / data.valid, several=True)
    aside = min(data.valid_pairs, len(training) // 10)
    random.Random(config.training.seed).shuffle(training)
    return training[aside:], training[:aside]


def _first(config: Config, pieces: Pieces) -> list[Example]:
    if not config.first.train:
        return []
    pairs = read_pairs(config.folder / config.first.train, least=LEAST_PAIRS)
    found = _examples(pairs, pieces)
    return [one for one in found if _longest(one) <= config.data.longest]


def _vocabulary(config: Config, folder: Path, training: Sequence[Pair]) -> bytes:
    own = config.vocabulary
    if own.file:
        return read_vocabulary(config.folder / own.file)
    made = folder / VOCABULARY
    if not made.exists():
        texts = (text for pair in training for text in (pair.source, pair.target))
        write_whole(made, train_vocabulary(texts, own.pieces, config.training.seed))
    return read_vocabulary(made)


def _examples(pairs: Sequence[Pair], pieces: Pieces) -> list[Example]:
    sources = pieces.ids([pair.source for pair in pairs])
    targets = pieces.ids([pair.target for pair in pairs])
    return [Example(source, target) for source, target in zip(sources, targets, strict=True)]


def _longest(example: Example) -> int:
    return max(len(example.source), len(example.target))


def _cut(example: Example, most: int) -> Example:
    return Example(example.source[:most], example.target[:most])


def _device(wanted: str) -> str:
    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    return wanted
