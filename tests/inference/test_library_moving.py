"""A library moves to another folder or disk: whole, or not at all."""

from pathlib import Path

import pytest

from models.library import Library
from tests.inference.library_steps import content_of, fault, own
from tests.tiny import write_student


@pytest.fixture
def library(tmp_path):
    """A library with one checkpoint that someone put there by hand."""
    folder = tmp_path / "library"
    write_student(folder / "by-hand-en-pt")
    return Library(folder, tmp_path / "cache")


@pytest.fixture
def another_disk(monkeypatch):
    """Renaming between folders fails, as it does from one disk to another."""
    rename = Path.rename

    def refuse(path, target):
        if path.name == "library":
            raise OSError(18, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)


def test_a_library_moves_by_its_name_on_one_disk(library, tmp_path):
    before = content_of(library.folder)
    new, told = tmp_path / "new" / "place", []
    events = list(library.move(new, switched=told.append))
    assert events[-1].done == events[-1].bytes > 0
    assert (content_of(new), library.folder, told) == (before, new, [new])
    assert not (tmp_path / "library").exists()
    assert own(library)["by-hand-en-pt"].path.parent == new


def test_a_library_is_copied_to_another_disk(library, tmp_path, another_disk):
    old, new = library.folder, tmp_path / "new"
    new.mkdir()
    before = content_of(old)
    seen = []

    def switched(folder):
        seen.append((content_of(folder), content_of(old)))

    events = list(library.move(new, switched=switched))
    assert seen == [(before, before)]
    assert [event.done for event in events] == sorted(event.done for event in events)
    assert events[-1].done == events[-1].bytes == library.total()
    assert not old.exists()
    assert own(library)["by-hand-en-pt"].state == "ready"


def test_what_a_killed_move_left_is_no_hindrance(library, tmp_path, another_disk):
    before = content_of(library.folder)
    (tmp_path / "new" / ".moving" / "half").mkdir(parents=True)
    assert own(Library(tmp_path / "new")) == {}
    list(library.move(tmp_path / "new"))
    assert content_of(tmp_path / "new") == before


def test_a_cancelled_move_leaves_all_as_it_was(library, tmp_path, another_disk):
    old, new = library.folder, tmp_path / "new"
    before = content_of(old)
    for looks in range(0, 20, 3):
        left = iter(range(looks))
        assert all(
            event.done <= event.bytes
            for event in library.move(new, lambda left=left: next(left, None) is None)
        )
        if library.folder != old:
            break
        assert content_of(old) == before
        assert not new.exists() or list(new.iterdir()) == []
    else:
        raise AssertionError("it never came to its end")


def test_a_move_that_fails_leaves_the_old_library(library, tmp_path, another_disk, monkeypatch):
    before = content_of(library.folder)

    def full(source, copy):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.library.moving.shutil.copystat", full)
    assert "is full" in fault(library.move(tmp_path / "new"))
    assert content_of(library.folder) == before
    assert list((tmp_path / "new").iterdir()) == []


def test_a_disk_that_keeps_something_else_is_noticed(
    library, tmp_path, another_disk, monkeypatch
):
    before = content_of(library.folder)
    monkeypatch.setattr(
        "models.library.moving.shutil.copystat", lambda source, copy: copy.write_bytes(b"x")
    )
    assert "is not what was written" in fault(library.move(tmp_path / "new"))
    assert content_of(library.folder) == before
    assert list((tmp_path / "new").iterdir()) == []


def test_a_library_is_not_moved_where_it_cannot_be(library, tmp_path):
    (tmp_path / "file").touch()
    places = {
        library.folder: "already",
        library.folder / "below": "inside the library",
        tmp_path: "inside",
        tmp_path / "file": "is no folder",
    }
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    places[tmp_path / "full"] = "is not empty"
    before = content_of(tmp_path)
    for place, reason in places.items():
        assert reason in fault(library.move(place))
    assert content_of(tmp_path) == before


def test_a_library_that_is_not_there_yet_moves_too(tmp_path):
    library = Library(tmp_path / "none")
    list(library.move(tmp_path / "new"))
    assert library.folder == tmp_path / "new"
    assert own(library) == {}
