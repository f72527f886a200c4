"""The numbers and switches of a recurrent encoder-decoder."""

from __future__ import annotations

from dataclasses import dataclass

CELLS = ("gru", "lstm")
ATTENTIONS = ("none", "dot", "general", "additive", "scaled", "multi-head")
MOST_LAYERS = 4


@dataclass(frozen=True)
class RecurrentSizes:
    """What a recurrent net is made of.

    `width` is that of embeddings and of the readout, `hidden` that of a decoder state; the two
    directions of the encoder together give states of twice that. `cell` is one of `CELLS`,
    `attention` one of `ATTENTIONS`, `heads` counts only for "multi-head". With `hard` each row
    of attention is one place. With `input_feeding` the decoder reads its last readout. With
    `tied` the target's embedding is the output layer.
    """

    vocabulary: int
    width: int = 256
    hidden: int = 320
    cell: str = "gru"
    encoder_layers: int = 1
    decoder_layers: int = 1
    attention: str = "additive"
    heads: int = 1
    hard: bool = False
    input_feeding: bool = False
    tied: bool = True

    @property
    def annotation(self) -> int:
        """The width of encoder states: both directions."""
        return 2 * self.hidden

    @property
    def memories(self) -> int:
        """How many vectors a layer remembers: an LSTM has a cell beside its state."""
        return 2 if self.cell == "lstm" else 1

    @property
    def attends(self) -> bool:
        """Whether the decoder looks at the source; else it knows one vector of it."""
        return self.attention != "none"
