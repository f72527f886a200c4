"""PyTorch's own files (.bin): pickles, of which only tensors are taken and no code is run."""

from __future__ import annotations

import ctypes
import re
import sys
import warnings
from pathlib import Path

import torch
from torch import Tensor

from models.messages import Problem
from models.weights.safe_file import damaged, require_file

ZIP = b"PK\x03\x04"  # files of torch before 1.6 are no zip archives and cannot be mapped
# How torch words its refusal of anything but plain data.
CODE = re.compile(
    r"GLOBAL (?P<name>\S+)|unrecognized function|Can only (?:create new object|build)"
    r"|must be imported|TorchScript"
)


class PickleFile:
    """A table of tensors that torch saved; tied ones are there under all of their names."""

    def __init__(self, path: Path) -> None:
        """Read the table. Raises `Problem`, naming the file, for damage and for code."""
        require_file(path)
        self.path = path
        with path.open("rb") as file:
            self._mapped = file.read(len(ZIP)) == ZIP
        self.size = path.stat().st_size
        self._tensors: dict[str, Tensor] | None = None
        tensors = self._opened()
        self.shapes = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
        self.dtypes = {name: tensor.dtype for name, tensor in tensors.items()}
        self.same = _first_of_each(tensors)
        del tensors
        self.release()

    def _opened(self) -> dict[str, Tensor]:
        if self._tensors is None:
            self._tensors = self._table(self._load())
        return self._tensors

    def _load(self) -> object:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a protocol that torch itself never writes
                return torch.load(
                    self.path, map_location="cpu", weights_only=True, mmap=self._mapped
                )
        except Exception as error:  # a torn pickle raises nearly anything
            problem = self._refused(str(error))
        # Raised out here: the frames of torch's error hold what was read so far.
        raise problem

    def _refused(self, reason: str) -> Problem:
        found = CODE.search(reason)
        if not found:
            return damaged(self.path, "it is not whole, or PyTorch did not write it", reason)
        name = f" ({found['name']})" if found["name"] else ""
        return Problem(
            f"The weights file {self.path.name} holds code{name} where only weights may be; "
            "none of it was run.",
            "Take the checkpoint from a source that you trust, best as model.safetensors.",
            f"{self.path}\n{reason}",
        )

    def _table(self, found: object) -> dict[str, Tensor]:
        if not isinstance(found, dict) or not found:
            raise damaged(self.path, "it holds no table of tensors")
        for name, tensor in found.items():
            if not isinstance(name, str) or not _is_plain(tensor):
                raise damaged(self.path, f"{name!r} in it is no plain tensor")
        return found

    def release(self) -> None:
        """See `TensorFile.release`; what could not be mapped was read whole and stays."""
        if self._mapped:
            self._tensors = None

    def read(self, name: str) -> Tensor:
        """See `TensorFile.read`."""
        tensor = self._opened().get(name)
        if tensor is None or tuple(tensor.shape) != self.shapes[name]:
            raise damaged(self.path, "it changed while it was read")
        return tensor.detach()


def return_freed_memory() -> None:
    """Hand back what a file that was read whole took: glibc would keep half of it at times."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _is_plain(tensor: object) -> bool:
    """Whether all numbers of a tensor are there: no view that repeats a few many times."""
    return (
        isinstance(tensor, Tensor)
        and tensor.layout is torch.strided
        and not tensor.is_quantized
        and not tensor.is_nested
        and tensor.device.type == "cpu"
        and tensor.nbytes <= tensor.untyped_storage().nbytes()
    )


def _first_of_each(tensors: dict[str, Tensor]) -> dict[str, str]:
    first: dict[tuple[object, ...], str] = {}
    same = {}
    for name, tensor in tensors.items():
        data = tensor.data_ptr() if tensor.numel() else name
        key = (data, tensor.shape, tensor.stride(), tensor.dtype)
        same[name] = first.setdefault(key, name)
    return same
