"""How well each source place fits a decoder state: the scores of the literature.

h is a decoder state (B, T, N), x an encoder state (B, S, M) of both directions. A score
prepares keys and values of a source once and then compares states with the keys.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn

from models.messages import UsageError
from models.nets.attention import KeysValues

# Numbers in the largest tensor that an additive score makes.
CHUNK = 1 << 24


class Score(nn.Module, ABC):
    """What all scores share. `formula` is its name and `scale` what products are multiplied
    with; `context` is the width H*E of what is found.
    """

    formula = ""
    scale = 1.0
    heads = 1
    context = 0

    @abstractmethod
    def prepare(self, states: Tensor) -> KeysValues:
        """Keys (B, H, S, A) and values (B, H, S, E) of states (B, S, M)."""

    @abstractmethod
    def forward(self, query: Tensor, keys: Tensor) -> Tensor:
        """Scores (B, H, T, S) of decoder states (B, T, N)."""

    def terms(self, query: Tensor, keys: Tensor) -> Tensor | None:
        """What a score is the sum of: positive and negative terms apart (B, H, T, S, 2).

        None for products, of which there are too many kinds to be told apart.
        """
        del query, keys
        return None


class Dot(Score):
    """score = h . P x (Luong et al. 2015, section 3.1, "dot").

    The formula asks for vectors of one width. P brings encoder states to that of the decoder,
    and what is compared is also what is found.
    """

    formula = "dot"

    def __init__(self, hidden: int, annotation: int) -> None:
        super().__init__()
        self.project = nn.Linear(annotation, hidden, bias=False)
        self.context = hidden

    def prepare(self, states: Tensor) -> KeysValues:
        """See `Score`."""
        keys = self.project(states)[:, None]
        return keys, keys

    def forward(self, query: Tensor, keys: Tensor) -> Tensor:
        """See `Score`."""
        return torch.matmul(query[:, None] * self.scale, keys.transpose(2, 3))


class Scaled(Dot):
    """score = h . P x / sqrt(N) (Vaswani et al. 2017, equation 1), with P as in `Dot`."""

    formula = "scaled dot-product"

    def __init__(self, hidden: int, annotation: int) -> None:
        super().__init__(hidden, annotation)
        self.scale = hidden**-0.5


class General(Score):
    """score = h . W x (Luong et al. 2015, section 3.1, "general"); x itself is found."""

    formula = "general"

    def __init__(self, hidden: int, annotation: int) -> None:
        super().__init__()
        self.weight = nn.Linear(annotation, hidden, bias=False)
        self.context = annotation

    def prepare(self, states: Tensor) -> KeysValues:
        """See `Score`."""
        return self.weight(states)[:, None], states[:, None]

    def forward(self, query: Tensor, keys: Tensor) -> Tensor:
        """See `Score`."""
        return torch.matmul(query[:, None], keys.transpose(2, 3))


class Additive(Score):
    """score = v . tanh(W h + U x) (Bahdanau et al. 2015, section 3.1 and appendix A.1.2).

    There h is the state before the step; here it is the one that has read the last piece, so
    that the recurrence over a whole target runs at once.
    """

    formula = "additive"

    def __init__(self, hidden: int, annotation: int) -> None:
        super().__init__()
        self.query = nn.Linear(hidden, hidden, bias=False)
        self.key = nn.Linear(annotation, hidden)
        self.weight = nn.Parameter(torch.empty(hidden))  # v
        self.context = annotation

    def prepare(self, states: Tensor) -> KeysValues:
        """See `Score`."""
        return self.key(states)[:, None], states[:, None]

    def forward(self, query: Tensor, keys: Tensor) -> Tensor:
        """See `Score`; target places are taken in turn where there are many."""
        moved, keys = self.query(query), keys[:, 0]
        step = max(1, CHUNK // max(keys.numel(), 1))
        # (B, t, 1, A) + (B, 1, S, A) -> (B, t, S)
        parts = [
            torch.tanh(part[:, :, None] + keys[:, None]) @ self.weight
            for part in moved.split(step, dim=1)
        ]
        return torch.cat(parts, dim=1)[:, None]

    def terms(self, query: Tensor, keys: Tensor) -> Tensor:
        """See `Score`."""
        each = torch.tanh(self.query(query)[:, :, None] + keys[:, 0, None]) * self.weight
        sums = each.clamp_min(0).sum(-1), each.clamp_max(0).sum(-1)
        return torch.stack(sums, dim=-1)[:, None]


class MultiHead(Score):
    """score = W_Q h . W_K x / sqrt(E) for each of H heads, which find W_V x (Vaswani et al.
    2017, section 3.2.2). W_O is the part of the readout that takes the context.

    Raises `UsageError` for heads that cannot share a state evenly.
    """

    formula = "scaled dot-product"

    def __init__(self, hidden: int, annotation: int, heads: int) -> None:
        super().__init__()
        if hidden % heads:
            raise UsageError(
                f"A state of {hidden} numbers cannot be shared by {heads} heads.",
                "Choose a number of heads that divides it.",
            )
        self.heads = heads
        self.scale = (hidden // heads) ** -0.5
        self.context = hidden
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(annotation, hidden)
        self.value = nn.Linear(annotation, hidden)

    def prepare(self, states: Tensor) -> KeysValues:
        """See `Score`."""
        return self._split(self.key(states)), self._split(self.value(states))

    def forward(self, query: Tensor, keys: Tensor) -> Tensor:
        """See `Score`."""
        own = self._split(self.query(query)) * self.scale
        return torch.matmul(own, keys.transpose(2, 3))

    def _split(self, x: Tensor) -> Tensor:
        # (B, n, H*E) -> (B, H, n, E)
        split = x.view(x.shape[0], x.shape[1], self.heads, -1)
        return split.transpose(1, 2).contiguous()


def score_of(attention: str, hidden: int, annotation: int, heads: int) -> Score | None:
    """The score of that name; None for "none"."""
    match attention:
        case "dot":
            return Dot(hidden, annotation)
        case "scaled":
            return Scaled(hidden, annotation)
        case "general":
            return General(hidden, annotation)
        case "additive":
            return Additive(hidden, annotation)
        case "multi-head":
            return MultiHead(hidden, annotation, heads)
    return None


def soft(scores: Tensor) -> Tensor:
    """A softmax over source places (B, H, T, S): a little of every place."""
    return scores.softmax(dim=-1)


def hard(scores: Tensor, sample: bool) -> Tensor:
    """One place of each row, as a one-hot row: the best, or with `sample` one drawn.

    Places are drawn by their softmax with Gumbel noise (Jang et al. 2017, equation 1). The
    gradient is that of the softmax, straight through (Bengio et al. 2013, section 3.1).
    """
    weights = scores.softmax(dim=-1)
    if sample:
        noise = torch.empty_like(scores).exponential_().log()  # minus Gumbel's
        scores = scores - noise
    taken = torch.zeros_like(weights).scatter_(3, scores.argmax(dim=-1, keepdim=True), 1.0)
    return taken + (weights - weights.detach()) if weights.requires_grad else taken
