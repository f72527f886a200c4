"""Layers of 8-bit numbers against the layers of floats that they stand for."""

import pytest
import torch
from torch import nn

from models.nets import Candidates
from models.nets.int8 import QuantizedLinear, QuantizedTable, dtype_of, joined, sample_of
from models.nets.int8_rows import ONE_ROW_STEP, SMALL, Int8Rows, Kernels, linear_of
from models.nets.output import restricted
from models.nets.part import Linear
from models.nets.stack import TokenTable
from models.quantize import kernels

HERE = kernels(compiled=lambda: None)  # torch's


def matrix(rows, width, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(rows, width, generator=generator) * width**-0.5


def linear(rows, width, bias=True, seed=0, kernels=HERE):
    """A layer of floats, and its 8-bit one."""
    layer = Linear(width, rows, bias)
    with torch.no_grad():
        layer.weight.copy_(matrix(rows, width, seed))
        if bias:
            layer.bias.copy_(matrix(1, rows, seed + 1)[0])
    layer.requires_grad_(False)
    return layer, QuantizedLinear(Int8Rows.of(layer.weight), layer.bias, kernels)


def assert_near(found, expected, share=0.03):
    assert found.shape == expected.shape
    assert (found - expected).norm() < share * expected.norm()


def test_rounding_is_to_the_nearest_of_255_steps_of_each_row():
    weight = matrix(9000, 24) * torch.logspace(-4, 4, 9000)[:, None]
    rows = Int8Rows.of(weight)
    assert (rows.values.amax(1).maximum(-rows.values.amin(1)) == 127).all()
    # The step itself is rounded too: the largest may be half of one further away.
    assert ((rows.floats() - weight).abs() <= rows.scales[:, None]).all()
    assert (
        (rows.floats() - weight).abs() <= 0.501 * rows.scales[:, None]
    ).float().mean() > 0.95


def test_steps_are_numbers_that_both_kernels_can_hold():
    rows = Int8Rows.of(matrix(40, 24))
    assert torch.equal(rows.scales, rows.scales.bfloat16().float())


def test_a_row_of_zeros_stays_one():
    rows = Int8Rows.of(torch.zeros(3, 8))
    assert not rows.floats().any()
    assert rows.scales.isfinite().all()


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_rounded_as_what_it_stands_for(dtype):
    half = matrix(20, 16).to(dtype)
    found, expected = Int8Rows.of(half), Int8Rows.of(half.float())
    assert torch.equal(found.values, expected.values)
    assert torch.equal(found.scales, expected.scales)


@pytest.mark.parametrize(("rows", "width"), [(48, 64), (256, 256), (700, 300), (3000, 128)])
@pytest.mark.parametrize("shape", [(1, 1), (3, 1), (2, 40)])
@pytest.mark.parametrize("bias", [True, False])
def test_a_layer_gives_nearly_what_floats_give(rows, width, shape, bias):
    full, quantized = linear(rows, width, bias)
    x = torch.randn(*shape, width, generator=torch.Generator().manual_seed(7))
    with torch.inference_mode():
        assert_near(quantized(x), full(x))
        quantized.pack()
        assert_near(quantized(x), full(x))


@pytest.mark.parametrize("shape", [(1, 1), (5, 3)])
@pytest.mark.parametrize("bias", [True, False])
def test_what_is_below_zero_can_be_cut_off(shape, bias):
    full, quantized = linear(96, 64, bias)
    x = torch.randn(*shape, 64, generator=torch.Generator().manual_seed(7))
    with torch.inference_mode():
        found = quantized.rectified(x)
        assert torch.equal(found, quantized(x).relu())
        assert_near(found, full(x).relu())


def test_one_row_of_a_small_layer_is_not_rounded_to_eight_bits():
    _, quantized = linear(256, 256)
    x = torch.randn(64, 256, generator=torch.Generator().manual_seed(3))
    expected = nn.functional.linear(x, quantized.weight, quantized.bias)
    with torch.inference_mode():
        together = quantized(x)
        apart = torch.cat([quantized(x[n : n + 1]) for n in range(len(x))])
    assert_near(together, expected, 0.02)
    assert_near(apart, expected, 0.004)
    assert (apart - expected).norm() < (together - expected).norm() / 2


@pytest.mark.parametrize(
    ("rows", "width", "here"),
    [
        (256, 256, Kernels(HERE.narrow, one_row=False)),
        (256, ONE_ROW_STEP * 3 + 1, HERE),  # the kernel for one row would read past its end
        (SMALL // 512 + 1, 512, HERE),
    ],
)
def test_other_layers_have_one_form_for_any_number_of_rows(rows, width, here):
    full, quantized = linear(rows, width, kernels=here)
    x = torch.randn(1, width, generator=torch.Generator().manual_seed(3))
    packed = quantized.plain().packed(quantized.bias)
    with torch.inference_mode():
        assert torch.equal(quantized(x), linear_of(x, packed, HERE.narrow))
        assert_near(quantized(x), full(x))


@pytest.mark.parametrize("one_row", [True, False])
def test_layers_put_together_use_the_kernels_of_their_parts(one_row):
    here = Kernels(HERE.narrow, one_row)
    parts = [linear(64, 64, kernels=here)[1] for _ in range(2)]
    assert joined(parts).kernels == here


def test_packed_values_are_multiplied_by_their_scales_afterwards():
    rows = Int8Rows.of(matrix(100, 64) * torch.logspace(-3, 3, 100)[:, None])
    x = torch.randn(12, 64, generator=torch.Generator().manual_seed(5))
    with torch.inference_mode():
        found = linear_of(x, rows.packed_values(), HERE.narrow) * rows.scales
        whole = linear_of(x, rows.packed(None), HERE.narrow)
    torch.testing.assert_close(found, whole, rtol=1e-5, atol=1e-5)
    expected = x @ rows.floats().T
    assert_near(found / rows.scales, expected / rows.scales, 0.02)


@pytest.mark.parametrize("kept", [True, False])
def test_floats_can_be_had_back_from_a_packed_layer(kept):
    weight = matrix(SMALL // 64 + 1, 64)
    rows = Int8Rows.of(weight)
    quantized = QuantizedLinear(rows, None, HERE, kept)
    before = quantized.weight
    quantized.pack()
    with torch.inference_mode():
        quantized(torch.ones(2, 64))
    assert torch.equal(quantized.weight, before)
    assert torch.equal(quantized.plain().values, rows.values)
    assert (quantized.rows is rows) == kept  # else its memory is free


def test_layers_are_joined_side_by_side():
    pairs = [linear(40, 64, bias, seed) for seed, bias in enumerate((True, False, True))]
    x = torch.randn(4, 5, 64)
    for at in (0, 1):
        layers = [pair[at] for pair in pairs]
        with torch.inference_mode():
            expected = torch.cat([layer(x) for layer in layers], dim=-1)
            assert_near(joined(layers)(x), expected, 0.02)


def test_joined_rows_keep_their_numbers():
    layers = [linear(300, 700, True, seed)[1] for seed in (1, 2)]
    layers[0].pack()
    found = joined(layers)
    weight = torch.cat([layer.weight for layer in layers])
    torch.testing.assert_close(found.weight, weight, rtol=1e-6, atol=0)


def test_a_table_gives_its_rows():
    rows = Int8Rows.of(matrix(50, 16))
    ids = torch.tensor([[3, 49, 3], [0, 7, 1]])
    assert torch.equal(QuantizedTable(rows)(ids), rows.floats()[ids])


@pytest.mark.parametrize("sentences", [1, 12])
@pytest.mark.parametrize("own", [True, False])
def test_candidates_are_columns_of_the_whole_output(sentences, own):
    _, quantized = linear(500, 64, bias=own)
    bias = None if own else matrix(1, 500, 9)[0]
    ids = torch.arange(0, 500, 7)
    banned = torch.zeros(sentences, len(ids)) if sentences > 1 else None
    candidates = Candidates(ids, banned)
    x = matrix(sentences, 64, 3) * 8
    with torch.inference_mode():
        whole = restricted(quantized, bias, None)
        some = restricted(quantized, bias, candidates)
        assert (whole.width, some.width) == (500, len(ids))
        assert_near(some(x), whole(x.clone())[:, ids], 0.02)


def test_what_a_layer_computes_in():
    full, quantized = linear(16, 16)
    table = QuantizedTable(Int8Rows.of(matrix(4, 8)))
    assert dtype_of(quantized) is sample_of(quantized).dtype is sample_of(table).dtype
    assert dtype_of(full.bfloat16()) is torch.bfloat16
    half = TokenTable(4, 8).half()
    assert sample_of(half).dtype is torch.float16
