"""The feed-forward parts of blocks, plain and gated, and their activations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MappingProxyType

from torch import Tensor
from torch.nn import functional

from models.messages import Problem
from models.nets.int8 import QuantizedLinear, dtype_of
from models.nets.part import Linear, Part

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


class FeedForward(Part):
    """fc2(act(fc1 x)); `fc2` may have a wider dtype than the rest."""

    def __init__(
        self, width: int, inner: int, activation: Activation, bias: bool = True
    ) -> None:
        super().__init__()
        self.activation = activation
        self.fc1 = Linear(width, inner, bias)
        self.fc2 = Linear(inner, width, bias)

    def forward(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., D)."""
        if self.activation is functional.relu and isinstance(self.fc1, QuantizedLinear):
            inner = self.fc1.rectified(x)
        else:
            inner = self.activation(self.fc1(x))
        return self.fc2(inner.to(dtype_of(self.fc2)))  # type: ignore[no-any-return]


class GatedFeedForward(Part):
    """fc2(act(gate x) * fc1 x), without biases (Shazeer 2020)."""

    def __init__(self, width: int, inner: int, activation: Activation) -> None:
        super().__init__()
        self.activation = activation
        self.gate = Linear(width, inner, bias=False)
        self.fc1 = Linear(width, inner, bias=False)
        self.fc2 = Linear(inner, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., D)."""
        inner = self.activation(self.gate(x)) * self.fc1(x)
        return self.fc2(inner.to(dtype_of(self.fc2)))  # type: ignore[no-any-return]
