"""How long work without a model looks whether it is still wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Asked = Callable[[], bool]
_EACH = 256  # sentences, which take some milliseconds
_Item = TypeVar("_Item")


def stop_if(cancelled: Asked) -> None:
    """Raise `Stopped` when the request was cancelled."""
    if cancelled():
        from models.decoding import Stopped  # noqa: PLC0415  (loads torch)

        raise Stopped


def stoppable(items: Iterable[_Item], cancelled: Asked) -> Iterator[_Item]:
    """The items; raises `Stopped` among them when the request was cancelled."""
    for at, item in enumerate(items):
        if at % _EACH == 0:
            stop_if(cancelled)
        yield item
