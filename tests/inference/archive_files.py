"""Writes archives of every kind, with whatever entries, and sees them refused."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections import namedtuple

from tests.inference.library_steps import content_of, fault

TARS = {"tar": open, "tar.gz": gzip.open, "tar.bz2": bz2.open, "tar.xz": lzma.open}
KINDS = ("zip", *TARS)
Entry = namedtuple("Entry", ["name", "content"])


def entries(folder, top=""):
    return [Entry(f"{top}{path.name}", path.read_bytes()) for path in sorted(folder.iterdir())]


def member(name, size=0, **values):
    found = tarfile.TarInfo(name)
    found.size = size
    for key, value in values.items():
        setattr(found, key, value)
    return found


def write_tar(path, files, *members, kind="tar", form=tarfile.PAX_FORMAT):
    """A tar of files, after further members without content."""
    with (
        TARS[kind](path, "wb") as file,
        tarfile.open(fileobj=file, mode="w", format=form) as tar,
    ):
        for one in members:
            tar.addfile(one)
        for name, content in files:
            tar.addfile(member(name, len(content)), io.BytesIO(content))
    return path


def write_zip(path, files, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files:
            one = zipfile.ZipInfo("x")
            if isinstance(name, str):
                one.filename = name  # which the constructor would shorten and clean
            else:
                one = name
            archive.writestr(one, content, compression)
    return path


def write(path, kind, files):
    """An archive of any kind."""
    path = path.with_name(f"{path.name}.{kind}")
    return write_zip(path, files) if kind == "zip" else write_tar(path, files, kind=kind)


def refused(library, tmp_path, archive, reason="is refused"):
    """The import ends with a sentence, and nothing is anywhere that was not there."""
    before = content_of(tmp_path)
    assert reason in fault(library.import_from(archive))
    assert content_of(tmp_path) == before
