"""Whether a checkpoint's files are what they were when it was installed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

from models.library.manifests import Manifest, digest_for
from models.library.progress import CHUNK, Meter
from models.library.structure import fault_of
from models.messages import Problem
from models.offers import Checking, RemoteFile

NAMED = 3  # files in a sentence


def compare(
    folder: Path, manifest: Manifest, cancelled: Callable[[], bool]
) -> Iterator[Checking | str]:
    """Events, and the name of each file that is not as the manifest says, sizes first.

    Raises `Interrupted`.
    """
    right = []
    for file in manifest.files:
        if size_of(folder / file.path) == file.bytes:
            right.append(file)
        else:
            yield file.path
    meter = Meter(sum(file.bytes for file in right), cancelled)
    for file in right:
        if not (yield from _is_same(folder / file.path, file, meter)):
            yield file.path
    yield meter.end()


def size_of(path: Path) -> int:
    """The bytes of a file, -1 where there is none."""
    try:
        return path.stat().st_size if path.is_file() else -1
    except OSError:
        return -1


def _is_same(path: Path, file: RemoteFile, meter: Meter) -> Generator[Checking, None, bool]:
    digest = digest_for(file.digest, file.bytes)
    try:
        with path.open("rb") as content:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                yield from meter.add(file.path, len(chunk))
    except OSError:  # of a disk that fails
        return False
    return not file.digest or digest.hexdigest() == file.digest


def verify(
    folder: Path, manifest: Manifest, cancelled: Callable[[], bool]
) -> Iterator[Checking]:
    """Compare with a manifest. Raises `Problem` naming files, and `Interrupted`."""
    bad = []
    for event in compare(folder, manifest, cancelled):
        if isinstance(event, Checking):
            yield event
        else:
            bad.append(event)
    if bad:
        again = "Repair it: that fetches these files again."
        raise Problem(
            f"{listed(bad)} of {folder.name} {'is' if len(bad) == 1 else 'are'} damaged or "
            "missing.",
            again if manifest.repo else "Import the checkpoint again.",
            "\n".join(bad),
        )


def verify_structure(folder: Path, cancelled: Callable[[], bool]) -> Iterator[Checking]:
    """Look at how the files are built, without their numbers. Raises `Problem`."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    meter = Meter(sum(size_of(path) for path in files), cancelled)
    for path in files:
        fault = fault_of(path)
        if fault:
            raise Problem(
                f"{path.name} of {folder.name} is damaged: {fault}.",
                "Fetch or copy the checkpoint again.",
                str(path),
            )
        yield from meter.add(path.name, size_of(path))
    yield meter.end()


def listed(names: Sequence[str]) -> str:
    """Names in a sentence, the first few of them."""
    shown = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return f"{shown} and {more} more" if more > 0 else shown
