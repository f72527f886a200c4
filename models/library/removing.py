"""Taking checkpoints out of a library, with all that is kept for them elsewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from models.fingerprint import fingerprint
from models.library.layout import Layout, folders_in
from models.library.processes import is_alive
from models.library.writing import refusal, size_on_disk
from models.messages import Problem

# As models.weights.conversion and models.quantize name them, which cannot be imported
# without torch.
CONVERSION = "weights/conversion.json"
ROUNDED = "int8.safetensors"
HEADER_SIZE = 8  # bytes of a safetensors file, which say how long the header behind them is
WORKSHOP = ".work-"
ABANDONED = re.compile(rf"{re.escape(WORKSHOP)}(\d{{1,18}})-")


def remove(layout: Layout, id: str, cache: Path | None) -> int:
    """Remove an installed checkpoint; the bytes that are free then. Raises `Problem`."""
    place = layout.checkpoint(id)
    kept = [] if cache is None else list(derived(cache, place))
    freed = size_on_disk(place) + sum(size_on_disk(folder) for folder in kept)
    freed += forget(layout, id)
    try:
        take_away(layout, place)
        layout.manifest(id).unlink(missing_ok=True)
    except PermissionError as error:
        raise Problem(
            f"{id} cannot be removed: {error.strerror}.",
            "Close the programs that use it, or look at who may change its folder.",
            str(error),
        ) from error
    except OSError as error:
        raise refusal(error, layout.folder) from error
    clear(*kept)
    return freed


def clear(*folders: Path) -> None:
    """Remove folders that nobody needs, as far as the system lets them go."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def forget(layout: Layout, id: str) -> int:
    """Remove what was fetched of a checkpoint; the bytes that are free then."""
    folder = layout.fetching(id)
    size = size_on_disk(folder)
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
        if not layout.checkpoint(id).is_dir():
            layout.manifest(id).unlink(missing_ok=True)
    except OSError as error:
        raise refusal(error, folder) from error
    return size


def take_away(layout: Layout, place: Path) -> None:
    """Remove a folder: it loses its name in one step, then its files go; of a link the link.

    Where a file of it is in use and the system minds, all stays as it is (`OSError`).
    """
    if place.is_symlink():
        place.unlink()
        return
    with Workshop(layout) as workshop:
        place.rename(workshop / place.name)


class Workshop:
    """A folder for work in progress on the library's own file system; it goes at the end.

    It is named by the program's process, so that those of killed programs are known.
    """

    def __init__(self, layout: Layout) -> None:
        self._library = layout.folder

    def __enter__(self) -> Path:
        self._library.mkdir(parents=True, exist_ok=True)
        for folder in folders_in(self._library):
            owner = ABANDONED.match(folder.name)
            if owner and not is_alive(int(owner[1])):
                clear(folder)
        name = tempfile.mkdtemp(prefix=f"{WORKSHOP}{os.getpid()}-", dir=self._library)
        self._folder = Path(name)
        return self._folder

    def __exit__(self, *error: object) -> None:
        clear(self._folder)


def derived(cache: Path, checkpoint: Path) -> Iterator[Path]:
    """The folders of the cache with what was made of a checkpoint, in any state it had."""
    found = {cache / fingerprint(checkpoint)}
    wanted = str(checkpoint.resolve())
    for folder in folders_in(cache):
        if wanted in (_converted(folder / CONVERSION), _rounded(folder / ROUNDED)):
            found.add(folder)
    return (folder for folder in sorted(found) if folder.is_dir())


def _converted(table: Path) -> object:
    """The checkpoint that a conversion is of; None where there is none that says so."""
    try:
        return json.loads(table.read_bytes())["checkpoint"]
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _rounded(file: Path) -> object:
    """The checkpoint that rounded weights are of; None where there are none that say so."""
    try:
        with file.open("rb") as content:
            size = int.from_bytes(content.read(HEADER_SIZE), "little")
            if size > file.stat().st_size:
                return None
            header = json.loads(content.read(size))
        return json.loads(header["__metadata__"]["checkpoint"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def derived_of_all(layout: Layout, cache: Path | None) -> list[Path]:
    """As `derived`, for every checkpoint of a library."""
    if cache is None:
        return []
    return sorted({folder for place in layout.installed for folder in derived(cache, place)})
