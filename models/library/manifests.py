"""Manifests: which files a checkpoint consists of, with their sizes and digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.library.names import parts_of
from models.library.writing import write_whole
from models.messages import Problem
from models.offers import Plan, RemoteFile

GIT_DIGITS = 40
LARGEST = 16_000_000  # bytes of a manifest


class Digest(Protocol):
    """What hashlib gives."""

    def update(self, data: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


@dataclass(frozen=True)
class Manifest:
    """A checkpoint's files; `repo` and `commit` are empty for an imported one."""

    repo: str
    commit: str
    files: tuple[RemoteFile, ...]

    @staticmethod
    def of(plan: Plan) -> Manifest:
        """The manifest of what a plan fetches. Raises `Problem` for names that lead outside."""
        check_names(plan)
        return Manifest(plan.repo, plan.commit, plan.files)

    def plan(self, files: Iterable[RemoteFile]) -> Plan:
        """What has to be fetched for some of the files."""
        return Plan(self.repo, self.commit, tuple(files))

    def write(self, path: Path) -> None:
        """Write it whole or not at all."""
        files = {file.path: {"bytes": file.bytes, "digest": file.digest} for file in self.files}
        content = {"repo": self.repo, "commit": self.commit, "files": files}
        write_whole(path, json.dumps(content, indent=1).encode())

    @staticmethod
    def read(path: Path) -> Manifest | None:
        """The manifest in a file; None where there is none, or none that can be used."""
        try:
            if path.stat().st_size > LARGEST:
                return None
            content = json.loads(path.read_bytes())
            files = tuple(
                RemoteFile(_inside(name), int(entry["bytes"]), str(entry["digest"]))
                for name, entry in content["files"].items()
            )
            return Manifest(str(content["repo"]), str(content["commit"]), files)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None


def digest_for(wanted: str, size: int) -> Digest:
    """What computes a digest like `wanted`: git's sha1 of a file of `size` bytes, or sha256."""
    if len(wanted) != GIT_DIGITS:
        return hashlib.sha256()
    git = hashlib.sha1(usedforsecurity=False)
    git.update(f"blob {size}\0".encode())
    return git


def _inside(name: str) -> str:
    if not parts_of(name):
        raise ValueError("it names no file")
    return name


def check_names(plan: Plan) -> None:
    """Raise a `Problem` for a file that would not lie in the checkpoint's own folder."""
    for file in plan.files:
        try:
            _inside(file.path)
        except ValueError as error:
            raise Problem(
                f"{plan.repo} has a file {file.path!r} that cannot be kept: {error}.",
                "Choose another checkpoint.",
            ) from error
