"""A checkpoint's config.json, its values checked before anything is built from them."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.messages import Problem

LARGEST_WIDTH = 65_536
LARGEST_DEPTH = 256
LARGEST_VOCABULARY = 4_000_000
LARGEST_PLACES = 1 << 20
LARGEST_FILE = 64_000_000  # bytes of a JSON file that describes a checkpoint


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file. Raises `Problem` when the file is missing or broken."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("it is too large")
        text = path.read_text("utf-8")
        content = json.loads(text)
        if "\\ud" in text.lower():  # halves of a character can only be written this way
            json.dumps(content, ensure_ascii=False).encode()
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no JSON"
        raise Problem(
            f"The file {path.name} of {path.parent.name} cannot be read: {reason}.",
            "Fetch or copy the checkpoint again.",
            str(error),
        ) from error
    if not isinstance(content, dict):
        raise Problem(
            f"The file {path.name} of the checkpoint {path.parent.name} holds no settings.",
            "Fetch or copy the checkpoint again.",
        )
    return content


def read_optional_json(path: Path) -> dict[str, Any]:
    """As `read_json`; empty when there is no such file."""
    return read_json(path) if path.is_file() else {}


@dataclass(frozen=True)
class Config:
    """The values of a checkpoint's `file`; a missing or impossible one is a `Problem`."""

    folder: Path
    values: Mapping[str, Any]
    file: str = "config.json"

    @staticmethod
    def of(folder: Path) -> Config:
        """Read config.json."""
        return Config(folder, read_json(folder / "config.json"))

    @property
    def type(self) -> str:
        """The model type; empty when the file does not say."""
        return self.text("model_type")

    def text(self, key: str, usual: str = "") -> str:
        """A string."""
        value = self.values.get(key)
        if value is None:
            return usual
        if not isinstance(value, str):
            raise self.impossible(key)
        return value

    def choice(self, key: str, usual: str, known: Collection[str]) -> str:
        """One of some strings."""
        value = self.text(key, usual)
        if value not in known:
            raise self.impossible(key, f"known are {', '.join(known)}")
        return value

    def flag(self, key: str, usual: bool) -> bool:
        """True or false."""
        value = self.values.get(key)
        if value is None:
            return usual
        if value not in (0, 1) or not isinstance(value, int):
            raise self.impossible(key)
        return bool(value)

    def number(self, key: str, usual: float) -> float:
        """A finite positive number."""
        value = self.values.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.impossible(key)
        if not (math.isfinite(value) and value > 0):
            raise self.impossible(key)
        return float(value)

    def size(self, key: str, most: int, usual: int | None = None, least: int = 1) -> int:
        """A whole number from `least` to `most`."""
        value = self.values.get(key, usual)
        if value is None and usual is not None:
            value = usual
        if type(value) is not int or not least <= value <= most:
            raise self.impossible(key)
        return value

    def width(self, key: str, usual: int | None = None) -> int:
        """The width of a layer."""
        return self.size(key, LARGEST_WIDTH, usual)

    def depth(self, key: str, usual: int | None = None) -> int:
        """A number of layers."""
        return self.size(key, LARGEST_DEPTH, usual)

    def vocabulary(self, key: str = "vocab_size", usual: int | None = None) -> int:
        """A number of pieces."""
        return self.size(key, LARGEST_VOCABULARY, usual)

    def places(self, key: str, usual: int | None = None) -> int:
        """A number of positions."""
        return self.size(key, LARGEST_PLACES, usual)

    def heads(self, key: str, width: int, usual: int | None = None) -> int:
        """A number of heads that divides the width."""
        heads = self.size(key, width, usual)
        if width % heads:
            raise Problem(
                f"{self.file} of {self.folder.name} is impossible: "
                f"{width} cannot be shared by {key} {heads}.",
                "Fetch or copy the checkpoint again.",
            )
        return heads

    def impossible(self, key: str, wanted: str = "") -> Problem:
        """The problem that `key` has no possible value."""
        found = str(self.values.get(key, "missing"))[:40] or "empty"
        return Problem(
            f"{self.file} of {self.folder.name} is impossible: {key} is {found}"
            + (f"; {wanted}." if wanted else "."),
            "Fetch or copy the checkpoint again.",
        )
