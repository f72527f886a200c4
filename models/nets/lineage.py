"""Which earlier places each row of a beam search goes on from."""

from __future__ import annotations

import torch
from torch import Tensor


class Lineage:
    """A mask (B, 1, K, P) over the places of sentences with K rows each: 0 or -inf.

    The places of a sentence's rows lie side by side, K for each token, and every row may look
    at all of them: a row that goes on from another one changes its mask and copies nothing.
    """

    def __init__(self, sentences: int, rows: int, like: Tensor) -> None:
        own = like.new_full((rows, rows), float("-inf")).fill_diagonal_(0)
        self._own = own.expand(sentences, 1, rows, rows)
        self._mask = like.new_empty(sentences, 1, rows, 0)

    @property
    def rows(self) -> int:
        """K."""
        return self._own.shape[2]

    def extended(self) -> Tensor:
        """The mask with one more token for each row, which the row itself sees."""
        self._mask = torch.cat([self._mask, self._own[: len(self._mask)]], dim=3)
        return self._mask

    def reorder(self, rows: Tensor) -> None:
        """Row i goes on from what row rows[i] was, which is of the same sentence."""
        places = self._mask.shape[3]
        moved = self._mask.view(-1, places).index_select(0, rows)
        self._mask = moved.view(-1, 1, self.rows, places)
