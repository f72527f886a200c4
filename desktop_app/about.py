"""What the About dialog tells, in plain data. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.paths import Paths
from models.messages import Checkpoint

_LICENCES = Path(__file__).parents[1] / "licences"


@dataclass(frozen=True, slots=True)
class About:
    """What is installed, starters first; where things are kept; a report about the program."""

    checkpoints: tuple[Checkpoint, ...]
    settings: Path
    library: Path
    cache: Path
    log: Path
    diagnostics: str
    licences: Path | None = None  # the texts of all, where the package brings them


def about(
    paths: Paths, library: Path, checkpoints: Sequence[Checkpoint], diagnostics: str
) -> About:
    """`library` is where the library is now."""
    ordered = sorted(checkpoints, key=lambda each: not each.starter)
    return About(
        tuple(ordered),
        paths.settings.parent,
        library,
        paths.cache,
        paths.log.parent,
        diagnostics,
        _LICENCES if _LICENCES.is_dir() else None,
    )


def nearest_folder(path: Path) -> Path:
    """The folder itself, or the first around it that is there already."""
    return next((each for each in (path, *path.parents) if each.is_dir()), path)
