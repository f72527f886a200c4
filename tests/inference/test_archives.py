"""Archives and folders that are imported: good ones arrive whole, evil ones leave nothing."""

import bz2
import gzip
import io
import lzma
import os
import pickle
import stat
import struct
import tarfile
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.library import Library, Limits
from models.messages import Problem
from models.offers import Checking, Fetched
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.library_steps import brought, content_of, fault, own
from tests.tiny import write_student

WEIGHTS = "model.enpt.intgemm.alphas.bin"
TARS = {"tar": open, "tar.gz": gzip.open, "tar.bz2": bz2.open, "tar.xz": lzma.open}
Entry = namedtuple("Entry", ["name", "content"])


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    return write_student(tmp_path_factory.mktemp("origin") / "tiny-en-pt")


@pytest.fixture(autouse=True)
def no_starters(monkeypatch):
    """Describing those takes longer than most of what is done here."""
    monkeypatch.setattr("models.library.STARTER_PACKAGE", "no_such_package")


@pytest.fixture
def library(tmp_path):
    (tmp_path / "library").mkdir()
    return Library(tmp_path / "library", tmp_path / "cache")


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


KINDS = ("zip", *TARS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("top", ["", "some-en-pt/", "./", "a/some-en-pt/"])
def test_an_archive_becomes_a_checkpoint(library, student, tmp_path, kind, top):
    archive = write(tmp_path / "packed-en-pt", kind, entries(student, top))
    events = list(library.import_from(archive))
    name = "some-en-pt" if "some" in top else "packed-en-pt"
    assert events[-1] == Fetched(name)
    assert isinstance(events[-2], Checking)
    assert events[-2].done == events[-2].bytes > 0
    found = own(library)[name]
    assert (found.state, found.origin) == ("ready", "import")
    assert content_of(found.path) == content_of(student)
    assert list(library.verify(name))


def test_junk_beside_the_files_stays_behind(library, student, tmp_path):
    junk = [
        Entry("__MACOSX/x-en-pt/._model.enpt.bin", b"x"),
        Entry("x-en-pt/.DS_Store", b"x"),
        Entry("x-en-pt/onnx/model.bin", b"x"),
        Entry("x-en-pt/flax_model.msgpack", b"x"),
        Entry("README", b"x"),
    ]
    archive = write_zip(tmp_path / "a.zip", [*junk, *entries(student, "x-en-pt/")])
    assert brought(library, archive) == "x-en-pt"
    assert content_of(own(library)["x-en-pt"].path) == content_of(student)


def test_an_archive_in_an_archive_stays_packed(library, student, tmp_path):
    inner = write_zip(tmp_path / "inner.zip", entries(student))
    files = [*entries(student), Entry("inner.zip", inner.read_bytes())]
    id = brought(library, write_zip(tmp_path / "outer-en-pt.zip", files))
    assert (own(library)[id].path / "inner.zip").read_bytes() == inner.read_bytes()
    nested = write_zip(tmp_path / "nested.zip", files[-1:])
    assert "there are no weights in it" in fault(library.import_from(nested))


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


def refused(library, tmp_path, archive, reason="is refused"):
    """The import ends with a sentence, and nothing is anywhere that was not there."""
    before = content_of(tmp_path)
    assert reason in fault(library.import_from(archive))
    assert content_of(tmp_path) == before


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
    true, said = struct.pack("<I", 3_000_000), struct.pack("<I", 3_000)
    archive.write_bytes(archive.read_bytes().replace(true, said))
    refused(library, tmp_path, archive, "is damaged")


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
    evil = member("x", 512, pax_headers={**notes, "GNU.sparse.realsize": str(1 << 40)})
    with tarfile.open(tmp_path / "x.tar", "w") as tar:
        tar.addfile(evil, io.BytesIO(b"0\n".ljust(512, b"\0")))
    refused(library, tmp_path, tmp_path / "x.tar")


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


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.97])
def test_an_archive_that_is_cut_is_refused(library, student, tmp_path, kind, share):
    archive = write(tmp_path / "x-en-pt", kind, entries(student))
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])
    refused(library, tmp_path, archive, "is damaged or not whole")


@pytest.mark.parametrize("kind", ["tar.gz", "tar.bz2", "tar.xz"])
def test_a_wrong_checksum_at_the_end_is_noticed(library, student, tmp_path, kind):
    archive = write(tmp_path / "x-en-pt", kind, entries(student))
    content = archive.read_bytes()
    archive.write_bytes(content[:-6] + bytes([content[-6] ^ 4]) + content[-5:])
    refused(library, tmp_path, archive, "is damaged or not whole")


@pytest.mark.parametrize("kind", KINDS)
def test_flipped_bits_do_no_harm_beside_the_checkpoint(library, student, tmp_path, kind):
    archive = write(tmp_path / "x-en-pt", kind, entries(student))
    content = archive.read_bytes()
    for place in range(0, len(content), len(content) // 12):
        archive.write_bytes(
            content[:place] + bytes([content[place] ^ 8]) + content[place + 1 :]
        )
        try:
            library.remove(brought(library, archive))
        except Problem as problem:
            assert problem.what.endswith(".")
        assert content_of(library.folder).keys() <= {".manifests"}


@pytest.mark.parametrize(
    "content", [b"", b"x", b"PK\x03\x04", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0", b"x" * 999]
)
def test_what_is_no_archive_is_refused(library, tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    refused(library, tmp_path, tmp_path / "x.zip", "x.zip")


def test_an_archive_that_cannot_be_read_here_says_what_to_do(library, tmp_path):
    (tmp_path / "x.tar.zst").write_bytes(b"\x28\xb5\x2f\xfd" + bytes(600))
    assert fault(library.import_from(tmp_path / "x.tar.zst"))
    assert content_of(library.folder) == {}


def test_an_archive_without_a_checkpoint_is_refused(library, tmp_path):
    archive = write_zip(tmp_path / "x.zip", [Entry("a/model.bin", b"x"), Entry("a/b", b"x")])
    refused(library, tmp_path, archive, "no checkpoint")


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


def test_a_folder_is_copied(library, student, tmp_path):
    before = content_of(student)
    assert brought(library, student) == "tiny-en-pt"
    found = own(library)["tiny-en-pt"]
    assert (found.state, found.origin) == ("ready", "import")
    assert content_of(found.path) == content_of(student) == before
    assert not any(path.samefile(student / path.name) for path in found.path.iterdir())
    assert brought(library, student.parent) == "tiny-en-pt", "the one folder in a folder"


def test_a_folder_already_in_the_library_stays_there(library):
    place = write_student(library.folder / "put-en-pt")
    before = content_of(place)
    assert own(library)["put-en-pt"].origin == ""
    assert brought(library, place) == brought(library, place) == "put-en-pt"
    assert content_of(place) == before
    assert list(own(library)) == ["put-en-pt"]
    assert own(library)["put-en-pt"].origin == "import"


def test_importing_again_repairs_and_other_files_get_another_name(library, student, tmp_path):
    id = brought(library, student)
    (library.folder / id / WEIGHTS).write_bytes(b"damaged")
    assert own(library)[id].state != "ready"
    assert "Import the checkpoint again." in fault(library.verify(id))
    assert library.damaged(id) == (WEIGHTS,)
    assert library.repair_plan(id) is None
    assert brought(library, student) == id
    assert own(library)[id].state == "ready"
    other = write_student(tmp_path / "tiny-en-pt", seed=2)
    assert brought(library, other) == f"{id}-2"
    assert brought(library, other) == f"{id}-2"
    assert list(own(library)) == [id, f"{id}-2"]


@pytest.mark.parametrize("name", ["Ümläut and 'quotes' en-pt", "..en-pt", "a:b en-pt", "nul"])
def test_odd_names_of_folders_become_plain_ones(library, tmp_path, name):
    id = brought(library, write_student(tmp_path / "origin" / name))
    assert not set(id) & set(" '\":\\/")
    assert own(library)[id].state == "ready"


def test_pipes_links_to_nothing_and_subfolders_are_not_copied(library, tmp_path):
    origin = write_student(tmp_path / "origin-en-pt")
    wanted = content_of(origin)
    os.mkfifo(origin / "pipe")
    (origin / "nowhere").symlink_to("nothing")
    (origin / ".git").mkdir()
    (origin / "onnx").mkdir()
    (origin / "onnx" / "decoder.onnx").touch()
    (origin / "tf_model.h5").touch()
    id = brought(library, origin)
    assert content_of(own(library)[id].path) == wanted


def test_what_is_no_checkpoint_is_refused_before_it_is_copied(library, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "photo.jpg").touch()
    refused(library, tmp_path, tmp_path / "other", "no checkpoint")
    refused(library, tmp_path, tmp_path / "nothing", "There is no file or folder")
    for odd in ("~nobody-here", "a\0b", "x" * 5000):
        refused(library, tmp_path, Path(odd), "is not the name of a folder")


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "folder"])
def test_a_cancelled_import_leaves_nothing(library, student, tmp_path, kind):
    path = student if kind == "folder" else write(tmp_path / "x-en-pt", kind, entries(student))
    before = content_of(tmp_path)
    for looks in range(1, 100, 4):
        left = iter(range(looks))
        events = list(library.import_from(path, lambda left=left: next(left, None) is None))
        if isinstance(events[-1] if events else None, Fetched):
            break
        assert content_of(tmp_path) == before
    else:
        raise AssertionError("it never came to its end")
    assert looks > 1


def test_an_import_that_nobody_follows_to_its_end_leaves_nothing(library, student, tmp_path):
    work = library.import_from(write_zip(tmp_path / "x-en-pt.zip", entries(student)))
    next(work)
    work.close()
    assert content_of(library.folder) == {}


class Evil:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def evil_zip(path, mark):
    torch.save({"weight": Evil(mark)}, path)


def evil_pickle(path, mark):
    path.write_bytes(pickle.dumps({"weight": Evil(mark)}, protocol=2))


def evil_old_form(path, mark):
    torch.save({"weight": Evil(mark)}, path, _use_new_zipfile_serialization=False)


@pytest.fixture(scope="module")
def marian(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "marian"
    write_checkpoint(next(row for row in ROWS if row.name == "marian"), folder)
    return folder


@pytest.mark.parametrize("spoil", [evil_zip, evil_pickle, evil_old_form])
@pytest.mark.parametrize("kind", ["folder", "zip", "tar.gz"])
@pytest.mark.parametrize("beside", [True, False])
def test_weights_that_are_code_are_refused(library, marian, tmp_path, spoil, kind, beside):
    mark, origin = tmp_path / "ran", tmp_path / "origin"
    origin.mkdir()
    for path in marian.iterdir():
        if path.is_file() and (beside or path.name != "model.safetensors"):
            (origin / path.name).write_bytes(path.read_bytes())
    spoil(origin / "pytorch_model.bin", mark)
    path = origin if kind == "folder" else write(tmp_path / "x", kind, entries(origin))
    refused(library, tmp_path, path, "holds code")
    assert not mark.exists()


def test_what_was_brought_home_from_another_computer_imports(library, marian, tmp_path):
    plain = tmp_path / "Downloads" / "new folder"
    plain.mkdir(parents=True)
    for path in marian.iterdir():
        if path.is_file():
            (plain / path.name).write_bytes(path.read_bytes())
    id = brought(library, plain)
    assert (id, own(library)[id].state) == ("new-folder", "ready")
