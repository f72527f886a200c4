"""What a checkpoint's output owes to each word of the source, found by replacing the word.

The drop of a target piece's log-probability when a source word becomes the unknown piece needs
no attention, so that it can tell which attention aligns (after the leave-one-out scores of
Li et al. 2019). As an alignment of its own it is noisy, and takes a pass for every word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from models.alignment import Side
from models.decoding import Decoder, Job
from models.messages import Options, Piece, Rules
from models.methods import Pair
from models.model import Model
from models.nets import Head, Replay, Want
from models.replaying import replay
from models.text.words import words

Floats = NDArray[np.float32]
MOST_PIECES = 32  # of an output; the sentences have about fifteen words


@dataclass(frozen=True)
class Effects:
    """A sentence, its output and its attention; `drops` is (target words, source words).

    `drops` are in nats and at least 0, in the mean over a target word's pieces.
    """

    source: Side
    target: Side
    replay: Replay
    drops: Floats

    @property
    def pair(self) -> Pair:
        """The place of the sentence in its replay."""
        return Pair(0, len(self.target.pieces), len(self.source.pieces))


def effects(model: Model, sentences: Sequence[str]) -> Iterator[Effects]:
    """The effects within each sentence on what the model writes for it."""
    sources = [tuple(model.source.encode(sentence)) for sentence in sentences]
    for text, pieces, ids in zip(sentences, sources, outputs(model, sources), strict=True):
        source = _side(text, pieces)
        target = _side(*model.target.decode(ids))
        if source.words and target.words:
            yield _effects(model, source, target)


def outputs(model: Model, sources: Sequence[tuple[Piece, ...]]) -> list[tuple[int, ...]]:
    """The pieces that a model writes, always the likeliest next one."""
    options = Options(beam=1, rules=Rules(most=MOST_PIECES))
    jobs = [Job(source) for source in sources]
    watched = replace(model, guided=Head(0, 0))  # any head, so that nothing is looked at again
    work = Decoder(watched, options, lambda: False).decode(jobs)
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return [tuple(decoded.best.ids) for decoded in stop.value]


def _side(text: str, pieces: Sequence[Piece]) -> Side:
    return Side(text, pieces, words(text, pieces, split_punctuation=True))


def _effects(model: Model, source: Side, target: Side) -> Effects:
    ids = [piece.id for piece in source.pieces]
    written = [piece.id for piece in target.pieces]
    touched = source.shares > 0  # (S, words)
    replaced = [
        [model.source.unknown if hit else id for id, hit in zip(ids, hits, strict=True)]
        for hits in touched.T
    ]
    with torch.inference_mode():
        looks = replay(model, [ids], [written], Want(logprobs=False, cross=True, norms=True))
        scores = replay(model, [ids, *replaced], [written] * (1 + len(replaced)), Want())
        assert scores.logprobs is not None
        logprobs = scores.logprobs.cpu().numpy()
    drops = np.maximum(logprobs[:1] - logprobs[1:], 0)  # (words, T)
    shares = target.shares
    parts = np.maximum(shares.sum(axis=0), 1e-9)
    by_words = shares.T @ drops.T / parts[:, None]
    return Effects(source, target, looks, np.asarray(by_words, np.float32))
