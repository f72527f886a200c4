"""When Python looks for garbage: not while it would only stop the window and find nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SEARCHES_OF_THE_YOUNG = 100  # before one among everything


@contextmanager
def kept() -> Iterator[None]:
    """What is imported within stays until the end: look neither now nor later there."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def search_seldom() -> None:
    """Look at nothing that is there now, and seldom at what grows old.

    A search among all that torch brought would stop the window for a quarter of a second, and
    one among the segments of a page for two frames.
    """
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], _SEARCHES_OF_THE_YOUNG)
