"""What a Linux desktop wants to know of a program: menu entry, icons, a description."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import icons
import project
from bundle import NAME, ROOT

SOURCES: Final = ROOT / "packaging" / "linux"


def install(share: Path, drawn: Path) -> None:
    """Put everything below `share`; `drawn` is the folder of the icons."""
    applications, metainfo = share / "applications", share / "metainfo"
    for folder in (applications, metainfo):
        folder.mkdir(parents=True)
    shutil.copy(SOURCES / f"{NAME}.desktop", applications)
    (metainfo / f"{project.IDENTIFIER}.metainfo.xml").write_text(description(), "utf-8")
    for size in icons.LINUX:
        _icon(drawn / f"{size}.png", share, f"{size}x{size}", "png")
    _icon(icons.DRAWING, share, "scalable", "svg")


def _icon(file: Path, share: Path, size: str, ending: str) -> None:
    folder = share / "icons" / "hicolor" / size / "apps"
    folder.mkdir(parents=True)
    shutil.copy(file, folder / f"{NAME}.{ending}")


def description() -> str:
    """The AppStream description of this version."""
    text = (SOURCES / f"{NAME}.metainfo.xml").read_text("utf-8")
    moment = float(os.environ.get("SOURCE_DATE_EPOCH", datetime.now(UTC).timestamp()))
    date = f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d}"
    return text.format(identifier=project.IDENTIFIER, version=project.version(), date=date)
