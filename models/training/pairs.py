"""Reading pairs of texts from TSV files; every fault is told with its line."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

from models.messages import Problem

LEAST_PAIRS = 100


@dataclass(frozen=True)
class Pair:
    """A source and what it should become; a file for validation may know several targets."""

    source: str
    targets: tuple[str, ...]

    @property
    def target(self) -> str:
        """The first of the targets."""
        return self.targets[0]


def read_pairs(path: Path, *, several: bool = False, least: int = 1) -> list[Pair]:
    """The pairs in a UTF-8 file, packed with gzip or not: a source, a tab, a target.

    With `several` more targets may follow, a tab before each. Raises `Problem` with the number
    of the first line that cannot be used, or when there are fewer than `least` pairs.
    """
    lines = _bytes(path).removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    pairs = [_pair(path, at, line, several) for at, line in enumerate(lines, 1)]
    if len(pairs) < least:
        raise Problem(
            f"{path.name} has too little text: {len(pairs)} pairs, and {least} are needed.",
            "Add pairs.",
        )
    return pairs


def _bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except OSError as error:
        reason = error.strerror or "it is no gzip file"
    except (EOFError, zlib.error):
        reason = "it is damaged"
    raise Problem(f"The file {path} cannot be read: {reason}.", "Check its name and content.")


def _pair(path: Path, at: int, line: bytes, several: bool) -> Pair:
    try:
        columns = [column.strip() for column in line.decode("utf-8").split("\t")]
    except UnicodeDecodeError:
        raise _fault(path, at, "is no UTF-8", "Save the file as UTF-8.") from None
    if not any(columns):
        raise _fault(path, at, "is empty", "Remove it.")
    if len(columns) == 1:
        raise _fault(path, at, "has one column", "Write source, tab, target on each line.")
    if len(columns) > 2 and not several:
        wanted = "Write source, tab, target on each line."
        raise _fault(path, at, f"has {len(columns)} columns", wanted)
    if not all(columns):
        side = "source" if not columns[0] else "target"
        raise _fault(path, at, f"has an empty {side}", "Fill or remove it.")
    return Pair(columns[0], tuple(columns[1:]))


def _fault(path: Path, at: int, fault: str, hint: str) -> Problem:
    return Problem(f"{path.name}: line {at} {fault}.", hint)
