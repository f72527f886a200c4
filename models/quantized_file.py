"""The file in which rounded weights are kept: safetensors, with a table of names.

A matrix is two tensors, `NAME/values` and `NAME/scales`. The table says for each parameter of a
net under which name it is stored, so that what is tied is there once. A file is written under
another name and gets its own in one step; one that is not whole, or whose checksum is of other
bytes, is as good as none.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from models.messages import Problem
from models.nets.int8_rows import Int8Rows
from models.weights.conversion import ABANDONED, SPARE_BYTES, UNFINISHED, to_disk
from models.weights.safe_file import SafetensorsFile

VERSION = "3"
CHECKSUM = "checksum"
CHECKPOINT = "checkpoint"  # the folder that the weights are from, as JSON
NONE_YET = "0" * 8
HEADER_SIZE = 8  # bytes at the beginning, little-endian: how long the header behind them is
AT_ONCE = 1 << 20  # bytes that are in memory while a file is summed up
VALUES, SCALES = "/values", "/scales"
Shape = tuple[int, ...]
Parts = dict[str, Tensor | Int8Rows]


def write_quantized(
    path: Path, parts: Mapping[str, Tensor | Int8Rows], checkpoint: Path
) -> bool:
    """Write the parameters of a checkpoint's folder by name; False where it cannot be done."""
    first = {id(part): name for name, part in reversed(list(parts.items()))}
    table = {name: first[id(part)] for name, part in parts.items()}
    tensors: dict[str, Tensor] = {}
    for name in first.values():
        part = parts[name]
        if isinstance(part, Tensor):
            tensors[name] = part.contiguous()
        else:
            tensors |= {name + VALUES: part.values, name + SCALES: part.scales}
    size = sum(tensor.nbytes for tensor in tensors.values())
    about = {"version": VERSION, "table": json.dumps(table), CHECKSUM: NONE_YET}
    about[CHECKPOINT] = json.dumps(str(checkpoint.resolve()))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(path.parent).free < size + SPARE_BYTES:
            return False
        with tempfile.TemporaryDirectory(UNFINISHED, path.stem, path.parent) as folder:
            unfinished = Path(folder) / path.name
            save_file(tensors, unfinished, about)
            _sign(unfinished)
            to_disk(unfinished)
            unfinished.replace(path)
    except (OSError, SafetensorError):
        return False
    return True


def read_quantized(path: Path, shapes: Mapping[str, Shape]) -> Parts | None:
    """Parameters of these names and shapes; None where there is no whole file of them.

    Each matrix is a view of a mapping of its own: one that is packed gives back all that was
    read of it, and of a table only the rows that are used are in memory.
    """
    _remove_abandoned(path)
    if not path.is_file():
        return None
    try:
        table = _table(path)
        file = SafetensorsFile(path)
        parts = {name: _part(file, table[name]) for name in shapes}
    except (OSError, ValueError, KeyError, TypeError, SafetensorError, Problem):
        return None
    if any(tuple(parts[name].shape) != shape for name, shape in shapes.items()):
        return None
    return parts


def _table(path: Path) -> dict[str, str]:
    with safe_open(path, framework="pt") as file:
        metadata = file.metadata() or {}
    if metadata.get("version") != VERSION:
        raise ValueError("of another version")
    with path.open("rb") as content:
        if metadata[CHECKSUM] != _checksum(content, metadata[CHECKSUM]):
            raise ValueError("of other bytes than were written")
    table = json.loads(metadata["table"])
    return {str(name): str(stored) for name, stored in table.items()}


def _sign(path: Path) -> None:
    """Put the checksum of a file into its header."""
    with path.open("r+b") as file:
        found = _checksum(file, NONE_YET)
        file.seek(0)
        header = _header(file)
        file.seek(header.index(_field(NONE_YET)))
        file.write(_field(found))


def _checksum(file: BinaryIO, written: str) -> str:
    """The checksum of all bytes, with nothing yet in the place of the one that is `written`."""
    found = zlib.crc32(_header(file).replace(_field(written), _field(NONE_YET)))
    while part := file.read(AT_ONCE):
        found = zlib.crc32(part, found)
    return f"{found:0{len(NONE_YET)}x}"


def _header(file: BinaryIO) -> bytes:
    size = file.read(HEADER_SIZE)
    return size + file.read(int.from_bytes(size, "little"))


def _field(checksum: str) -> bytes:
    return f'"{CHECKSUM}":"{checksum}"'.encode()


def _remove_abandoned(path: Path) -> None:
    """Remove what programs that were ended while they wrote such a file left behind."""
    for folder in path.parent.glob(f"{path.stem}*{UNFINISHED}"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > ABANDONED:
                shutil.rmtree(folder)


def _part(file: SafetensorsFile, name: str) -> Tensor | Int8Rows:
    if name in file.shapes:
        tensor = file.read(name)
        if tensor.dtype is not torch.float32:
            raise ValueError(f"{name} is not of float32")
        return tensor.clone()
    scales = file.read(name + SCALES).clone()
    file.release()  # so that the next matrix, even the same, is in a mapping of its own
    rows = Int8Rows(file.read(name + VALUES), scales)
    if rows.values.dtype is not torch.int8 or rows.shape[:1] != rows.scales.shape:
        raise ValueError(f"{name} is no matrix of 8-bit numbers")
    return rows
