import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.link_strength import LEAST_PEAK, TINY, balanced, of_text, sharpened

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
