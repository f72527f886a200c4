"""Archives made to do harm: refused, and nothing is anywhere that was not there before."""

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections import namedtuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.library import Library, Limits
from models.messages import Problem
from tests.inference.archive_files import (
    KINDS,
    Entry,
    entries,
    member,
    refused,
    write,
    write_tar,
    write_zip,
)
from tests.inference.library_steps import brought, content_of
from tests.tiny import write_student

pytestmark = pytest.mark.usefixtures("no_starters")  # describing them takes long

WEIGHTS = "model.enpt.intgemm.alphas.bin"


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    return write_student(tmp_path_factory.mktemp("origin") / "tiny-en-pt")


@pytest.fixture
def library(tmp_path):
    (tmp_path / "library").mkdir()
    return Library(tmp_path / "library", tmp_path / "cache")


EVIL_NAMES = (
    "../evil",
    "a/../../evil",
    "/evil",
    "//evil",
    "C:/evil",
    "C:evil",
    "evil:stream",
    "..\\evil",
    "\\evil",
    "a\\..\\..\\evil",
    "evil\x01",
    "evil\x7f",
    "evil\n",
    "..",
    "nul",
    "COM1.txt",
    "evil.",
    "evil ",
    "x" * 300,
)


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
@pytest.mark.parametrize("name", EVIL_NAMES)
def test_names_that_lead_elsewhere_are_refused(library, student, tmp_path, kind, name):
    archive = write(tmp_path / "evil", kind, [*entries(student), Entry(name, b"evil")])
    refused(library, tmp_path, archive)


def test_a_way_out_is_named(library, student, tmp_path):
    archive = write_zip(tmp_path / "x.zip", [*entries(student), Entry("a/../../evil", b"")])
    refused(library, tmp_path, archive, "it leads out of its folder, the name 'a/../../evil'")


def test_a_nul_in_a_name_is_refused(library, student, tmp_path):
    archive = write_zip(tmp_path / "x.zip", [*entries(student), Entry("evil!.txt", b"evil")])
    archive.write_bytes(archive.read_bytes().replace(b"evil!", b"evil\0"))
    refused(library, tmp_path, archive)
    pax = member("x", pax_headers={"path": "evil\0x"})
    refused(library, tmp_path, write_tar(tmp_path / "x.tar", entries(student), pax))


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize(
    "names",
    [
        (WEIGHTS,),
        (WEIGHTS.upper(),),
        (f"./{WEIGHTS}",),
        (f"x//{WEIGHTS}", f"x/{WEIGHTS}"),
        ("é", "e\u0301"),
        ("Straße", "STRASSE"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_for_one_place_are_refused(library, student, tmp_path, kind, names):
    files = [*entries(student), *(Entry(name, b"evil") for name in names)]
    refused(library, tmp_path, write(tmp_path / "twice", kind, files))


SPECIAL = {
    "symbolic link": {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"},
    "hard link": {"type": tarfile.LNKTYPE, "linkname": WEIGHTS},
    "character device": {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 3},
    "block device": {"type": tarfile.BLKTYPE},
    "pipe": {"type": tarfile.FIFOTYPE},
    "sparse file": {"type": tarfile.GNUTYPE_SPARSE},
    "contiguous file": {"type": tarfile.CONTTYPE},
    "of no known type": {"type": b"Z"},
}


@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_plain_file_is_refused(library, student, tmp_path, kind):
    evil = member("evil", **SPECIAL[kind])
    refused(library, tmp_path, write_tar(tmp_path / "x.tar", entries(student), evil))


def test_a_link_and_a_file_through_it_are_refused(library, student, tmp_path):
    link = member("out", type=tarfile.SYMTYPE, linkname=str(tmp_path))
    files = [*entries(student), Entry("out/evil", b"evil")]
    refused(library, tmp_path, write_tar(tmp_path / "x.tar", files, link))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO])
def test_a_zip_with_a_link_or_a_device_is_refused(library, student, tmp_path, kind):
    evil = zipfile.ZipInfo("evil")
    evil.external_attr = (kind | 0o777) << 16
    files = [*entries(student), Entry(evil, b"/etc/passwd")]
    refused(library, tmp_path, write_zip(tmp_path / "x.zip", files), "is a link or a device")


def test_an_encrypted_zip_is_refused(library, student, tmp_path):
    archive = write_zip(tmp_path / "x.zip", entries(student))
    content = bytearray(archive.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + flags] |= 1
    archive.write_bytes(content)
    refused(library, tmp_path, archive, "it is encrypted")


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.xz"])
def test_a_bomb_is_refused(library, student, tmp_path, kind):
    files = [*entries(student), Entry("zeros.txt", bytes(80_000_000))]
    refused(library, tmp_path, write(tmp_path / "bomb", kind, files), "far more than its size")


def test_a_bomb_that_lies_about_its_size_is_refused(library, student, tmp_path):
    files = [*entries(student), Entry("zeros.txt", bytes(3_000_000))]
    archive = write_zip(tmp_path / "x.zip", files)
    content, true = archive.read_bytes(), struct.pack("<I", 3_000_000)
    for said in (3_000, 3_000_001):
        archive.write_bytes(content.replace(true, struct.pack("<I", said)))
        refused(library, tmp_path, archive, "is damaged")


def test_a_bomb_behind_the_last_entry_is_refused(library, student, tmp_path):
    archive = write_tar(tmp_path / "x.tar.gz", entries(student), kind="tar.gz")
    archive.write_bytes(archive.read_bytes() + gzip.compress(bytes(80_000_000)))
    refused(library, tmp_path, archive, "far more than its size")


def test_a_tar_that_announces_more_than_it_may_is_refused(library, student, tmp_path):
    with (tmp_path / "x.tar").open("wb") as file:
        file.write(member("huge", 1 << 45).tobuf(tarfile.GNU_FORMAT))
        file.write(bytes(2048))
    refused(library, tmp_path, tmp_path / "x.tar", "far more than its size")


def test_a_header_that_takes_all_memory_is_refused(library, tmp_path):
    with gzip.open(tmp_path / "x.tar.gz", "wb") as file:
        file.write(member("note", 1 << 24, type=b"x").tobuf(tarfile.USTAR_FORMAT))
        file.write(bytes(1 << 24))
    refused(library, tmp_path, tmp_path / "x.tar.gz", "a header that is far too large")


def test_a_sparse_file_of_the_newer_kind_is_refused(library, student, tmp_path):
    notes = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "evil"}
    for size, reason in ((5, "another special file"), (1 << 40, "far more than its size")):
        evil = member("x", 512, pax_headers={**notes, "GNU.sparse.realsize": str(size)})
        with tarfile.open(tmp_path / "x.tar", "w") as tar:
            tar.addfile(evil, io.BytesIO(b"0\n".ljust(512, b"\0")))
        refused(library, tmp_path, tmp_path / "x.tar", reason)


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_too_many_entries_are_refused(library, student, tmp_path, kind):
    files = [*entries(student), *(Entry(f"x/{number}", b"") for number in range(10_001))]
    refused(
        library, tmp_path, write(tmp_path / "many", kind, files), "more than 10,000 entries"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_unpacked_can_be_limited(student, tmp_path, kind):
    library = Library(tmp_path / "library", limits=Limits(bytes=20_000))
    (tmp_path / "library").mkdir()
    archive = write(tmp_path / "x-en-pt", kind, entries(student))
    refused(library, tmp_path, archive, "far more than its size")


def test_what_does_not_fit_on_the_disk_is_refused(library, student, tmp_path, monkeypatch):
    usage = namedtuple("Usage", ["free"])
    monkeypatch.setattr("models.library.writing.shutil.disk_usage", lambda path: usage(1000))
    for kind in ("zip", "tar.gz"):
        archive = write(tmp_path / "x-en-pt", kind, entries(student))
        refused(library, tmp_path, archive, "are needed")
    refused(library, tmp_path, student, "are needed")


NAMES = st.text(st.sampled_from("ab./\\:~ \0\n\x7f\u202eéCcOoNnM1-_"), max_size=12)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names=st.lists(NAMES, min_size=1, max_size=4), kind=st.sampled_from(["zip", "tar"]))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_whatever_the_names_nothing_appears_outside(library, student, tmp_path, names, kind):
    files = [*entries(student, "top-en-pt/"), *(Entry(name, b"evil") for name in names)]
    archive = write(tmp_path / "x", kind, files)
    before = content_of(tmp_path)
    try:
        id = brought(library, archive)
    except Problem:
        assert content_of(tmp_path) == before
        return
    place = library.folder / id
    assert place.parent == library.folder
    assert all(path.parent == place and path.is_file() for path in place.iterdir())
    library.remove(id)
    (library.folder / ".manifests").rmdir()
    assert content_of(tmp_path) == before
