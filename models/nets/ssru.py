"""The simpler simple recurrent unit, in the place of decoder self-attention.

Source: Kim et al. 2019, "From Research to Production and Back: Ludicrously Fast Neural
Machine Translation", section 3.1. With f_t = sigmoid(W_f x_t + b_f):
c_t = f_t c_{t-1} + (1 - f_t) W x_t and h_t = relu(c_t).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.nets.int8 import joined, sample_of
from models.nets.part import Linear, Part


class SsruState:
    """The cell c (R, 1, D), all that the unit remembers."""

    def __init__(self, cell: Tensor) -> None:
        self.cell = cell

    def reorder(self, rows: Tensor) -> None:
        """Row i becomes what row rows[i] was."""
        self.cell = self.cell.index_select(0, rows)


class Ssru(Part):
    """One unit of width D; the decoder layer adds residual and norm.

    After `join` both projections are one.
    """

    looks_back = False

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.candidate = Linear(width, width, bias=False)
        self.forget = Linear(width, width)
        self.joint: nn.Module | None = None

    def join(self) -> None:
        """Put both projections together, once their weights are there."""
        if self.joint is None:
            self.joint = joined([self.forget, self.candidate])
            del self.forget, self.candidate

    def begin(self, sentences: int, beams: int = 1) -> SsruState:
        """The state before the first token: zeros."""
        sample = sample_of(self.joint or self.forget)
        return SsruState(sample.new_zeros(sentences * beams, 1, self.width))

    def forward(self, x: Tensor, state: SsruState, mask: Tensor | None = None) -> Tensor:
        """(R, n, D) -> (R, n, D); only c is a loop over n, the rest runs on all at once."""
        del mask  # a recurrence cannot see what comes later
        if self.joint is None:
            forget, candidate = self.forget(x), self.candidate(x)
        else:
            forget, candidate = self.joint(x).chunk(2, dim=-1)
        forget = forget.sigmoid()
        if x.shape[1] == 1:
            state.cell = torch.lerp(candidate, state.cell, forget)
            return state.cell.relu()
        cells = []
        for new, share in zip(candidate.split(1, 1), forget.split(1, 1), strict=True):
            state.cell = torch.lerp(new, state.cell, share)
            cells.append(state.cell)
        return torch.cat(cells, dim=1).relu()

    def weights(
        self, x: Tensor, state: SsruState, mask: Tensor | None = None
    ) -> tuple[Tensor, None]:
        """As `forward`; a recurrence has no attention weights."""
        return self.forward(x, state, mask), None

    def looking(self, x: Tensor, state: SsruState, mask: Tensor | None, biased: bool) -> None:
        """A recurrence looks at nothing."""
