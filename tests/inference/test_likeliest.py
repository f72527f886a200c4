"""The largest scores of wide rows are those that sorting whole rows finds."""

import pytest
import torch

from models.likeliest import BLOCK, WIDE, largest, likeliest
from models.rules import NEVER

WIDTHS = [1, 7, WIDE - 1, WIDE, WIDE + 1, WIDE + BLOCK - 1, 10 * WIDE + 5]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 8])
def test_the_largest_are_those_of_topk(width, count):
    torch.manual_seed(width)
    scores = torch.randn(3, width)
    found, expected = largest(scores, count), scores.topk(min(count, width))
    assert found.values.equal(expected.values)
    assert found.columns.equal(expected.indices)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_likeliest_is_the_first_of_the_best(width):
    torch.manual_seed(width)
    scores = torch.randn(4, width).round()  # with many that are equal
    assert likeliest(scores).equal(scores.argmax(dim=-1))


@pytest.mark.parametrize("width", [WIDE, WIDE + 3])
def test_the_last_column_is_found_once(width):
    scores = torch.full((2, width), NEVER)
    scores[:, -1] = 1.0
    scores[:, 0] = 0.5
    assert likeliest(scores).tolist() == [width - 1] * 2
    found = largest(scores, 3)
    assert found.columns[:, :2].tolist() == [[width - 1, 0]] * 2
    assert found.values.tolist() == [[1.0, 0.5, NEVER]] * 2


def test_each_column_is_among_the_largest_at_most_once():
    scores = torch.full((1, WIDE + 3), NEVER)
    found = largest(scores, 8).columns
    assert len(set(found[0].tolist())) == 8
    assert int(found.max()) < WIDE + 3


def test_fewer_than_wanted_where_there_are_no_more():
    assert largest(torch.randn(2, 3), 8).values.shape == (2, 3)
