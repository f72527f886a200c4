import numpy as np
import pytest

from models.joining import Join, grown, joined

ONE = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.6], [0.0, 0.0, 0.5]], np.float32)
OTHER = np.array([[0.8, 0.5, 0.0], [0.0, 0.3, 0.9], [0.0, 0.7, 0.0]], np.float32)


def links(matrix, threshold=0.45):
    return {(int(row), int(column)) for row, column in np.argwhere(matrix >= threshold)}


def test_the_mean_of_both():
    np.testing.assert_allclose(joined(ONE, OTHER, Join.MEAN, 0.45), (ONE + OTHER) / 2)


def test_intersection_and_union_are_those_of_the_link_sets():
    one, other = links(ONE), links(OTHER)
    assert links(joined(ONE, OTHER, Join.INTERSECTION, 0.45)) == one & other == {(0, 0), (1, 2)}
    assert links(joined(ONE, OTHER, Join.UNION, 0.45)) == one | other


def test_growing_lies_between_intersection_and_union():
    random = np.random.default_rng(1)
    for _ in range(50):
        one, other = random.random((2, 5, 7)).astype(np.float32) ** 2
        found = links(joined(one, other, Join.GROW_DIAG_FINAL, 0.45))
        assert links(one) & links(other) <= found <= links(one) | links(other)


def grid(*rows):
    return np.array([[mark == "x" for mark in row] for row in rows])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # a diagonal neighbour whose words have no link is taken, and leads to the next
        (("x..", ".x.", "..x"), ("x..", "...", "..."), ("x..", ".x.", "..x")),
        # a link of which both words are linked is not
        (("xx", ".x"), ("x.", ".x"), ("x.", ".x")),
        # far from all others, a word without links gets its own at the end
        (("x....", ".....", "....x"), ("x....", ".....", "....."), ("x....", ".....", "....x")),
        # a neighbour needs only one word without links
        (("xx", "..."[:2]), ("x.", ".."), ("xx", "..")),
        # no intersection: links of the first set, then of the second
        (("x.", ".."), ("..", ".x"), ("x.", ".x")),
        ((".x", ".."), ("..", ".x"), (".x", ".x")),
    ],
)
def test_grow_diag_final(one, other, expected):
    found = grown(grid(*one), grid(*other))
    np.testing.assert_array_equal(found, grid(*expected))


def test_nothing_is_grown_from_nothing():
    assert not grown(np.zeros((2, 3), bool), np.zeros((2, 3), bool)).any()
    assert grown(np.zeros((0, 3), bool), np.zeros((0, 3), bool)).shape == (0, 3)
