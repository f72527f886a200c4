from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.alignment import Side, strengths_here
from models.link_strength import (
    LEAST_PEAK,
    SHARPNESS,
    TINY,
    balanced,
    of_text,
    sharpened,
    sharpened_here,
)
from models.messages import Piece, Span
from models.nets.native import native

ROWS = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 6), st.integers(1, 6)),
    elements=st.floats(0, 1, width=32),
)


def peak(rows):
    return float(rows.max(axis=1).mean())


def test_a_diffuse_matrix_becomes_as_sharp_as_a_guided_one():
    rows = np.full((6, 6), 0.12, np.float32) + 0.28 * np.eye(6, dtype=np.float32)
    found = sharpened(rows)
    assert peak(found) == pytest.approx(LEAST_PEAK, abs=0.02)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_a_sharp_matrix_stays_as_it_is():
    rows = np.array([[0.8, 0.2], [0.1, 0.9]], np.float32)
    np.testing.assert_allclose(sharpened(rows), rows, atol=1e-6)


def test_equal_weights_cannot_be_told_apart():
    np.testing.assert_allclose(sharpened(np.full((2, 4), 0.25, np.float32)), 0.25)


@given(ROWS)
def test_sharpening_keeps_the_order_within_rows(rows):
    found = sharpened(rows)
    assert np.isfinite(found).all()
    for before, after in zip(rows, found, strict=True):
        order = np.argsort(before, kind="stable")
        assert (np.diff(after[order]) >= -1e-6).all()
        assert after.sum() == pytest.approx(1 if before.max() > TINY else 0, abs=1e-3)


@given(ROWS)
def test_strengths_are_from_0_to_1(rows):
    source, target = np.ones(rows.shape[1], bool), np.ones(rows.shape[0], bool)
    found = balanced(of_text(rows, source, target))
    assert np.isfinite(found).all()
    assert found.min() >= 0
    assert found.max() <= 1.0001


def test_what_is_not_text_has_no_strength():
    rows = np.array([[0.1, 0.2, 0.7], [0.3, 0.3, 0.4], [0, 0, 1]], np.float32)
    found = of_text(rows, np.array([True, True, False]), np.array([True, True, False]))
    assert not found[:, 2].any()
    assert not found[2].any()
    assert found[0].argmax() == 1


def test_a_row_that_looked_at_nothing_in_particular_is_weak():
    rows = np.array([[0.9, 0.1, 0], [0.1, 0.9, 0], [0.06, 0.04, 0.9]], np.float32)
    found = of_text(rows, np.array([True, True, False]), np.ones(3, bool))
    assert found[2].sum() < 0.4
    np.testing.assert_allclose(found[:2].sum(axis=1), 1, atol=1e-5)


def test_where_all_rows_look_away_alike_that_says_nothing():
    rows = np.array([[0.18, 0.02, 0.8], [0.02, 0.18, 0.8]], np.float32)
    found = of_text(rows, np.array([True, True, False]), np.ones(2, bool))
    np.testing.assert_allclose(found[:, :2], [[0.9, 0.1], [0.1, 0.9]], atol=1e-5)


def test_a_word_that_only_one_looks_at_is_linked_with_it():
    rows = np.array([[0.5, 0.4, 0.1], [0, 0, 1]], np.float32)
    found = balanced(rows)
    np.testing.assert_allclose(found[0, :2], [0.75, 0.7], atol=1e-6)


def test_a_word_that_nobody_looks_at_is_linked_with_nothing():
    found = balanced(np.array([[0.98, 0.02], [0.99, 0.01]], np.float32))
    assert found[:, 1].max() < 0.2


@pytest.fixture(params=[True, False], ids=["avx512", "avx2"])
def kernels(request):
    found = native(request.param)
    if found is None:
        pytest.skip("no kernels for this processor")
    return found


@pytest.mark.parametrize("shape", [(1, 1), (3, 7), (6, 16), (30, 41), (5, 1)])
def test_kernels_make_rows_as_sharp_as_numpy_does(kernels, shape):
    rows = np.random.default_rng(1).random(shape, np.float32) ** 4
    rows[:, shape[1] // 2 + 1 :] = 0
    rows[shape[0] // 2] = 0
    rows /= np.maximum(rows.sum(axis=1, keepdims=True), TINY)
    np.testing.assert_allclose(
        kernels.sharpened(rows, SHARPNESS), sharpened_here(rows), atol=1e-5
    )


def test_shares_that_are_no_numbers_change_no_other_row(kernels):
    rows = np.full((4, 20), 0.05, np.float32)
    rows[2] = np.nan
    found = kernels.sharpened(rows, SHARPNESS)
    np.testing.assert_allclose(found[[0, 1, 3]], 0.05, atol=1e-5)


@given(ROWS, st.data())
def test_kernels_link_pieces_and_words_as_numpy_does(rows, data):
    kernels = native()
    if kernels is None:
        pytest.skip("no kernels for this processor")
    source, target = (side_of(data, count) for count in reversed(rows.shape))
    words, pieces = kernels.linked(rows, source.extents, target.extents, SHARPNESS)
    expected = strengths_here(source, target, rows)
    np.testing.assert_allclose(words, expected.words, atol=1e-4)
    np.testing.assert_allclose(pieces, expected.pieces, atol=1e-4)


def side_of(data, count):
    """So many pieces, some of them empty, and words that begin anywhere among them."""
    ends = np.cumsum(data.draw(st.lists(st.integers(0, 4), min_size=count, max_size=count)))
    edges = [0, *map(int, ends)]
    cuts = sorted({0, *data.draw(st.lists(st.integers(0, edges[-1]), max_size=4)), edges[-1]})
    pieces = [Piece("", start, end, 0) for start, end in pairwise(edges)]
    return Side("x" * edges[-1], pieces, [Span(*word) for word in pairwise(cuts)])


def test_rows_of_another_shape_than_the_pieces_are_refused(kernels):
    side = Side("ab", [Piece("a", 0, 1, 0), Piece("b", 1, 2, 1)], [Span(0, 2)])
    for shape in ((2, 3), (3, 2), (1, 2)):
        rows = np.full(shape, 0.5, np.float32)
        with pytest.raises(ValueError, match="pieces"):
            kernels.linked(rows, side.extents, side.extents, SHARPNESS)
