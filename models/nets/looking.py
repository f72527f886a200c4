"""One attention with all that its formula is made of, for those who look at a single step."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

SCALED, UNSCALED = "scaled dot-product", "dot"


@dataclass(frozen=True)
class Row:
    """What one query of one head makes of S keys; everything is (S) and float32.

    `scores` are what the softmax is taken of, -inf for keys that may not be seen, `bias` is the
    part of them that is due to relative positions, `contributions` are ||a_s f(x_s)|| with
    f(x_s) = W_O W_V x_s of that head (Kobayashi et al. 2020, section 3). `terms` (2, S) are
    the sums of the positive and of the negative terms of a score that is no product.
    """

    scores: Tensor
    bias: Tensor | None
    weights: Tensor
    contributions: Tensor
    terms: Tensor | None = None


@dataclass(frozen=True)
class Look:
    """One attention of one pair: how its scores came about, and what its values become.

    `products` (1, H, n, S) are q·k times `scale`; `mask` is added to them, and with `biased`
    holds relative biases. `values` are (1, H, S, E), `output` is W_O (D, H*E). `first_values`
    stand in the place of the values for query 0, where it has projections of its own.
    A score that is no such product has a `name`, and its `terms` (1, H, n, S, 2) may be known.
    With `hard` the best place takes all.
    """

    products: Tensor
    mask: Tensor | None
    values: Tensor
    output: Tensor
    scale: float
    biased: bool = False
    first_values: Tensor | None = None
    name: str = ""
    hard: bool = False
    terms: Tensor | None = None

    @property
    def formula(self) -> str:
        """What the papers call it."""
        if self.name:
            return self.name
        return UNSCALED if self.scale == 1 else SCALED

    @property
    def heads(self) -> int:
        """H."""
        return self.products.shape[1]

    def row(self, head: int, query: int) -> Row:
        """One query of one head."""
        scores, bias = self.products[0, head, query], None
        if self.mask is not None:
            added = self.mask.expand(self.products.shape)[0, head, query]
            scores = scores + added
            bias = added.float().masked_fill(added.isneginf(), 0) if self.biased else None
        weights = self._weights(scores)
        terms = None if self.terms is None else self.terms[0, head, query].T.float()
        own = self.first_values if query == 0 else None
        values = (self.values if own is None else own)[0, head].float()  # (S, E)
        width = values.shape[1]
        part = self.output[:, head * width : (head + 1) * width].float()  # (D, E)
        norms = torch.linalg.vector_norm(values @ part.T, dim=-1)
        return Row(scores.float(), bias, weights, weights * norms, terms)

    def _weights(self, scores: Tensor) -> Tensor:
        if self.hard:
            return torch.zeros_like(scores).index_fill_(0, scores.argmax(), 1.0).float()
        return scores.softmax(dim=-1).float()
