"""Weights of .bin files kept as safetensors in a folder of our own: no pickle is read twice.

A conversion is a folder of shards and `conversion.json`. It is written under another name and
gets its own in one step, so that a half-written one is never found; of two programs that
convert at once the first to end wins, and the other takes its work.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor

from models.messages import Problem
from models.weights.pickled import PickleFile
from models.weights.places import SHARE, Place, PlacedWeights
from models.weights.safe_file import SafetensorsFile

FOLDER = "weights"
TABLE = "conversion.json"
VERSION = 1
UNFINISHED = ".unfinished"
ABANDONED = 3600.0  # seconds without a new shard, after which the writer is taken for dead
SHARD_BYTES = 128 << 20  # and a share of the file at most: a shard's tensors lie in memory
SMALL_BYTES = 4 << 20
SPARE_BYTES = 512 << 20  # of the disk, left to other programs
KEPT_TYPES = frozenset(
    {torch.float32, torch.float16, torch.bfloat16, torch.float64, torch.bool}
    | {torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8}
)

# Of each tensor: its shard, its name there, the .bin it comes from.
Table = dict[str, tuple[str, str, str]]
Check = Callable[[], None]  # called before each tensor; what it raises ends the work


def open_conversion(derived: Path) -> PlacedWeights | None:
    """The conversion below `derived`, or None where there is no whole one."""
    folder = derived / FOLDER
    try:
        found = json.loads((folder / TABLE).read_bytes())
        if found["version"] != VERSION:
            return None
        table = {str(name): tuple(map(str, place)) for name, place in found["tensors"].items()}
        files = {shard: SafetensorsFile(folder / shard) for shard, _, _ in table.values()}
        places = {
            name: Place(files[shard], stored, origin)
            for name, (shard, stored, origin) in table.items()
        }
        complete = all(place.stored in place.file.shapes for place in places.values())
    except (OSError, ValueError, TypeError, KeyError, AttributeError, Problem):
        return None
    return PlacedWeights(places) if complete else None


def convert(
    files: Sequence[PickleFile], checkpoint: Path, derived: Path, check: Check = lambda: None
) -> bool:
    """Write the tensors of `files` below `derived`; False where that cannot be done.

    Nothing is left of what `check` ends.
    """
    size = sum(file.size for file in files)
    if any(not KEPT_TYPES.issuperset(file.dtypes.values()) for file in files):
        return False
    try:
        derived.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(derived).free < size + SPARE_BYTES:
            return False
        unfinished = Path(tempfile.mkdtemp(UNFINISHED, FOLDER, derived))
    except OSError:
        return False
    try:
        _write(files, checkpoint, unfinished, check)
        return _name(unfinished, derived / FOLDER)
    except (OSError, SafetensorError):  # the disk is full, or another program cleans up
        return False
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        _remove_empty(derived)


def _write(files: Sequence[PickleFile], checkpoint: Path, folder: Path, check: Check) -> None:
    table: Table = {}
    count = 0
    for file in files:
        for names in _shards(file):
            shard = f"{count:05}.safetensors"
            count += 1
            save_file({name: _read(file, name, check) for name in names}, folder / shard)
            file.release()
            to_disk(folder / shard)
            table |= {name: (shard, name, file.path.name) for name in names}
        for name, first in file.same.items():
            table[name] = table[first]
    content = {"version": VERSION, "checkpoint": str(checkpoint.resolve()), "tensors": table}
    (folder / TABLE).write_text(json.dumps(content), "utf-8")
    to_disk(folder / TABLE)


def _shards(file: PickleFile) -> Iterator[list[str]]:
    """Groups of different tensors, as small as they can be without being many."""
    most = min(SHARD_BYTES, max(SMALL_BYTES, file.size // SHARE))
    names: list[str] = []
    room = most
    for name, first in file.same.items():
        if name != first:
            continue
        size = file.dtypes[name].itemsize * torch.Size(file.shapes[name]).numel()
        if names and size > room:
            yield names
            names, room = [], most
        names.append(name)
        room -= size
    if names:
        yield names


def _read(file: PickleFile, name: str, check: Check) -> Tensor:
    check()
    return _alone(file.read(name))


def _alone(tensor: Tensor) -> Tensor:
    """The same numbers in order and with no others in their storage, as the format wants."""
    if tensor.is_contiguous() and tensor.untyped_storage().nbytes() == tensor.nbytes:
        return tensor
    return tensor.clone(memory_format=torch.contiguous_format)


def to_disk(path: Path) -> None:
    """Have the system write a file out, so that its name never stands for half of it."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _name(unfinished: Path, folder: Path) -> bool:
    """Give a finished conversion its name; what had it before and is not whole goes."""
    if folder.exists() and open_conversion(folder.parent) is None:
        shutil.rmtree(folder)
    try:
        unfinished.replace(folder)
    except OSError:
        return open_conversion(folder.parent) is not None  # another program was faster
    return True


def remove_outdated(cache: Path, checkpoint: Path, derived: Path) -> None:
    """Remove other conversions of the same checkpoint folder, and abandoned ones of any."""
    for table in cache.glob(f"*/{FOLDER}/{TABLE}"):
        folder = table.parent
        if folder.parent != derived and _checkpoint_of(table) == str(checkpoint.resolve()):
            shutil.rmtree(folder, ignore_errors=True)
            _remove_empty(folder.parent)
    for folder in cache.glob(f"*/{FOLDER}*{UNFINISHED}"):
        if _age(folder) > ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)
            _remove_empty(folder.parent)


def _checkpoint_of(table: Path) -> str | None:
    try:
        found = json.loads(table.read_bytes())
    except (OSError, ValueError):
        return None
    return str(found.get("checkpoint")) if isinstance(found, dict) else None


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # something else that was derived lies there
        return
