"""Where the program keeps its files; `INTERLINEAR_HOME` moves all of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import appdirs

NAME = "Interlinear"
HOME_VARIABLE = "INTERLINEAR_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """The settings file, the folder of imported checkpoints, the cache and the log file."""

    settings: Path
    library: Path
    cache: Path
    log: Path


def find_paths(home: Path | None = None) -> Paths:
    """The paths below `home`, else below `INTERLINEAR_HOME`, else the platform's own."""
    chosen = home or (Path(value) if (value := os.environ.get(HOME_VARIABLE)) else None)
    if chosen is not None:
        return _below(chosen, chosen, chosen / "cache", chosen)
    return _below(
        Path(appdirs.user_config_dir(NAME, appauthor=False)),
        Path(appdirs.user_data_dir(NAME, appauthor=False)),
        Path(appdirs.user_cache_dir(NAME, appauthor=False)),
        Path(appdirs.user_log_dir(NAME, appauthor=False)),
    )


def _below(config: Path, data: Path, cache: Path, log: Path) -> Paths:
    return Paths(
        settings=config / "settings.json",
        library=data / "models",
        cache=cache,
        log=log / "interlinear.log",
    )
