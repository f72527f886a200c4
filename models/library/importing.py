"""Checkpoints from elsewhere: a folder or an archive becomes one of the library's own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.library.archives import unpack
from models.library.checking import verify_structure
from models.library.layout import Layout
from models.library.manifests import Manifest
from models.library.names import slug
from models.library.progress import CHUNK, Meter
from models.library.removing import Workshop
from models.library.staging import give_name
from models.library.unpacking import Limits, Unpacked, Unpacking
from models.library.writing import flush_file, flush_folder, require_space
from models.messages import Checkpoint, Problem
from models.offers import Checking, Fetched, RemoteFile

WEIGHTS = (".safetensors", ".bin")
# Of no use here, though they lie beside the others in many repositories; and torn downloads.
UNUSED = (".h5", ".msgpack", ".ot", ".onnx", ".gguf", ".part")
PICKLES = "pytorch_model*.bin"
ENDINGS = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".zst")

Files = tuple[RemoteFile, ...]


@dataclass(frozen=True)
class Importer:
    """Imports into a library; `describe` says what a folder holds, or raises `Problem`.

    What is imported may raise `Problem`, `OSError` and `Interrupted`; the library is then as
    it was.
    """

    layout: Layout
    describe: Callable[[Path], Checkpoint]
    limits: Limits
    cancelled: Callable[[], bool]

    def bring(self, path: Path) -> Iterator[Checking | Fetched]:
        """Import a folder or an archive; the last event names the checkpoint."""
        if path.is_dir():
            source = root_of(path.resolve())
            name = self.describe(source).id
            if self._is_inside(source):
                yield from self._adopt(source)
                return
        else:
            source, name = path, _stem(path.name)
        with Workshop(self.layout) as workshop:
            if source.is_dir():
                folder = workshop / slug(name)
                files = yield from self._copy(source, folder)
            else:
                folder, files = yield from self._unpack(source, name, workshop)
            yield Fetched(self._accept(folder, files))

    def _is_inside(self, folder: Path) -> bool:
        return folder.parent == self.layout.folder.resolve() and folder.name[0] != "."

    def _adopt(self, folder: Path) -> Iterator[Checking | Fetched]:
        """A folder that someone put into the library gets a manifest, and stays as it is."""
        place = self.layout.manifest(folder.name)
        if Manifest.read(place) is None:
            refuse_code(folder)
            files, meter = self._measured(_wanted(folder))
            found = []
            for path in files:
                found.append((yield from _read(path, meter)))
            Manifest("", "", tuple(found)).write(place)
            yield meter.end()
        yield Fetched(folder.name)

    def _measured(self, files: Sequence[Path]) -> tuple[Sequence[Path], Meter]:
        return files, Meter(sum(path.stat().st_size for path in files), self.cancelled)

    def _copy(self, source: Path, folder: Path) -> Generator[Checking, None, Files]:
        files, meter = self._measured(_wanted(source))
        require_space(folder, sum(path.stat().st_size for path in files))
        folder.mkdir()
        found = []
        for path in files:
            found.append((yield from _read(path, meter, folder / path.name)))
        yield meter.end()
        return tuple(found)

    def _unpack(
        self, archive: Path, name: str, workshop: Path
    ) -> Generator[Checking, None, tuple[Path, Files]]:
        numbered = workshop / ".entries"
        numbered.mkdir()
        work = Unpacking(archive, numbered, self.limits, Meter(0, self.cancelled))
        yield from unpack(work)
        root, files = chosen(work.files, archive)
        folder = workshop / slug(root[-1] if root else name)
        folder.mkdir()
        for file in files:
            file.path.rename(folder / file.parts[-1])
        yield work.meter.end()
        return folder, tuple(file.listed() for file in files)

    def _accept(self, folder: Path, files: Files) -> str:
        """Look at what came, and make it a checkpoint; its id."""
        self.describe(folder)
        refuse_code(folder)
        for _ in verify_structure(folder, self.cancelled):
            pass
        for file in files:
            flush_file(folder / file.path)
        flush_folder(folder)
        manifest = Manifest("", "", tuple(sorted(files, key=lambda file: file.path)))
        id = self._free_id(folder.name, manifest)
        manifest.write(self.layout.manifest(id))
        give_name(self.layout, folder, id)
        return id

    def _free_id(self, name: str, manifest: Manifest) -> str:
        """`name`, numbered when it stands for other files; the very same are replaced."""
        id, number = name, 1
        while os.path.lexists(self.layout.checkpoint(id)):
            if Manifest.read(self.layout.manifest(id)) == manifest:
                break
            number += 1
            id = f"{name}-{number}"
        return id


def _wanted(folder: Path) -> list[Path]:
    files = (path for path in sorted(folder.iterdir()) if is_wanted(path.name))
    return [path for path in files if path.is_file()]  # a pipe or a device would never end


def is_wanted(name: str) -> bool:
    """Whether a file of this name can be of use to a checkpoint of ours."""
    return not name.startswith(".") and not name.casefold().endswith(UNUSED)


def root_of(folder: Path) -> Path:
    """The folder with the files, where folders hold nothing but one folder."""
    while not _wanted(folder):
        below = [path for path in folder.iterdir() if path.is_dir() and path.name[0] != "."]
        if len(below) != 1:
            break
        folder = below[0]
    return folder


def chosen(files: Sequence[Unpacked], archive: Path) -> tuple[tuple[str, ...], list[Unpacked]]:
    """The folder of an archive that holds weights, nearest to its top, and its files."""
    found = [file for file in files if is_wanted(file.parts[-1]) and not _is_hidden(file)]
    roots = {file.parts[:-1] for file in found if file.parts[-1].endswith(WEIGHTS)}
    if not roots:
        raise Problem(
            f"The archive {archive.name} holds no checkpoint: there are no weights in it.",
            f"Weights are files that end in {' or '.join(WEIGHTS)}.",
        )
    root = min(roots, key=lambda parts: (len(parts), parts))
    return root, [file for file in found if file.parts[:-1] == root]


def _is_hidden(file: Unpacked) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in file.parts[:-1])


def _read(
    path: Path, meter: Meter, copy: Path | None = None
) -> Generator[Checking, None, RemoteFile]:
    """Measure a file, and write it to `copy`."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as content, (copy or Path(os.devnull)).open("wb") as written:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            written.write(chunk)
            size += len(chunk)
            yield from meter.add(path.name, len(chunk))
    return RemoteFile(path.name, size, digest.hexdigest())


def refuse_code(folder: Path) -> None:
    """Raise a `Problem` for weights that would run code; none of it is run."""
    for path in sorted(folder.glob(PICKLES)):
        from models.weights.pickled import PickleFile  # noqa: PLC0415  (loads torch)

        PickleFile(path)


def _stem(name: str) -> str:
    while name.casefold().endswith(ENDINGS):
        name = name.rpartition(".")[0]
    return name
