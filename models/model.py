"""An opened checkpoint: a net, its vocabularies, and how it wants to be run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.messages import Checkpoint
from models.nets import Candidates, Head, Net
from models.text.tokenizer import Tokenizer


class Shortlist(Protocol):
    """Which target pieces a source may need."""

    def candidates(
        self, sources: Sequence[Sequence[int]], forced: Sequence[Sequence[int]]
    ) -> Candidates:
        """The candidates of a batch; each sentence may use its own and its forced ids."""
        ...


@dataclass(frozen=True)
class Generation:
    """The checkpoint's own search settings (see reference formulas in `search`).

    An output has at most `length_factor` x source pieces + `length_slack` pieces.
    `start` is the decoder's first input; `source_limit` counts pieces with the end token;
    `single_sentences` says that the training data held nothing longer; `places` is how many
    pieces the net can hold on either side, whatever their quality.
    """

    start: int
    eos: int
    beams: int = 1
    length_penalty: float = 1.0
    length_factor: float = 2.5
    length_slack: int = 8
    source_limit: int = 512
    single_sentences: bool = False
    places: int = 2048


@dataclass(frozen=True)
class Model:
    """Everything needed to run a checkpoint. `guided` is the head trained on alignments."""

    checkpoint: Checkpoint
    net: Net
    source: Tokenizer
    target: Tokenizer
    generation: Generation
    precision: str
    device: str
    guided: Head | None = None
    shortlist: Shortlist | None = None
