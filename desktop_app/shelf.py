"""All that the Library page shows, in plain data. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from desktop_app.chore import Doing
from desktop_app.download_state import Downloads
from models.messages import Checkpoint, Failed, Offer, Unfinished

MOST_FOUND = 30  # checkpoints that a search of the hub lists
Value = TypeVar("Value")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Stock:
    """What is on the disk. `held` are the ids in quarantine; bytes of the library and free.

    `memory` is what programs can have now.
    """

    checkpoints: tuple[Checkpoint, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    held: frozenset[str] = frozenset()
    folder: Path = field(default_factory=Path)
    bytes: int = 0
    free: int = 0
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Bytes of memory that a checkpoint takes with 32, 16 and 8 bits a number."""

    full: int
    half: int
    least: int


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the files of a repository can be had with another computer."""

    repo: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A checkpoint that was removed, and the bytes that are free since."""

    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Search:
    """A question to the hub; `failed` says why there is no answer."""

    words: str = ""
    asking: bool = False
    answered: bool = False
    failed: Failed | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What a self-test of an installed checkpoint found; no speed while it runs or failed."""

    running: bool = False
    speed: float | None = None  # words a second on this machine
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """`offers` are the catalogue's and `found` the hub's; mappings are by checkpoint id.

    `notes` are sentences about what was done last, `faults` what a check found wrong;
    `repairable` are the ids whose damaged files can be fetched again.
    """

    stock: Stock = field(default_factory=Stock)
    offers: tuple[Offer, ...] = ()
    found: tuple[Offer, ...] = ()
    downloads: Downloads = field(default_factory=Downloads)
    doing: Mapping[str, Doing] = field(default_factory=lambda: MappingProxyType({}))
    needs: Mapping[str, Need] = field(default_factory=lambda: MappingProxyType({}))
    tried: Mapping[str, Tried] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[str, str] = field(default_factory=_nothing)
    faults: Mapping[str, str] = field(default_factory=_nothing)
    repairable: frozenset[str] = frozenset()
    search: Search = field(default_factory=Search)
    read: bool = False  # whether the disk was looked at

    def doing_now(self, doing: Doing) -> Shelf:
        """With work on a checkpoint, or on what is imported."""
        return replace(self, doing=_with(self.doing, doing.subject, doing))

    def done_with(self, subject: str) -> Shelf:
        """Without work on it."""
        return replace(self, doing=_with(self.doing, subject, None))

    def tested(self, id: str, tried: Tried) -> Shelf:
        """With what a self-test says of a checkpoint."""
        return replace(self, tried=_with(self.tried, id, tried))

    def noted(self, id: str, said: str) -> Shelf:
        """With a sentence about a checkpoint; an empty one takes it away."""
        return replace(self, notes=_with(self.notes, id, said or None))

    def blamed(self, id: str, said: str) -> Shelf:
        """With what is wrong with a checkpoint; nothing is when it is empty."""
        faults = _with(self.faults, id, said or None)
        return replace(self, faults=faults, repairable=self.repairable - {id})


def _with(known: Mapping[str, Value], id: str, value: Value | None) -> Mapping[str, Value]:
    """A mapping with one entry changed, or taken away for None."""
    others = {key: each for key, each in known.items() if key != id}
    return MappingProxyType(others if value is None else {**others, id: value})
