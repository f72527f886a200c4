"""What a repository is, asked of the families as if its files were here already.

Families look at folders. One with the repository's configuration and with its other files
empty is enough for them to say whether they run it, and which languages it has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.families import Family, family_of
from models.families.folder.config import Config
from models.families.hub import check_architecture
from models.hub.choosing import CONFIGURATION
from models.messages import Checkpoint, Problem
from models.offers import id_of

TOKENIZER = "tokenizer_config.json"


def check_runs(repo: str, configuration: bytes) -> None:
    """Raise `Problem` when no family runs the checkpoint that has this config.json."""
    with _folder(repo) as folder:
        (folder / CONFIGURATION).write_bytes(configuration)
        family_of(folder)
        check_architecture(Config.of(folder))


def describe(
    repo: str, values: Mapping[str, Any], names: Iterable[str]
) -> tuple[Family, Checkpoint | None] | None:
    """Its family, and what that says of it; None for what no family runs."""
    with _folder(repo) as folder:
        for name in names:
            if not name.endswith(".index.json"):
                (folder / name).write_text("{}" if name.endswith(".json") else "", "utf-8")
        tokenizer = values.get("tokenizer_config")
        if isinstance(tokenizer, dict):
            (folder / TOKENIZER).write_text(json.dumps(tokenizer), "utf-8")
        (folder / CONFIGURATION).write_text(json.dumps(values), "utf-8")
        try:
            family = family_of(folder)
            check_architecture(Config.of(folder))
        except Problem:
            return None
        try:
            return family, family.describe(folder)
        except Problem:  # more than the hub says of it would have to be known
            return family, None


@contextmanager
def _folder(repo: str) -> Iterator[Path]:
    with TemporaryDirectory(prefix="interlinear-") as place:
        folder = Path(place, id_of(repo))
        folder.mkdir()
        yield folder
