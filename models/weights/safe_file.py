"""One file of tensors: what every format offers, and the safetensors format.

Files are mapped into memory, and the pages that were read count as the program's until the
mapping is given back. Tensors that are in use keep theirs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, cast

from safetensors import SafetensorError, safe_open
from torch import Tensor

from models.messages import Problem


class TensorFile(Protocol):
    """A file of named tensors, read one at a time.

    `same` has for each name the first one with the very same data.
    """

    path: Path
    size: int  # bytes
    shapes: dict[str, tuple[int, ...]]
    same: dict[str, str]

    def read(self, name: str) -> Tensor:
        """A tensor on the CPU, a view of the mapped file where the format allows it."""
        ...

    def release(self) -> None:
        """Give the mapping back; the next `read` makes a new one."""
        ...


def damaged(path: Path, fault: str, details: str = "") -> Problem:
    """What to say of a file that is not what it should be."""
    return Problem(
        f"The weights file {path.name} is damaged: {fault}.",
        f"Fetch or copy the checkpoint {path.parent.name} again.",
        f"{path}\n{details}".strip(),
    )


def unreadable(path: Path, error: OSError) -> Problem:
    """What to say of a file that the system does not hand out."""
    return Problem(
        f"The weights file {path.name} cannot be read: {error.strerror or error}.",
        f"Look at who may read {path}.",
        str(error),
    )


def require_file(path: Path) -> None:
    """Raise a `Problem` unless there is a file at `path` that may be read."""
    try:
        if path.is_file():
            with path.open("rb"):
                return
        if path.is_dir():
            raise damaged(path, "it is a folder and should be a file")
        fault = "its link leads nowhere" if path.is_symlink() else "it is no file"
    except OSError as error:
        raise unreadable(path, error) from error
    raise damaged(path, fault)


class _Slice(Protocol):
    def get_shape(self) -> list[int]: ...


class _Reader(Protocol):
    """What `safe_open` gives; the library declares no types."""

    def keys(self) -> list[str]: ...
    def get_slice(self, name: str) -> _Slice: ...
    def get_tensor(self, name: str) -> Tensor: ...


class SafetensorsFile:
    """A safetensors file; its tensors are views of the mapped file."""

    def __init__(self, path: Path) -> None:
        """Read the header. Raises `Problem`, naming the file, when it is not a whole one."""
        require_file(path)
        self.path = path
        self.size = path.stat().st_size
        self._file: _Reader | None = None
        file = self._opened()
        names = file.keys()
        try:
            self.shapes = {name: tuple(file.get_slice(name).get_shape()) for name in names}
        except (SafetensorError, RuntimeError) as error:
            raise self._broken(error) from error
        self.same = {name: name for name in names}
        self.release()

    def _opened(self) -> _Reader:
        if self._file is None:
            try:
                self._file = cast(_Reader, safe_open(self.path, framework="pt"))
            except (SafetensorError, ValueError) as error:
                raise self._broken(error) from error
            except OSError as error:
                raise unreadable(self.path, error) from error
        return self._file

    def _broken(self, error: Exception) -> Problem:
        if not self.size:
            return damaged(self.path, "it is empty")
        reason = str(error).removeprefix("Error while deserializing header: ")
        return damaged(self.path, f"its header does not fit its data ({reason})", str(error))

    def release(self) -> None:
        """See `TensorFile.release`."""
        self._file = None

    def read(self, name: str) -> Tensor:
        """See `TensorFile.read`."""
        try:
            return self._opened().get_tensor(name)
        except (SafetensorError, RuntimeError) as error:
            fault = f"{name} in it is not of a type that can be read"
            raise damaged(self.path, fault, str(error)) from error
