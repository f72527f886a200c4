"""When garbage is looked for: again after the start, and among what comes after it."""

import gc
import weakref

import pytest

from desktop_app import garbage


class Loop:
    """Refers to itself: only a search finds that nobody else does."""

    def __init__(self):
        self.own = self


@pytest.fixture(autouse=True)
def as_before():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_nothing_is_looked_for_within_and_everything_new_after():
    with garbage.kept():
        assert not gc.isenabled()
    assert gc.isenabled()
    gone = weakref.ref(Loop())
    gc.collect()
    assert gone() is None


def test_a_start_that_fails_leaves_the_search_on():
    with pytest.raises(ImportError), garbage.kept():
        raise ImportError
    assert gc.isenabled()


def test_young_garbage_is_found_as_often_as_before_when_the_old_is_not():
    often = gc.get_threshold()[:2]
    garbage.search_seldom()
    assert gc.get_threshold()[:2] == often
    gone = [weakref.ref(Loop()) for _ in range(20_000)]
    assert sum(each() is None for each in gone) > 10_000
