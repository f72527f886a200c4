"""Finding the compiled kernels and what of them this machine's processor can run."""

from __future__ import annotations

import ctypes
from importlib.util import find_spec

from models.kernels.structures import Kernels

COMPILED = "models.kernels.compiled"


def compiled(wide: bool = True) -> Kernels | None:
    """The kernels; without `wide` not those for AVX-512. None where there are none.

    torch must be loaded: its OpenMP runs their threads.
    """
    found = find_spec(COMPILED)
    if found is None or found.origin is None:
        return None
    try:
        of_processor = ctypes.CDLL(found.origin).interlinear_kernels
    except (OSError, AttributeError):  # no OpenMP to be found, or not what it should be
        return None
    of_processor.restype = ctypes.POINTER(Kernels)
    of_processor.argtypes = [ctypes.c_int]
    address = of_processor(wide)
    return address.contents if address else None
