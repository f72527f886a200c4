"""What is known of a checkpoint before it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Preset:
    """Something a checkpoint was trained to do when the text begins with certain words.

    `prefix` may hold "{question}", which the user then gives.
    """

    id: str
    prefix: str

    @property
    def asks(self) -> bool:
        """Whether it needs a question."""
        return "{question}" in self.prefix


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A folder of the library, or one that could not be understood (`state` says why).

    `pairs` is empty and `sources`/`targets` are filled for multilingual checkpoints.
    Languages are BCP-47 codes. `state` is "ready" or one sentence about the fault. `origin`
    is "hub" or "import" for what the library brought, the name of the program whose folder
    it is ("huggingface", "translatelocally"), or empty for all else. `anatomy` are rows
    (name, value) about the net. Any other checkpoint is better than a `fallback`. A summarizer
    of `one_line` was trained to write one line about a text, however long that is.
    """

    id: str
    name: str
    family: str
    task: str
    pairs: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    path: Path
    bytes: int
    licence: str
    state: str = "ready"
    starter: bool = False
    attribution: str = ""
    summary: str = ""
    presets: tuple[Preset, ...] = ()
    origin: str = ""
    anatomy: tuple[tuple[str, str], ...] = ()
    fallback: bool = False
    one_line: bool = False

    def translates(self, source: str, target: str) -> bool:
        """Whether this checkpoint is for that pair of languages."""
        if (source, target) in self.pairs:
            return True
        several = source in self.sources and target in self.targets and source != target
        return several and not self.pairs
