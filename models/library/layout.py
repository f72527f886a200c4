"""Where the parts of a library lie. Names with a leading dot are never listed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from models.library.names import check_id

PLAN = "plan.json"
PART = ".part"


@dataclass(frozen=True)
class Layout:
    """The places below a library's folder; none of them need exist."""

    folder: Path

    def checkpoint(self, id: str) -> Path:
        """An installed checkpoint: whole from its first moment on, and never written to."""
        return self.folder / check_id(id)

    def fetching(self, id: str) -> Path:
        """What was fetched so far of a checkpoint, with its plan."""
        return self.folder / ".fetching" / check_id(id)

    def manifest(self, id: str) -> Path:
        """The sizes and digests of a checkpoint's files."""
        return self.folder / ".manifests" / f"{check_id(id)}.json"

    @property
    def unfinished(self) -> Path:
        """All checkpoints that are being fetched."""
        return self.folder / ".fetching"

    @property
    def installed(self) -> list[Path]:
        """The folders of checkpoints, by name."""
        return [path for path in folders_in(self.folder) if not path.name.startswith(".")]


def folders_in(place: Path | None) -> list[Path]:
    """The folders there by name, links to folders among them; none where nothing is."""
    if place is None:
        return []
    try:
        with os.scandir(place) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir())
    except OSError:  # it is not there, or not for us to read
        return []
