"""What can be said of a training: sections of a training file, and the borders of values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


def number(usual: float, least: float, most: float) -> float:
    """A number with its borders, both allowed."""
    return field(default=usual, metadata={"least": least, "most": most})


def whole(usual: int, least: int, most: int) -> int:
    """A whole number with its borders, both allowed."""
    return field(default=usual, metadata={"least": least, "most": most})


def choice(*known: str) -> str:
    """One of some words, usually the first."""
    return field(default=known[0], metadata={"known": known})


@dataclass(frozen=True)
class Data:
    """Files of pairs; without `valid` some of the pairs of `train` are set aside for it.

    A pair with more than `longest` pieces on a side is left out of training.
    """

    train: str = "train.tsv"
    valid: str = ""
    valid_pairs: int = whole(500, 10, 100_000)
    longest: int = whole(128, 4, 4096)


@dataclass(frozen=True)
class First:
    """An easier task that is learned before the pairs: a file of pairs, and for how long."""

    train: str = ""
    steps: int = whole(0, 0, 10**9)


@dataclass(frozen=True)
class Vocabulary:
    """One SentencePiece model for both sides: trained with `pieces`, or that in `file`."""

    pieces: int = whole(8000, 16, 256_000)
    file: str = ""


@dataclass(frozen=True)
class TransformerNet:
    """The numbers of a Transformer of the family Marian."""

    encoder_layers: int = whole(3, 1, 32)
    decoder_layers: int = whole(3, 1, 32)
    width: int = whole(256, 8, 4096)
    heads: int = whole(4, 1, 64)
    inner: int = whole(1024, 8, 16_384)
    places: int = whole(256, 8, 8192)
    activation: str = choice("swish", "relu", "gelu")


@dataclass(frozen=True)
class RecurrentNet:
    """The numbers of a recurrent net; `width` is that of the embeddings."""

    cell: str = choice("gru", "lstm")
    encoder_layers: int = whole(1, 1, 4)
    decoder_layers: int = whole(1, 1, 4)
    width: int = whole(256, 4, 4096)
    hidden: int = whole(320, 4, 4096)
    attention: str = choice("additive", "none", "dot", "general", "scaled", "multi-head")
    heads: int = whole(1, 1, 64)
    hard: bool = False
    input_feeding: bool = False


@dataclass(frozen=True)
class Training:
    """How it is trained. `batch_pieces` counts both sides with their padding.

    It ends after `minutes` or `steps`, whichever comes first (0: no limit), or when the
    validation loss has not become better `patience` times in a row (0: never). The share of
    the limit that is used drives the decay, so with `minutes` alone it depends on the machine.
    `guided` teaches one attention head where to look: "copies" at the source pieces that the
    target repeats. Its loss counts `guided_weight`.
    """

    minutes: float = number(100, 0, 1e6)
    steps: int = whole(0, 0, 10**9)
    seed: int = whole(1, 0, 2**31 - 1)
    batch_pieces: int = whole(4000, 8, 10**6)
    accumulate: int = whole(1, 1, 1024)
    rate: float = number(1e-3, 1e-8, 10)
    warm_up: int = whole(1000, 1, 10**6)
    decay: str = choice("cosine", "inverse-root", "none")
    smoothing: float = number(0.1, 0, 0.9)
    clip: float = number(1, 1e-6, 1e6)
    dropout: float = number(0.1, 0, 0.9)
    weight_decay: float = number(0, 0, 1)
    guided: str = choice("none", "copies")
    guided_weight: float = number(0.1, 0, 1e3)
    precision: str = choice("auto", "fp32", "bf16")
    device: str = choice("auto", "cpu", "cuda")
    threads: int = whole(0, 0, 512)
    log_every: int = whole(50, 1, 10**6)
    validate_every: int = whole(1000, 1, 10**6)
    validate_texts: int = whole(200, 0, 100_000)
    patience: int = whole(0, 0, 10**6)
    save_minutes: float = number(5, 0, 1e6)


@dataclass(frozen=True)
class Output:
    """How the finished checkpoint searches: beams, and most pieces of an output."""

    beams: int = whole(1, 1, 64)
    longest: int = whole(256, 2, 8192)


@dataclass(frozen=True)
class Config:
    """A whole training file; `folder` is where its paths begin."""

    name: str
    kind: str
    task: str
    source_language: str
    target_language: str
    data: Data
    first: First
    vocabulary: Vocabulary
    net: TransformerNet | RecurrentNet
    training: Training
    output: Output
    folder: Path

    @property
    def identity(self) -> str:
        """What must not change while a run goes on from its last state."""
        training = self.training
        order = (training.seed, training.batch_pieces, training.accumulate)
        parts = (self.name, self.kind, self.task, self.data, self.vocabulary, self.net, order)
        guided = () if training.guided == "none" else (training.guided,)
        first = (self.first,) if self.first.steps else ()
        return "\n".join(map(repr, (*parts, *guided, *first)))


@dataclass(frozen=True)
class Head:
    """What a training file says before its sections."""

    name: str = ""
    kind: str = choice("transformer", "recurrent")
    task: str = choice("translation", "summarization")
    source_language: str = "en"
    target_language: str = "en"
