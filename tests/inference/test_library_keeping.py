"""Checkpoints that are there: looked at, removed, moved, counted."""

import json
import os
import struct
import time
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from models.fingerprint import fingerprint
from models.library import Library, Places
from models.messages import Problem, UsageError
from models.offers import Checking
from models.quantize import FILE, load_quantized
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.int8_nets import NAMING, empty_net, write_weights
from tests.inference.library_steps import content_of, fault, fetch, own, plan_of
from tests.tiny import write_student

WEIGHTS = "model.enpt.intgemm.alphas.bin"


@pytest.fixture(scope="module")
def marian(tmp_path_factory):
    """A folder as the reference writes it, with safetensors."""
    folder = tmp_path_factory.mktemp("whole") / "marian"
    write_checkpoint(next(row for row in ROWS if row.name == "marian"), folder)
    return folder


@pytest.fixture
def library(tmp_path):
    """A library with one checkpoint that someone put there by hand."""
    folder = tmp_path / "library"
    write_student(folder / "by-hand-en-pt")
    return Library(folder, tmp_path / "cache")


def put(library, folder, name):
    copy = library.folder / name
    copy.mkdir()
    for path in folder.iterdir():
        if path.is_file():
            (copy / path.name).write_bytes(path.read_bytes())
    return copy


def test_without_a_manifest_the_build_of_the_files_is_looked_at(library, marian):
    put(library, marian, "by-hand-marian")
    for id in ("by-hand-en-pt", "by-hand-marian", "starter-en-pt"):
        events = list(library.verify(id))
        assert events[-1] == Checking("", events[-1].bytes, events[-1].bytes)
        assert events[-1].bytes > 0
        assert library.damaged(id) == ()
        assert library.repair_plan(id) is None


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def lengthen(path):
    path.write_bytes(path.read_bytes() + b"x")


def torn_header(path):
    path.write_bytes(struct.pack("<Q", 40) + b"{" * 60)


@pytest.mark.parametrize(
    "spoil", [cut, lengthen, torn_header, lambda path: path.write_bytes(b"")]
)
def test_safetensors_that_are_not_whole_are_named(library, marian, spoil):
    copy = put(library, marian, "spoilt")
    spoil(copy / "model.safetensors")
    assert "model.safetensors of spoilt is damaged" in fault(library.verify("spoilt"))


def test_a_torn_zip_of_tensors_is_named(library, marian):
    copy = put(library, marian, "spoilt")
    (copy / "model.safetensors").unlink()
    torch.save({"weight": torch.ones(3)}, copy / "pytorch_model.bin")
    assert list(library.verify("spoilt"))
    cut(copy / "pytorch_model.bin")
    assert "pytorch_model.bin of spoilt is damaged" in fault(library.verify("spoilt"))


def test_a_json_file_that_is_none_is_named(library, marian):
    copy = put(library, marian, "spoilt")
    (copy / "notes.json").write_text("{")
    assert own(library)["spoilt"].state == "ready"
    assert "notes.json of spoilt is damaged" in fault(library.verify("spoilt"))
    cut(copy / "tokenizer_config.json")
    assert "tokenizer_config.json of spoilt" in fault(library.verify("spoilt"))


def test_shards_that_are_not_there_are_named(library, marian):
    copy = put(library, marian, "spoilt")
    save_file({"x": torch.ones(1)}, copy / "a.safetensors")
    index = {"weight_map": {"x": "a.safetensors", "y": "b.safetensors"}}
    (copy / "model.safetensors.index.json").write_text(json.dumps(index))
    assert "b.safetensors" in fault(library.verify("spoilt"))


def test_a_student_that_is_cut_is_named(library):
    cut(library.folder / "by-hand-en-pt" / WEIGHTS)
    assert WEIGHTS in fault(library.verify("by-hand-en-pt"))


def test_removing_frees_the_checkpoint_and_what_was_made_of_it(library, tmp_path):
    place = library.folder / "by-hand-en-pt"
    size = sum(path.stat().st_size for path in place.iterdir())
    derived = library.cache / fingerprint(place)
    derived.mkdir(parents=True)
    (derived / "devices.json").write_bytes(b"x" * 100)
    older = library.cache / "0123456789abcdef" / "weights"
    older.mkdir(parents=True)
    table = json.dumps({"checkpoint": str(place.resolve())})
    (older / "conversion.json").write_text(table)
    other = library.cache / "fedcba9876543210" / "weights"
    other.mkdir(parents=True)
    (other / "conversion.json").write_text('{"checkpoint": "/elsewhere"}')
    assert library.total() == size + 100 + len(table) + 29 - 1
    assert library.remove("by-hand-en-pt") == size + 100 + len(table)
    assert own(library) == {}
    assert list(library.folder.iterdir()) == []
    assert [path.name for path in library.cache.iterdir()] == ["fedcba9876543210"]


def test_rounded_weights_of_an_older_state_go_with_their_checkpoint(library):
    place, cache = library.folder / "net", library.cache
    load_quantized(empty_net(), write_weights(place), cache, NAMING, "net")
    (derived,) = library.cache.iterdir()
    assert [path.name for path in derived.iterdir()] == [FILE]
    os.utime(place / "model.safetensors", (1, 1))
    others = write_weights(cache.parent / "another net")
    load_quantized(empty_net(), others, cache, NAMING, "net")
    for name, content in (("cut", b"\xff" * 8), ("odd", b"\2" + bytes(7) + b"[]")):
        (cache / name).mkdir()
        (cache / name / FILE).write_bytes(content)
    library.remove("net")
    assert {path.name for path in cache.iterdir()} == {fingerprint(others), "cut", "odd"}


def test_removing_takes_manifest_download_and_mark_along(tmp_path):
    origin = write_student(tmp_path / "origin-en-pt")
    library = Library(tmp_path / "library", tmp_path / "cache")
    plan = plan_of(origin)
    fetch(library, plan, origin)
    found = library.install(plan)
    (found.path / WEIGHTS).write_bytes(b"damaged")
    fetch(library, library.repair_plan(found.id), origin)
    library.remove(found.id)
    assert library.unfinished() == ()
    assert [path for path in library.folder.rglob("*") if path.is_file()] == []


def test_what_is_not_the_librarys_is_not_removed(library, tmp_path):
    elsewhere = write_student(tmp_path / "elsewhere" / "by-hand-en-pt")
    for id, reason in (
        ("starter-en-pt", "comes with the program"),
        (str(elsewhere), "is not in the library"),
        ("nothing", "There is no checkpoint"),
    ):
        with pytest.raises(UsageError, match=reason):
            library.remove(id)
    assert "by-hand-en-pt" in own(library)
    assert elsewhere.is_dir()


def test_of_a_linked_folder_only_the_link_is_removed(library, tmp_path):
    elsewhere = write_student(tmp_path / "elsewhere" / "linked-en-pt")
    before = content_of(elsewhere)
    (library.folder / "link").symlink_to(elsewhere, True)
    assert own(library)["link"].state == "ready"
    assert library.remove("link") == 0
    assert content_of(elsewhere) == before
    assert "link" not in own(library)


def test_a_folder_in_use_stays_as_it_is(library, monkeypatch):
    before = content_of(library.folder)

    def refuse(path, target):  # as Windows does for a folder with an open file
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Problem, match="by-hand-en-pt cannot be removed") as raised:
        library.remove("by-hand-en-pt")
    assert raised.value.hint.endswith(".")
    assert content_of(library.folder) == before


def test_what_a_killed_program_left_goes_with_the_next_work(library):
    for owner in (99999999, os.getpid()):
        (library.folder / f".work-{owner}-x" / "y").mkdir(parents=True)
    library.remove("by-hand-en-pt")
    assert [path.name for path in library.folder.iterdir()] == [f".work-{os.getpid()}-x"]


def test_places_that_do_not_exist_cost_nothing(tmp_path, no_starters):
    library = Library(
        tmp_path / "none", tmp_path / "cache", Places(tmp_path / "a", tmp_path / "b")
    )
    took = []
    for _ in range(5):
        start = time.perf_counter()
        assert library.checkpoints() == ()
        took.append(time.perf_counter() - start)
    assert min(took) < 0.005
