"""The weights of a folder in Hugging Face's format, whatever files they are in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from torch import Tensor

from models.fingerprint import fingerprint
from models.messages import Problem
from models.weights.conversion import Check, convert, open_conversion, remove_outdated
from models.weights.pickled import PickleFile
from models.weights.pickled import return_freed_memory as return_freed_memory
from models.weights.places import Index, PlacedWeights
from models.weights.safe_file import SafetensorsFile

SAFETENSORS = "model.safetensors"
SAFETENSORS_INDEX = "model.safetensors.index.json"
PICKLE = "pytorch_model.bin"
PICKLE_INDEX = "pytorch_model.bin.index.json"
FORMATS = (SAFETENSORS, SAFETENSORS_INDEX, PICKLE, PICKLE_INDEX)
OTHER_FRAMEWORKS = ("tf_model.h5", "flax_model.msgpack", "rust_model.ot", "*.onnx", "*.gguf")


class Weights(Protocol):
    """A checkpoint's tensors, read one at a time."""

    names: frozenset[str]

    def original(self, name: str) -> str:
        """The one of all names for the very same data that stands for them."""
        ...

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape that `read` will give, without reading."""
        ...

    def read(self, name: str) -> Tensor:
        """On the CPU as it is stored; a view of the mapped file where there is one."""
        ...

    def origin(self, name: str) -> str:
        """The name of the checkpoint's file that the tensor comes from."""
        ...


def open_weights(folder: Path, cache: Path | None, check: Check = lambda: None) -> Weights:
    """The tensors of `folder`: safetensors before .bin, one file before shards.

    Those of .bin files are converted once, below `cache`, and read from there ever after; they
    are read from the .bin where nothing can be written. Raises `Problem`, naming the file, and
    while they are converted what `check` raises; then nothing of that is kept.
    """
    there = [name for name in FORMATS if os.path.lexists(folder / name)]
    if not there:
        raise _no_weights(folder)
    path = folder / there[0]
    if path.name == SAFETENSORS:
        return PlacedWeights.of([SafetensorsFile(path)])
    if path.name == SAFETENSORS_INDEX:
        index = Index.read(path)
        files = [SafetensorsFile(shard) for shard in index.paths]
        index.require_tensors(files)
        return PlacedWeights.of(files)
    return _of_pickles(path, cache, check)


def _of_pickles(path: Path, cache: Path | None, check: Check) -> Weights:
    if cache is None:
        return PlacedWeights.of(_pickles(path))
    derived = cache / fingerprint(path.parent)
    ready = open_conversion(derived)
    if ready is not None:
        return ready
    files = _pickles(path)
    if convert(files, path.parent, derived, check):
        remove_outdated(cache, path.parent, derived)
        ready = open_conversion(derived)
    if ready is None:
        return PlacedWeights.of(files)
    del files
    return_freed_memory()
    return ready


def _pickles(path: Path) -> list[PickleFile]:
    if path.name == PICKLE:
        return [PickleFile(path)]
    index = Index.read(path)
    files = [PickleFile(shard) for shard in index.paths]
    index.require_tensors(files)
    return files


def _no_weights(folder: Path) -> Problem:
    others = sorted(path.name for pattern in OTHER_FRAMEWORKS for path in folder.glob(pattern))
    are = "is a file" if len(others) == 1 else "are files"
    return Problem(
        f"The folder {folder.name} has no weights: none of {', '.join(FORMATS)} is there"
        + (f", and {', '.join(others)} {are} of other frameworks." if others else "."),
        "Fetch or copy the checkpoint with its safetensors or PyTorch weights.",
        str(folder),
    )
