"""Modules that are called without torch's detours are otherwise modules like any other."""

import copy

import pytest
import torch
from torch import nn
from torch.nn import functional

from models.nets.part import LayerNorm, Linear, Part, linear


class Pair(Part):
    """Two layers, one after the other."""

    def __init__(self):
        super().__init__()
        self.first, self.second = Linear(3, 4), LayerNorm(4)

    def forward(self, x):
        return self.second(self.first(x))


def test_parts_compute_what_torch_does():
    pair, x = Pair().requires_grad_(False), torch.randn(2, 3)
    inner = functional.linear(x, pair.first.weight, pair.first.bias)
    expected = functional.layer_norm(inner, (4,), pair.second.weight, pair.second.bias)
    assert pair(x).equal(expected)
    assert [name for name, _ in pair.named_parameters()] == [
        f"{layer}.{name}" for layer in ("first", "second") for name in ("weight", "bias")
    ]


def test_a_replaced_part_is_the_one_that_is_called():
    pair = Pair()
    pair.first = nn.Identity()
    pair.second = nn.Identity()
    x = torch.randn(2, 3)
    assert pair(x) is x
    layer = Linear(3, 3)
    layer.weight = nn.Parameter(torch.zeros(3, 3))
    layer.bias = None
    assert layer(x).equal(torch.zeros(2, 3))
    assert "bias" not in layer.state_dict()


def test_moved_and_copied_parts_hold_their_own_weights():
    pair = Pair().to(torch.bfloat16)
    assert pair(torch.ones(1, 3, dtype=torch.bfloat16)).dtype == torch.bfloat16
    with torch.device("meta"):
        empty = Pair()
    made = empty.to_empty(device="cpu")
    for layer in (made.first, made.second, copy.deepcopy(pair).first):
        for name, parameter in layer.named_parameters():
            assert getattr(layer, name) is parameter
            assert parameter.device.type == "cpu"


def test_hooks_are_called():
    pair, x = Pair(), torch.randn(2, 3)
    before = pair(x)
    pair.first.register_forward_hook(lambda _layer, _given, made: made * 0)
    after = pair(x)
    assert after.equal(pair.second(torch.zeros(2, 4)))
    assert not after.equal(before)


@pytest.mark.parametrize("rows", [1, 2, 3, 4, 5, 9])
@pytest.mark.parametrize("sizes", [(24, 6), (6, 24), (6, 6)])
@pytest.mark.parametrize("biased", [True, False])
def test_few_rows_are_multiplied_like_many(rows, sizes, biased):
    torch.manual_seed(rows)
    weight, x = torch.randn(sizes), torch.randn(rows, 1, sizes[1])
    bias = torch.randn(sizes[0]) if biased else None
    found = linear(x, weight, bias)
    assert found.shape == (rows, 1, sizes[0]) and found.is_contiguous()
    torch.testing.assert_close(found, functional.linear(x, weight, bias))
