"""Memory: what a checkpoint needs when it runs, and what this machine has."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from types import MappingProxyType

# Bytes of a parameter while the net runs. Those of 8 bits lie in two forms for a while as a
# checkpoint is opened. Measured with 74 million, where 419 MB are said: 458 from the file that
# the first opening keeps, 778 MB at that first opening of a float32 file.
WIDTHS = MappingProxyType({"fp32": 4, "bf16": 2, "fp16": 2, "int8": 1.5})
# The highest that opening takes, measured at 1.01 to 1.07 times the weights
# (tests/bench/full_size.py).
OPENING = 1.07
# A process that has torch, a vocabulary and a beam search of 4 over one sentence: measured at
# 258 to 294 MB beyond that, with 74 and 306 million parameters in fp32 and bf16 on Linux.
WORKING = 300_000_000
# What torch's allocator says, and what the system says when a file is mapped.
_REFUSED = re.compile("can't allocate memory|Cannot allocate memory")


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of this machine's memory; `free` is what programs can have without swapping."""

    total: int
    free: int


def needed(parameters: int, precision: str) -> int:
    """Bytes to open and run a net: 1.07 x its parameters x bytes of each, and 300 MB.

    Raises `KeyError` for an unknown precision.
    """
    return round(OPENING * parameters * WIDTHS[precision]) + WORKING


def there() -> Memory:
    """The memory of this machine."""
    import psutil  # noqa: PLC0415

    found = psutil.virtual_memory()
    return Memory(found.total, found.available)


def is_exhausted(error: Exception) -> bool:
    """Whether the system gave no more memory; torch says so by a `RuntimeError`."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    refused = isinstance(error, RuntimeError) and _REFUSED.search(str(error)) is not None
    return refused or isinstance(error, MemoryError)
