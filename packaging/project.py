"""What packages say about the program."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

from bundle import ROOT

if TYPE_CHECKING:
    from PyInstaller.utils.win32.versioninfo import VSVersionInfo

IDENTIFIER: Final = "io.github.interlinear.Interlinear"
COPYRIGHT: Final = "The authors of Interlinear. Apache License 2.0."
MAINTAINER: Final = "Interlinear <interlinear@users.noreply.github.com>"


def version() -> str:
    """The project's version."""
    return str(_project()["version"])


def description() -> str:
    """The project in one line."""
    return str(_project()["description"])


def _project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
        "project"
    ]
    return table


def windows_version(program: str) -> VSVersionInfo:
    """The resource that Windows shows in a file's properties."""
    from PyInstaller.utils.win32.versioninfo import (  # noqa: PLC0415  # on Windows only
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    numbers = (*(int(part) for part in version().split(".")[:3]), 0)
    texts = {
        "CompanyName": "Interlinear",
        "FileDescription": "Interlinear",
        "FileVersion": version(),
        "InternalName": program,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Interlinear",
        "ProductVersion": version(),
    }
    strings = [StringStruct(name, text) for name, text in texts.items()]
    english, unicode = 1033, 1200
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            StringFileInfo([StringTable(f"{english:04x}{unicode:04x}", strings)]),
            VarFileInfo([VarStruct("Translation", [english, unicode])]),
        ],
    )
