"""Names of files that come from outside: which of them stay inside the folder they are for."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from models.messages import UsageError

MOST_BYTES = 255  # of one name, on the usual file systems
UNPRINTABLE = frozenset({"Cc", "Cs"})  # control characters, halves of characters
# Windows opens devices by these names in every folder, whatever ending they have.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def parts_of(name: str) -> tuple[str, ...]:
    """The folders and the file of a relative name, the same on every platform.

    Raises `ValueError` with the reason for a name that leads outside, or that some system
    would read as another one than it is.
    """
    if any(unicodedata.category(character) in UNPRINTABLE for character in name):
        raise ValueError("it has characters that no name may have")
    if "\\" in name:
        raise ValueError("it has a backslash in it")
    if ":" in name:
        raise ValueError("it names a drive or a stream")
    if name.startswith("/"):
        raise ValueError("it begins at the root of the disk")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    for part in parts:
        _check(part)
    return parts


def _check(part: str) -> None:
    if part == "..":
        raise ValueError("it leads out of its folder")
    if part.endswith((".", " ")):
        raise ValueError("it ends in a dot or a blank")
    if part.partition(".")[0].rstrip().casefold() in DEVICES:
        raise ValueError("it names a device")
    if len(part.encode()) > MOST_BYTES:
        raise ValueError("it is too long")


def same_place(parts: tuple[str, ...]) -> tuple[str, ...]:
    """What names have in common that are one file on some system: case and composition."""
    return tuple(unicodedata.normalize("NFC", part.casefold()) for part in parts)


def check_id(id: str) -> str:
    """The id of a checkpoint that may be in the library. Raises `UsageError`."""
    if not id or "\0" in id or id.startswith(".") or Path(id).name != id:
        raise _no_id(id)
    return id


def check_new_id(id: str) -> str:
    """The id of a checkpoint whose folder can be made on every system. Raises `UsageError`."""
    try:
        fits = parts_of(id) == (id,)
    except ValueError:
        fits = False
    if not fits:
        raise _no_id(id)
    return check_id(id)


def _no_id(id: str) -> UsageError:
    return UsageError(
        f"{id!r} cannot be the name of a checkpoint.",
        "It is owner/name on the hub, and the name of a folder in the library.",
    )


def slug(name: str) -> str:
    """A name for a checkpoint's folder out of any text."""
    kept = [one if one.isalnum() or one in "-_.+" else "-" for one in name.strip()]
    short = "".join(kept).strip(".-")[:60].rstrip(".-")
    try:
        return check_new_id(short)
    except UsageError:
        return f"checkpoint-{short}".rstrip("-")
