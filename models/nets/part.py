"""Modules that cost little to call: a decoding step calls dozens of them for one token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


class Part(nn.Module):
    """A module of which a call is `forward` itself, and whose own parts are plain attributes.

    What torch does around `forward` for hooks takes 3 microseconds, and finding a parameter in
    its tables 0.4. Where there are hooks (dropout in training) a call is torch's.
    """

    def __call__(self, *inputs: Any) -> Any:  # noqa: ANN401
        """What `forward` gives."""
        if self._forward_hooks or self._forward_pre_hooks:
            return super().__call__(*inputs)
        return self.forward(*inputs)

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Keep a part in torch's tables and as an attribute."""
        super().__setattr__(name, value)
        if isinstance(value, nn.Module | nn.Parameter):
            self.__dict__[name] = value
        elif name in self._parameters or name in self._modules:  # it is None now
            self.__dict__.pop(name, None)

    def __delattr__(self, name: str) -> None:
        """Forget a part in both places."""
        super().__delattr__(name)
        self.__dict__.pop(name, None)

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> nn.Module:
        # Moving to another device may put new parameters into torch's tables.
        super()._apply(fn, recurse)  # type: ignore[no-untyped-call]
        self.__dict__.update((k, v) for k, v in self._parameters.items() if v is not None)
        return self


# Rows for which a processor multiplies W x^T much faster than x W^T where W is no wider than
# high: 4 rows by 58,101 x 512 take 5.5 ms against 21 with two threads, 4096 x 1024 1.5 against
# 2.6. Outside of that it is the same or slower.
FEW_ROWS = range(2, 5)


def linear(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """X W^T + b for x (..., in) and W (out, in)."""
    high, wide = weight.shape
    rows = x.numel() // wide
    if rows not in FEW_ROWS or high < wide or not weight.is_cpu:
        return functional.linear(x, weight, bias)
    columns = x.reshape(rows, wide).t()
    found = weight @ columns if bias is None else torch.addmm(bias[:, None], weight, columns)
    return found.t().contiguous().view(*x.shape[:-1], high)


class Linear(Part, nn.Linear):
    """W x + b."""

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        return linear(x, self.weight, self.bias)


class LayerNorm(Part, nn.LayerNorm):
    """The mean taken off, divided by the deviation, times weight, plus bias."""

    def forward(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., D)."""
        return torch.layer_norm(x, self.normalized_shape, self.weight, self.bias, self.eps)
