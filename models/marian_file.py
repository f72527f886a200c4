"""Marian binary files (version 1): tensors, int8 matrices and the model's YAML, without torch.

Layout, little endian: u64 version, u64 count; for each tensor four u64 (length of the name
with its NUL, type, number of dimensions, length of the data); all names; all shapes as int32;
u64 offset and that much padding; the data, one tensor after the other.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from models.messages import Problem

FLOAT32 = 0x0404
INT8 = 0x0101
INTGEMM8 = 0x4101  # int8 values, then one float32 multiplier: weight = value / multiplier
CONFIG_NAME = "special:model.yml"
EMBEDDING_NAME = "Wemb"  # of both sides; the names below are of one each
SOURCE_EMBEDDING_NAME = "encoder_Wemb"
TARGET_EMBEDDING_NAME = "decoder_Wemb"
EMBEDDING_NAMES = frozenset({EMBEDDING_NAME, SOURCE_EMBEDDING_NAME, TARGET_EMBEDDING_NAME})
ACTIVATION_SUFFIX = "_QuantMultA"  # multipliers of int8 arithmetic, not weights


@dataclass(frozen=True)
class Entry:
    """One tensor of the file: `offset` and `length` of its data are in bytes."""

    name: str
    type: int
    shape: tuple[int, ...]
    offset: int
    length: int


class MarianFile:
    """An index over a Marian binary; data is read from the mapped file when asked for."""

    def __init__(self, path: Path) -> None:
        """Read the index. Raises `Problem`, naming the file, when it is not a whole one."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._data: bytes | mmap.mmap = mmap.mmap(
                    file.fileno(), 0, access=mmap.ACCESS_READ
                )
        except (OSError, ValueError) as error:
            raise self._broken(str(error)) from error
        try:
            self._entries = {entry.name: entry for entry in self._read_index()}
        except (struct.error, UnicodeDecodeError, ValueError) as error:
            raise self._broken(f"its index cannot be read ({error})") from error

    def _broken(self, fault: str) -> Problem:
        return Problem(
            f"The weights file {self.path.name} is damaged: {fault}.",
            f"Fetch or copy the checkpoint {self.path.parent.name} again.",
            str(self.path),
        )

    def _read_index(self) -> list[Entry]:
        data, size = self._data, len(self._data)
        version, count = struct.unpack_from("<QQ", data, 0)
        if version != 1 or not 0 < count < 100_000:
            raise ValueError("not a Marian binary of version 1")
        headers = [struct.unpack_from("<4Q", data, 16 + 32 * i) for i in range(count)]
        at = 16 + 32 * count
        names = []
        for length, _, _, _ in headers:
            names.append(bytes(data[at : at + length - 1]).decode())
            at += length
        shapes = []
        for _, _, dimensions, _ in headers:
            if dimensions > 4:
                raise ValueError(f"a tensor of {dimensions} dimensions")
            shapes.append(struct.unpack_from(f"<{dimensions}i", data, at))
            at += 4 * dimensions
        at += 8 + struct.unpack_from("<Q", data, at)[0]
        entries = []
        for name, shape, (_, kind, _, length) in zip(names, shapes, headers, strict=True):
            entries.append(Entry(name, kind, shape, at, length))
            at += length
        if at > size:
            raise ValueError(f"it has {size:,} bytes and should have {at:,}")
        return entries

    @property
    def entries(self) -> Mapping[str, Entry]:
        """All tensors by name, the configuration and the multipliers included."""
        return self._entries

    def config(self) -> dict[str, Any]:
        """The model's own settings (`special:model.yml`)."""
        entry = self._entries.get(CONFIG_NAME)
        if entry is None:
            raise self._broken(f"{CONFIG_NAME} is missing")
        text = self._bytes(entry).rstrip(b"\0").decode("utf-8", "replace")
        try:
            config = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise self._broken(f"{CONFIG_NAME} cannot be read") from error
        if not isinstance(config, dict):
            raise self._broken(f"{CONFIG_NAME} holds no settings")
        return config

    def _bytes(self, entry: Entry) -> bytes:
        return bytes(self._data[entry.offset : entry.offset + entry.length])

    def weight_names(self) -> list[str]:
        """The tensors that are weights."""
        return [
            name
            for name in self._entries
            if name != CONFIG_NAME and not name.endswith(ACTIVATION_SUFFIX)
        ]

    def read(self, name: str) -> NDArray[np.float32]:
        """One weight in float32, shaped as in the formulas (x W): int8 matrices are restored.

        Raises `Problem` for an unknown type, too little data or numbers that are not finite.
        """
        entry = self._entries[name]
        if len(entry.shape) != 2 or min(entry.shape) < 1:
            raise self._broken(f"{name} has the impossible shape {entry.shape}")
        size = prod(entry.shape)
        width = {FLOAT32: 4, INTGEMM8: 1}.get(entry.type)
        if width is None:
            raise self._broken(f"{name} has the unknown type {entry.type:#x}")
        if entry.length < size * width + (4 if entry.type == INTGEMM8 else 0):
            raise self._broken(f"{name} is too short for its shape {entry.shape}")
        if entry.type == FLOAT32:
            values = np.frombuffer(self._data, "<f4", size, entry.offset).reshape(entry.shape)
        else:
            values = self._restore(entry, size)
        if not np.isfinite(values).all():
            raise self._broken(f"{name} holds numbers that are not finite")
        return values.astype(np.float32)

    def _restore(self, entry: Entry, size: int) -> NDArray[np.float32]:
        quantised = np.frombuffer(self._data, np.int8, size, entry.offset)
        (multiplier,) = struct.unpack_from("<f", self._data, entry.offset + size)
        if not 1e-6 < multiplier < 1e9:
            raise self._broken(f"{entry.name} has the multiplier {multiplier}")
        rows, columns = entry.shape
        # All but the embeddings are stored transposed.
        if entry.name in EMBEDDING_NAMES:
            matrix = quantised.reshape(rows, columns)
        else:
            matrix = quantised.reshape(columns, rows).T
        return matrix.astype(np.float32) / np.float32(multiplier)
