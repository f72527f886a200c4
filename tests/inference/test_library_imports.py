"""Folders that are imported, what stops an import, and weights that are code."""

import os
import pickle
from pathlib import Path

import pytest
import torch

from models.library import Library
from models.offers import Fetched
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.archive_files import entries, refused, write, write_zip
from tests.inference.library_steps import brought, content_of, fault, own
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
