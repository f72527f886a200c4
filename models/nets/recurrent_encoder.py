"""The encoder of recurrent nets: a GRU or LSTM that reads the source in both directions."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from models.nets import Source
from models.nets.int8 import sample_of
from models.nets.recurrent_sizes import RecurrentSizes
from models.nets.stack import TokenTable


class Read(NamedTuple):
    """A source that was read: states (B, S, 2N), and those at both ends (B, 2N).

    The end of the direction that reads backwards is its state at the first place.
    """

    states: Tensor
    ends: Tensor


class RecurrentEncoder(nn.Module):
    """Cho et al. 2014, section 2.2, in both directions (Bahdanau et al. 2015, section 3.2).

    `dropout` is for training, 0 as it is built.
    """

    def __init__(self, sizes: RecurrentSizes) -> None:
        super().__init__()
        self.embed_tokens = TokenTable(sizes.vocabulary, sizes.width)
        self.dropout = nn.Dropout(0.0)
        self.recurrence = recurrence(sizes, sizes.width, sizes.encoder_layers, both=True)

    def forward(self, source: Source) -> Read:
        """Read sources; padding is never read."""
        ids = source.ids.to(sample_of(self.embed_tokens).device)
        x = self.dropout(self.embed_tokens(ids))
        packed = pack_padded_sequence(
            x, source.lengths.cpu(), batch_first=True, enforce_sorted=False
        )
        run, last = self.recurrence(packed)
        states, _ = pad_packed_sequence(run, batch_first=True, total_length=ids.shape[1])
        hidden = last[0] if isinstance(last, tuple) else last  # (layers * 2, B, N)
        return Read(self.dropout(states), torch.cat([hidden[-2], hidden[-1]], dim=1))


def recurrence(
    sizes: RecurrentSizes, width: int, layers: int, both: bool = False
) -> nn.GRU | nn.LSTM:
    """Layers of the cell over inputs (R, n, width)."""
    kind = nn.LSTM if sizes.cell == "lstm" else nn.GRU
    return kind(width, sizes.hidden, layers, batch_first=True, bidirectional=both)
