"""Where each tensor of a checkpoint lies: in one file, or in the shards that an index names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from models.weights.safe_file import TensorFile, damaged, require_file, unreadable

SHARE = 16  # mappings are given back whenever this fraction of all files was read


@dataclass(frozen=True)
class Place:
    """A tensor: its file, its name there, and the checkpoint's file that it comes from."""

    file: TensorFile
    stored: str
    origin: str


class PlacedWeights:
    """The tensors of one or several files under one table of names (see `Weights`)."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self.names = frozenset(places)
        self._originals = {place: name for name, place in reversed(list(places.items()))}
        self._files = list({id(place.file): place.file for place in places.values()}.values())
        self._share = sum(file.size for file in self._files) // SHARE
        self._mapped = 0  # bytes read since mappings were given back

    @classmethod
    def of(cls, files: Sequence[TensorFile]) -> PlacedWeights:
        """All tensors of `files` by their own names; of equal names the first counts."""
        return cls(
            {
                name: Place(file, file.same[name], file.path.name)
                for file in reversed(files)
                for name in file.shapes
            }
        )

    def original(self, name: str) -> str:
        """See `Weights.original`."""
        return self._originals[self._places[name]]

    def shape(self, name: str) -> tuple[int, ...]:
        """See `Weights.shape`."""
        place = self._places[name]
        return place.file.shapes[place.stored]

    def read(self, name: str) -> Tensor:
        """See `Weights.read`."""
        if self._mapped > self._share:
            self._mapped = 0
            for file in self._files:
                file.release()
        place = self._places[name]
        tensor = place.file.read(place.stored)
        self._mapped += tensor.nbytes
        return tensor

    def origin(self, name: str) -> str:
        """See `Weights.origin`."""
        return self._places[name].origin


@dataclass(frozen=True)
class Index:
    """An index of shards: its path, and for each tensor the name of its file."""

    path: Path
    shards: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> Index:
        """Read an index. Raises `Problem` for anything but tensors in files beside it."""
        require_file(path)
        try:
            found = json.loads(path.read_bytes())
        except OSError as error:
            raise unreadable(path, error) from error
        except (ValueError, RecursionError) as error:
            raise damaged(path, "it is no JSON", str(error)) from error
        shards = found.get("weight_map") if isinstance(found, dict) else None
        if not isinstance(shards, dict) or not shards:
            raise damaged(path, "it has no weight_map that names files for tensors")
        for tensor, shard in shards.items():
            if not isinstance(shard, str):
                raise damaged(path, f"it names no file for {tensor}")
            if shard in {"", ".", ".."} or {"/", "\\", ":", "\0"} & set(shard):
                raise damaged(path, f"it names {shard!r}, which is no file beside it")
        index = cls(path, shards)
        index.require_shards()
        return index

    @property
    def paths(self) -> list[Path]:
        """The shards in order."""
        return [self.path.with_name(name) for name in sorted(set(self.shards.values()))]

    def require_shards(self) -> None:
        """Raise one `Problem` that names every absent shard."""
        absent = [path.name for path in self.paths if not path.exists()]
        if absent:
            raise damaged(self.path, f"it names shards that are absent: {', '.join(absent)}")

    def require_tensors(self, files: Sequence[TensorFile]) -> None:
        """Raise a `Problem` where a shard lacks a tensor that the index promises."""
        found = {file.path.name: file for file in files}
        for tensor, shard in self.shards.items():
            if tensor not in found[shard].shapes:
                raise damaged(self.path, f"{shard} does not hold {tensor}, as it says")
