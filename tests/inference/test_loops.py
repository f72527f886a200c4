import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.text.loops import repetition

ORDINARY = list(range(100, 120))


@pytest.mark.parametrize(
    ("target", "source"),
    [
        pytest.param([7] * 5, ORDINARY, id="one piece five times"),
        pytest.param([1, 2, *[7, 8] * 4], ORDINARY, id="two pieces four times"),
        pytest.param([*range(12)] * 4, ORDINARY, id="twelve pieces four times"),
        pytest.param([1, *[5, 6, 7] * 5, 2, 3], [*[9] * 3, 4], id="more often than the source"),
        pytest.param([7] * 50, [7] * 5, id="ten times as often as the source"),
        pytest.param(
            [piece for n in range(9) for piece in (1, 2, 3, 4, 50 + n)],
            ORDINARY,
            id="a phrase again and again with another word each time",
        ),
    ],
)
def test_loops_are_found(target, source):
    assert repetition(target, source)


@pytest.mark.parametrize(
    ("target", "source"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(ORDINARY, ORDINARY, id="no repeats"),
        pytest.param([7] * 4, ORDINARY, id="one piece four times"),
        pytest.param([7, 8] * 3, ORDINARY, id="two pieces three times"),
        pytest.param([7] * 6, [9] * 5, id="ha ha ha ha ha"),
        pytest.param([1, *[4, 5] * 5, 2], [1, *[9] * 5, 2], id="very very very very very good"),
        pytest.param([3] * 30, [8] * 28, id="dotted leaders"),
        pytest.param([1, 2, 3, 9] * 3, ORDINARY, id="a refrain"),
        pytest.param(
            [piece for n in range(9) for piece in (1, 2, 3, 4, 50 + n)],
            [piece for n in range(9) for piece in (5, 6, 7, 8, 70 + n)],
            id="a list whose items begin alike on both sides",
        ),
    ],
)
def test_what_the_source_explains_is_no_loop(target, source):
    assert not repetition(target, source)


@settings(deadline=None)
@given(st.lists(st.integers(0, 4), max_size=60))
def test_a_copy_of_the_source_is_no_loop(ids):
    assert not repetition(ids, ids)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 9), max_size=20),
    st.lists(st.integers(0, 9), min_size=1, max_size=12),
    st.lists(st.integers(0, 9), max_size=20),
)
def test_a_long_loop_is_found_wherever_it_stands(before, gram, after):
    assert repetition([*before, *gram * 6, *after], ORDINARY)


def test_a_segment_takes_no_time():
    target = [n * 7919 % 61 for n in range(512)]
    start = time.perf_counter()
    for _ in range(20):
        repetition(target, target)
    assert (time.perf_counter() - start) / 20 < 0.02
