"""Checkpoints in folders: what the library holds, and what any folder is.

Nothing here loads torch or reads weights; a folder that cannot be understood is an entry
whose `state` says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from models.families import family_of
from models.library.layout import Layout
from models.library.manifests import Manifest
from models.messages import Checkpoint, Problem, UsageError

AGAIN = "Fetch or copy the checkpoint again."


def installed(layout: Layout) -> Iterator[Checkpoint]:
    """The folders of the library by name."""
    for folder in layout.installed:
        manifest = Manifest.read(layout.manifest(folder.name))
        origin = ("hub" if manifest.repo else "import") if manifest else ""
        yield replace(entry(folder), id=folder.name, origin=origin)


def entry(folder: Path) -> Checkpoint:
    """What is in a folder, in any case: a broken one says so in its state."""
    try:
        return describe(folder)
    except Problem as problem:
        fault = f"{problem.what} {problem.hint}".strip()
    except OSError as error:
        fault = f"The folder {folder.name} cannot be read: {error.strerror}. {AGAIN}"
    except Exception as error:  # whatever a stranger's file does, the others are listed
        fault = f"The folder {folder.name} holds something unexpected: {error!r}. {AGAIN}"
    return Checkpoint(folder.name, folder.name, "", "", (), (), (), folder, 0, "", state=fault)


def describe(folder: Path) -> Checkpoint:
    """What is in a folder. Raises `Problem` when it is broken or of no known family."""
    if not is_folder(folder):
        raise UsageError(
            f"There is no folder {folder}.", "Choose a folder that holds a checkpoint."
        )
    path = folder.expanduser().resolve()
    return family_of(path).describe(path)


def existing(path: Path) -> Path:
    """The absolute path of a file or folder. Raises `UsageError` when there is none."""
    found = absolute(path)
    if found.is_dir() or found.is_file():
        return found
    raise UsageError(
        f"There is no file or folder {path}.",
        "Choose the folder of a checkpoint, or an archive of it.",
    )


def absolute(path: Path) -> Path:
    """A path from the root of its disk. Raises `UsageError` for what can be none."""
    try:
        found = path.expanduser().resolve()
        found.exists()
    except (OSError, ValueError, RuntimeError) as error:  # see `is_folder`
        raise UsageError(f"{str(path)[:80]!r} is not the name of a folder.", "") from error
    return found


def is_folder(path: Path) -> bool:
    """Whether a path, however odd, is that of a folder."""
    try:
        return path.expanduser().is_dir()
    except (OSError, ValueError, RuntimeError):  # too long a name, a NUL in it, no such ~user
        return False
