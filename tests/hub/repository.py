"""Repositories of the test hub: files under commits, with the digests that a hub gives."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

LARGE = 1_000_000  # bytes from which a file is answered as LFS


@dataclass(frozen=True)
class Blob:
    data: bytes
    large: bool = False

    @cached_property
    def git(self) -> str:
        return hashlib.sha1(b"blob %d\0" % len(self.data) + self.data).hexdigest()

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def digest(self) -> str:
        return self.sha256 if self.large else self.git

    def listed(self, name: str, blobs: bool) -> dict:
        entry: dict = {"rfilename": name}
        if blobs:
            entry |= {"size": len(self.data), "blobId": self.git}
            if self.large:
                entry["lfs"] = {
                    "sha256": self.sha256,
                    "size": len(self.data),
                    "pointerSize": 134,
                }
        return entry


@dataclass
class Repository:
    """One repository; `put` makes a commit, and older ones stay to be had."""

    id: str
    gated: bool = False
    private: bool = False
    disabled: bool = False
    tags: tuple[str, ...] = ()
    pipeline: str = ""
    card: Mapping = field(default_factory=dict)
    downloads: int = 0
    parameters: int | None = None
    large: int = LARGE
    commits: dict[str, dict[str, Blob]] = field(default_factory=dict)
    head: str = ""

    def put(self, files: Mapping[str, bytes]) -> str:
        blobs = {name: Blob(data, len(data) >= self.large) for name, data in files.items()}
        names = json.dumps({name: blob.digest for name, blob in blobs.items()}, sort_keys=True)
        self.head = hashlib.sha1(names.encode()).hexdigest()
        self.commits[self.head] = blobs
        return self.head

    def files(self, revision: str) -> dict[str, Blob] | None:
        return self.commits.get(self.head if revision == "main" else revision)

    def commit(self, revision: str) -> str:
        return self.head if revision == "main" else revision

    def describe(self, revision: str, blobs: bool) -> dict:
        files = self.files(revision) or {}
        config = json.loads(files["config.json"].data) if "config.json" in files else None
        kept = ("model_type", "architectures")
        return {
            "_id": self.id,
            "id": self.id,
            "sha": self.commit(revision),
            "siblings": [blob.listed(name, blobs) for name, blob in files.items()],
            "tags": list(self.tags),
            "pipeline_tag": self.pipeline or None,
            "cardData": dict(self.card),
            "config": config and {key: config[key] for key in kept if key in config},
            "downloads": self.downloads,
            "gated": "manual" if self.gated else False,
            "private": self.private,
            "disabled": self.disabled,
        } | (
            {"safetensors": {"parameters": {"F32": self.parameters}, "total": self.parameters}}
            if self.parameters
            else {}
        )
