"""Archives that are imported: good ones arrive whole, torn ones leave nothing."""

import pytest

from models.library import Library
from models.messages import Problem
from models.offers import Checking, Fetched
from tests.inference.archive_files import KINDS, Entry, entries, refused, write, write_zip
from tests.inference.library_steps import brought, content_of, fault, own
from tests.tiny import write_student

pytestmark = pytest.mark.usefixtures("no_starters")  # describing them takes long


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    return write_student(tmp_path_factory.mktemp("origin") / "tiny-en-pt")


@pytest.fixture
def library(tmp_path):
    (tmp_path / "library").mkdir()
    return Library(tmp_path / "library", tmp_path / "cache")


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
