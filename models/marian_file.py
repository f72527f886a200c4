"""Marian binary files (version 1): what tensors they hold, and the model's YAML.

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

import yaml

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
    """An index over a Marian binary; `data` is the mapped file."""

    def __init__(self, path: Path) -> None:
        """Read the index. Raises `Problem`, naming the file, when it is not a whole one."""
        self.path = path
        try:
            with path.open("rb") as file:
                self.data: bytes | mmap.mmap = mmap.mmap(
                    file.fileno(), 0, access=mmap.ACCESS_READ
                )
        except (OSError, ValueError) as error:
            raise self.broken(str(error)) from error
        try:
            self._entries = {entry.name: entry for entry in self._read_index()}
        except (struct.error, UnicodeDecodeError, ValueError) as error:
            raise self.broken(f"its index cannot be read ({error})") from error

    def broken(self, fault: str) -> Problem:
        """What is wrong with the file."""
        return Problem(
            f"The weights file {self.path.name} is damaged: {fault}.",
            f"Fetch or copy the checkpoint {self.path.parent.name} again.",
            str(self.path),
        )

    def _read_index(self) -> list[Entry]:
        data, size = self.data, len(self.data)
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
            raise self.broken(f"{CONFIG_NAME} is missing")
        text = self._bytes(entry).rstrip(b"\0").decode("utf-8", "replace")
        try:
            config = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise self.broken(f"{CONFIG_NAME} cannot be read") from error
        if not isinstance(config, dict):
            raise self.broken(f"{CONFIG_NAME} holds no settings")
        return config

    def _bytes(self, entry: Entry) -> bytes:
        return bytes(self.data[entry.offset : entry.offset + entry.length])

    def weight_names(self) -> list[str]:
        """The tensors that are weights."""
        return [
            name
            for name in self._entries
            if name != CONFIG_NAME and not name.endswith(ACTIVATION_SUFFIX)
        ]

    def checked(self, name: str) -> Entry:
        """One weight's entry. Raises `Problem` unless it is a matrix that the file can hold."""
        entry = self._entries[name]
        if len(entry.shape) != 2 or min(entry.shape) < 1:
            raise self.broken(f"{name} has the impossible shape {entry.shape}")
        size = prod(entry.shape)
        width = {FLOAT32: 4, INTGEMM8: 1}.get(entry.type)
        if width is None:
            raise self.broken(f"{name} has the unknown type {entry.type:#x}")
        if entry.length < size * width + (4 if entry.type == INTGEMM8 else 0):
            raise self.broken(f"{name} is too short for its shape {entry.shape}")
        return entry
