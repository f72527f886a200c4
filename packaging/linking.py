"""Linux: which libraries the bundle's own are linked to, and libraries without symbols."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bundle import Entry

_LIBRARY = re.compile(r"((PySide6/Qt/lib|[^/]+\.libs)/)?(?!libpython)lib[^/]+\.so[^/]*$")
_FILE = re.compile(r"^File: (.+)$", re.MULTILINE)
_C_VERSION = re.compile(r"GLIBC_(\d+\.\d+)")
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_LOAD = re.compile(r"^\s+LOAD\s+(\S+)\s+(\S+)\s+\S+\s+\S+\s+\S+\s+.*?(0x[0-9a-f]+)$", re.M)


@dataclass(frozen=True)
class Twin:
    """A library of which two packages bring a build of their own; `kept` serves both."""

    name: re.Pattern[str]
    kept: str


# One process with two of these would run twice as many threads as there are cores.
_TWINS = (Twin(re.compile(r"sentencepiece\.libs/libgomp-"), "torch/lib/libgomp.so.1"),)


def links(files: Sequence[Path]) -> dict[Path, frozenset[str]]:
    """The names of the libraries that each file is linked to."""
    if not files:
        return {}
    said = _output(
        "readelf", "--dynamic", "--wide", *files, *(["/dev/null"] * (len(files) == 1))
    )
    _, *parts = _FILE.split(said)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {Path(name): frozenset(_NEEDED.findall(text)) for name, text in pairs}


def c_versions(files: Sequence[Path]) -> set[tuple[int, ...]]:
    """The versions of the C library whose symbols the files use."""
    said = _output("readelf", "--version-info", "--wide", *files)
    return {tuple(map(int, each.split("."))) for each in _C_VERSION.findall(said)}


def needed(rows: Sequence[Entry]) -> list[Entry]:
    """Leave out libraries that nothing is linked to any more."""
    files = [Path(row.source) for row in rows if row.kind != "SYMLINK"]
    linked = links(files)
    libraries = {
        Path(row.place).name: row
        for row in rows
        if row.kind != "SYMLINK" and _LIBRARY.match(row.place)
    }
    waiting = [row for row in rows if row not in libraries.values() and row.kind != "SYMLINK"]
    kept = set(waiting)
    while waiting:
        row = waiting.pop()
        for name in linked.get(Path(row.source), frozenset()):
            found = libraries.get(name)
            if found and found not in kept:
                kept.add(found)
                waiting.append(found)
    return [row for row in rows if row in kept or row.kind == "SYMLINK"]


def whole(rows: Sequence[Entry], others: Sequence[Entry] = ()) -> list[Entry]:
    """Leave out links that lead to nothing among these rows and others."""
    places = {row.place for row in (*rows, *others) if row.kind != "SYMLINK"}
    return [row for row in rows if row.kind != "SYMLINK" or _leads(row, places)]


def shared(rows: Sequence[Entry]) -> list[Entry]:
    """Put a link in the place of each library that is there in another package's build."""
    places = {row.place for row in rows}
    return [_linked(row, places) for row in rows]


def _linked(row: Entry, places: set[str]) -> Entry:
    for twin in _TWINS:
        if twin.name.match(row.place) and twin.kept in places:
            way = os.path.relpath(twin.kept, Path(row.place).parent)
            return replace(row, source=way, kind="SYMLINK")
    return row


def _leads(row: Entry, places: set[str]) -> bool:
    return os.path.normpath(Path(row.place).parent / row.source) in places


def stripped(rows: Iterable[Entry], folder: Path) -> list[Entry]:
    """Take copies without symbol tables, which only a debugger reads, where there are any."""
    return [
        replace(row, source=str(_strip(Path(row.source), folder / row.place)))
        if row.kind in ("BINARY", "EXTENSION")
        else row
        for row in rows
    ]


def _strip(source: Path, copy: Path) -> Path:
    if copy.exists() and copy.stat().st_mtime >= source.stat().st_mtime:
        return copy
    copy.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["strip", "--strip-unneeded", "-o", copy, source], capture_output=True, check=False
    )
    if done.returncode or copy.stat().st_size >= source.stat().st_size or not _loads(copy):
        copy.unlink(missing_ok=True)
        return source
    shutil.copymode(source, copy)
    return copy


def _loads(library: Path) -> bool:
    """Whether segments lie in the file as the loader wants them: strip can break that.

    It does so in libraries that were changed after they were linked, as wheels' are.
    """
    segments = _LOAD.findall(_output("readelf", "--segments", "--wide", library))
    return bool(segments) and all(
        (int(offset, 16) - int(address, 16)) % int(page, 16) == 0
        for offset, address, page in segments
    )


def _output(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout
