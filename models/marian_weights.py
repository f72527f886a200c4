"""The weights of Marian binary files (version 1), without torch."""

from __future__ import annotations

import struct
from math import prod

import numpy as np
from numpy.typing import NDArray

from models.marian_file import EMBEDDING_NAMES, FLOAT32, MarianFile


class MarianWeights(MarianFile):
    """A Marian binary whose data is read when asked for."""

    def read(self, name: str) -> NDArray[np.float32]:
        """One weight in float32, shaped as in the formulas (x W): int8 matrices are restored.

        Raises `Problem` for an unknown type, too little data or numbers that are not finite.
        """
        rows = self.read_rows(name)
        return rows if name in EMBEDDING_NAMES else rows.T

    def read_rows(self, name: str) -> NDArray[np.float32]:
        """As `read`, with a row for each number that comes out of a layer: W^T, contiguous.

        Tables are as they are.
        """
        found = self.read_int8(name)
        if found is not None:
            values, multiplier = found
            return values.astype(np.float32) / np.float32(multiplier)
        entry = self.entries[name]
        stored = np.frombuffer(self.data, "<f4", prod(entry.shape), entry.offset)
        if not np.isfinite(stored).all():
            raise self.broken(f"{name} holds numbers that are not finite")
        matrix = stored.reshape(entry.shape)
        return np.array(matrix if name in EMBEDDING_NAMES else matrix.T, np.float32, order="C")

    def read_int8(self, name: str) -> tuple[NDArray[np.int8], float] | None:
        """A matrix laid out as by `read_rows`, and what to divide it by; None for floats.

        Raises as `read`.
        """
        entry = self.checked(name)
        if entry.type == FLOAT32:
            return None
        size = prod(entry.shape)
        values = np.frombuffer(self.data, np.int8, size, entry.offset)
        (multiplier,) = struct.unpack_from("<f", self.data, entry.offset + size)
        if not 1e-6 < multiplier < 1e9:
            raise self.broken(f"{entry.name} has the multiplier {multiplier}")
        rows, columns = entry.shape
        # All but the embeddings are stored transposed.
        shape = (rows, columns) if name in EMBEDDING_NAMES else (columns, rows)
        return values.reshape(shape).copy(), multiplier
