"""The feed-forward parts of blocks, plain and gated, and their activations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MappingProxyType

from torch import Tensor, nn
from torch.nn import functional

from models.messages import Problem

Activation = Callable[[Tensor], Tensor]

# By the names that checkpoints use: "gelu" is the form with erf, "gelu_new" that with tanh.
ACTIVATIONS: MappingProxyType[str, Activation] = MappingProxyType(
    {
        "relu": functional.relu,
        "gelu": functional.gelu,
        "gelu_new": partial(functional.gelu, approximate="tanh"),
        "gelu_pytorch_tanh": partial(functional.gelu, approximate="tanh"),
        "silu": functional.silu,
        "swish": functional.silu,
    }
)


def activation_of(name: str) -> Activation:
    """The activation that a checkpoint names. Raises `Problem` for an unknown one."""
    if name not in ACTIVATIONS:
        raise Problem(
            f"The activation {name!r} is unknown; known are {', '.join(ACTIVATIONS)}.",
            "Choose another checkpoint.",
        )
    return ACTIVATIONS[name]


class FeedForward(nn.Module):
    """fc2(act(fc1 x)); `fc2` may have a wider dtype than the rest."""

    def __init__(
        self, width: int, inner: int, activation: Activation, bias: bool = True
    ) -> None:
        super().__init__()
        self.activation = activation
        self.fc1 = nn.Linear(width, inner, bias)
        self.fc2 = nn.Linear(inner, width, bias)

    def forward(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., D)."""
        inner = self.activation(self.fc1(x))
        return self.fc2(inner.to(self.fc2.weight.dtype))  # type: ignore[no-any-return]


class GatedFeedForward(nn.Module):
    """fc2(act(gate x) * fc1 x), without biases (Shazeer 2020)."""

    def __init__(self, width: int, inner: int, activation: Activation) -> None:
        super().__init__()
        self.activation = activation
        self.gate = nn.Linear(width, inner, bias=False)
        self.fc1 = nn.Linear(width, inner, bias=False)
        self.fc2 = nn.Linear(inner, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., D)."""
        inner = self.activation(self.gate(x)) * self.fc1(x)
        return self.fc2(inner.to(self.fc2.weight.dtype))  # type: ignore[no-any-return]
