"""The real engine and the devices it runs on. Calling these imports torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.library import Library

if TYPE_CHECKING:
    from models.engine import Engine

MEMORY_LIMIT = 2_000_000_000  # bytes of open models


def open_engine(library: Library) -> Engine:
    """The real engine; only the worker's thread calls it."""
    from models.engine import Engine  # noqa: PLC0415

    return Engine(library, MEMORY_LIMIT)


def graphics_devices() -> tuple[str, ...]:
    """The devices of this machine besides the processor."""
    from models.devices import present  # noqa: PLC0415

    return present()


def no_devices() -> tuple[str, ...]:
    """None: what an engine that is not the real one runs on."""
    return ()
