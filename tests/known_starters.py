"""What the program finds out about the starters when it first opens them, found once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from models.library import Library
from models.messages import Options
from models.opened import OpenModels

STARTERS = ("starter-en-pt", "starter-pt-en")
VERDICT = "precision.json"


@lru_cache(maxsize=1)
def verdicts() -> Mapping[str, bytes]:
    """The precisions that were chosen for the starters, by their places in a cache."""
    with TemporaryDirectory() as folder:
        cache = Path(folder, "cache")
        models = OpenModels(Library(Path(folder, "models"), cache), 1 << 30)
        for starter in STARTERS:
            for _ in models.opening(starter, 0, Options()):
                pass
        models.trust()
        found = cache.rglob(VERDICT)
        return {path.relative_to(cache).as_posix(): path.read_bytes() for path in found}


def know_starters(home: Path) -> None:
    """Make a home one in which the starters were opened before: nothing is tried out."""
    for place, content in verdicts().items():
        path = Path(home, "cache", place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
