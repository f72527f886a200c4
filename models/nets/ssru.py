"""The simpler simple recurrent unit, in the place of decoder self-attention.

Source: Kim et al. 2019, "From Research to Production and Back: Ludicrously Fast Neural
Machine Translation", section 3.1. With f_t = sigmoid(W_f x_t + b_f):
c_t = f_t c_{t-1} + (1 - f_t) W x_t and h_t = relu(c_t).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class SsruState:
    """The cell c (R, D), all that the unit remembers."""

    def __init__(self, cell: Tensor) -> None:
        self.cell = cell

    def reorder(self, rows: Tensor) -> None:
        """Row i becomes what row rows[i] was."""
        self.cell = self.cell.index_select(0, rows)


class Ssru(nn.Module):
    """One unit of width D; the decoder layer adds residual and norm."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.candidate = nn.Linear(width, width, bias=False)
        self.forget = nn.Linear(width, width)

    def begin(self, rows: int) -> SsruState:
        """The state before the first token: zeros."""
        return SsruState(self.forget.weight.new_zeros(rows, self.width))

    def forward(self, x: Tensor, state: SsruState, mask: Tensor | None = None) -> Tensor:
        """(R, n, D) -> (R, n, D); only c is a loop over n, the rest runs on all at once."""
        del mask  # a recurrence cannot see what comes later
        forget, candidate = self.forget(x).sigmoid(), self.candidate(x)
        cells = []
        for at in range(x.shape[1]):
            state.cell = torch.lerp(candidate[:, at], state.cell, forget[:, at])
            cells.append(state.cell)
        return torch.stack(cells, dim=1).relu()

    def weights(
        self, x: Tensor, state: SsruState, mask: Tensor | None = None
    ) -> tuple[Tensor, None]:
        """As `forward`; a recurrence has no attention weights."""
        return self.forward(x, state, mask), None

    def looking(self, x: Tensor, state: SsruState, mask: Tensor | None, biased: bool) -> None:
        """A recurrence looks at nothing."""
