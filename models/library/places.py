"""Where other programs keep checkpoints, which are used from there and never changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from models.library.layout import folders_in
from models.messages import Checkpoint

Describe = Callable[[Path], Checkpoint]

HUGGING_FACE = "huggingface"
TRANSLATE_LOCALLY = "translatelocally"
OWNERS: Final = {HUGGING_FACE: "the Hugging Face cache", TRANSLATE_LOCALLY: "translateLocally"}
REPOSITORY = "models--"


@dataclass(frozen=True)
class Places:
    """Folders of other programs; None stands for one that is not looked at."""

    huggingface: Path | None = None
    translatelocally: Path | None = None


def find_places(
    environment: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    home: Path | None = None,
) -> Places:
    """Where these programs keep checkpoints on this machine; whether they do is not asked."""
    variables = os.environ if environment is None else environment
    home = home or Path.home()
    return Places(_hugging_face(variables, home), _translate_locally(variables, platform, home))


def _hugging_face(variables: Mapping[str, str], home: Path) -> Path:
    if cache := variables.get("HF_HUB_CACHE"):
        return Path(cache)
    if own := variables.get("HF_HOME"):
        return Path(own, "hub")
    caches = variables.get("XDG_CACHE_HOME") or home / ".cache"
    return Path(caches, "huggingface", "hub")


def _translate_locally(variables: Mapping[str, str], platform: str, home: Path) -> Path:
    # Beside the program's .ini file, for which Qt has the same place on macOS as on Linux.
    if platform == "win32":
        settings = variables.get("APPDATA") or home / "AppData" / "Roaming"
    else:
        settings = variables.get("XDG_CONFIG_HOME") or home / ".config"
    return Path(settings, "translateLocally")


def shared(places: Places, describe: Describe) -> Iterator[Checkpoint]:
    """The checkpoints there that can be used; what else lies there is not ours to judge."""
    yield from _in_cache(places.huggingface, describe)
    yield from _in_folder(places.translatelocally, describe)


def _in_cache(cache: Path | None, describe: Describe) -> Iterator[Checkpoint]:
    for repository in folders_in(cache):
        if not repository.name.startswith(REPOSITORY):
            continue
        try:
            commit = (repository / "refs" / "main").read_text("ascii").strip()
        except (OSError, ValueError):
            continue
        snapshot = repository / "snapshots" / commit
        if commit.isalnum() and _is_complete(snapshot):
            found = _described(snapshot, describe)
            if found is not None:
                name = repository.name.removeprefix(REPOSITORY)
                yield replace(found, id=name, origin=HUGGING_FACE)


def _is_complete(snapshot: Path) -> bool:
    """Whether all links of a snapshot lead to a file."""
    try:
        return all(path.exists() for path in snapshot.iterdir())
    except OSError:
        return False


def _in_folder(folder: Path | None, describe: Describe) -> Iterator[Checkpoint]:
    for path in folders_in(folder):
        # The program unpacks into "extracting-…"; its own checkpoints all have this file.
        if not path.name.startswith("extracting-") and (path / "model_info.json").is_file():
            found = _described(path, describe)
            if found is not None:
                yield replace(found, origin=TRANSLATE_LOCALLY)


def _described(folder: Path, describe: Describe) -> Checkpoint | None:
    found = describe(folder)
    return found if found.state == "ready" else None
