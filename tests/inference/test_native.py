"""The compiled kernels against torch: products, ranks and tables."""

import pytest
import torch
from torch.nn.functional import gelu, relu, silu

from models.nets.int8_rows import Int8Rows
from models.nets.native import (
    GELU,
    GELU_TANH,
    NO_ACTIVATION,
    RELU,
    SILU,
    NativeMatrix,
    native,
)
from tests.inference.native_kernels import matrix, near, running_on

pytestmark = pytest.mark.skipif(native() is None, reason="no kernels for this processor")


@pytest.fixture(params=[True, False], ids=["avx512", "avx2"])
def here(request):
    return native(request.param)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("rows", [1, 2, 3, 4, 7, 30])
@pytest.mark.parametrize(("height", "width"), [(64, 64), (130, 16), (1, 256), (700, 512)])
def test_products_are_near_those_of_floats(here, height, width, rows, threads):
    weight, bias, x = matrix(height, width), matrix(1, height, 1)[0], matrix(rows, width, 2)
    own = Int8Rows.of(weight)
    with running_on(threads):
        found = NativeMatrix.of(here, own.values, own.scales, bias)(x)
    near(found, x @ own.floats().T + bias)


def test_a_row_is_rounded_by_itself(here):
    own = Int8Rows.of(matrix(100, 64))
    layer = NativeMatrix.of(here, own.values, own.scales, None)
    x = matrix(9, 64, 1) * torch.logspace(-4, 4, 9)[:, None]
    together = layer(x)
    for row in range(9):
        assert torch.equal(layer(x[row : row + 1])[0], together[row])


def test_extreme_numbers_do_not_overflow(here):
    own = Int8Rows.of(torch.full((64, 4096), -1.0))
    layer = NativeMatrix.of(here, own.values, own.scales, None)
    near(layer(torch.full((3, 4096), 5.0)), torch.full((3, 64), -5.0 * 4096), 0.01)
    assert torch.equal(layer(torch.zeros(2, 4096)), torch.zeros(2, 64))


@pytest.mark.parametrize("damage", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("code", [NO_ACTIVATION, RELU, GELU, GELU_TANH, SILU])
def test_a_row_with_what_is_no_number_has_no_products(here, code, damage):
    own = Int8Rows.of(matrix(100, 64))
    layer = NativeMatrix.of(here, own.values, own.scales, matrix(1, 100, 2)[0])
    x = matrix(6, 64, 1)
    sound = layer.into(torch.empty(6, 100), x, code)
    x[2, 37] = damage
    found = layer.into(torch.empty(6, 100), x, code)
    assert found[2].isnan().all()
    others = [0, 1, 3, 4, 5]
    assert torch.equal(found[others], sound[others])


def test_some_rows_of_a_matrix_can_be_laid_out(here):
    own, bias = Int8Rows.of(matrix(200, 48)), matrix(1, 200, 1)[0]
    ids = torch.tensor([3, 199, 0, *range(50, 120)])
    some = NativeMatrix.of(here, own.values, own.scales, bias, ids)
    values, scales = some.plain()
    assert torch.equal(values, own.values[ids])
    assert torch.equal(scales, own.scales[ids])
    x = matrix(5, 48, 2)
    whole = NativeMatrix.of(here, own.values, own.scales, bias)
    assert torch.equal(some(x), whole(x)[:, ids])


@pytest.mark.parametrize(
    ("code", "function"),
    [
        (RELU, relu),
        (GELU, gelu),
        (GELU_TANH, lambda x: gelu(x, approximate="tanh")),
        (SILU, silu),
    ],
)
def test_activations_are_those_of_torch(here, code, function):
    own = Int8Rows.of(matrix(256, 64))
    layer = NativeMatrix.of(here, own.values, own.scales, None)
    x = matrix(5, 64, 1)
    found = layer.into(torch.empty(5, 256), x, code)
    torch.testing.assert_close(found, function(layer(x)), atol=3e-6, rtol=1e-5)


def test_what_is_added_goes_to_the_rows_of_its_sentence(here):
    own = Int8Rows.of(matrix(90, 64))
    layer = NativeMatrix.of(here, own.values, own.scales, None)
    x, added = matrix(6, 64, 1), matrix(2, 90, 2).T.contiguous().T
    found = layer.into(torch.empty(6, 90), x, added=added)
    assert torch.equal(found, layer(x) + added.repeat_interleave(3, 0))


def test_the_matrix_can_be_had_back(here):
    own = Int8Rows.of(matrix(70, 48))
    values, scales = NativeMatrix.of(here, own.values, own.scales, None).plain()
    assert torch.equal(values, own.values)
    assert torch.equal(scales, own.scales)


@pytest.mark.parametrize("width", [1, 5, 127, 500, 58_101])
@pytest.mark.parametrize("rows", [1, 3, 40])
def test_the_largest_are_those_of_torch(here, rows, width):
    scores = matrix(rows, width) * 5
    scores[0, : width // 2] = float("-inf")
    count = min(8, width)
    values, columns, totals = here.ranked(scores, count)
    expected = scores.topk(count)
    assert torch.equal(values, expected.values)
    assert torch.equal(scores.gather(1, columns), expected.values)
    assert all(len(set(row)) == count for row in columns.tolist())
    torch.testing.assert_close(totals, scores.logsumexp(-1), atol=2e-5, rtol=1e-6)


def test_a_row_in_which_nothing_is_left_has_no_total(here):
    scores = torch.full((2, 40), float("-inf"))
    values, columns, totals = here.ranked(scores, 3)
    assert values.isneginf().all()
    assert totals.isneginf().all()
    assert columns.tolist() == [[0, 1, 2]] * 2


def test_rows_of_a_table_are_scaled_and_placed(here):
    own, ids = Int8Rows.of(matrix(50, 32)), torch.tensor([[3, 49, 0], [7, 7, 1]])
    places = matrix(9, 32, 1)[4:7]
    found = here.embedded((own.values, own.scales), ids, 5.0, places)
    torch.testing.assert_close(found, own.floats()[ids] * 5 + places, atol=1e-5, rtol=1e-5)
    found = here.embedded((own.values, own.scales), ids, 1.0, None)
    assert torch.equal(found, own.floats()[ids])
