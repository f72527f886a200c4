"""From a download to a checkpoint: atomic, whole, checked, repaired."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.library import Library
from models.messages import Problem, UsageError
from models.offers import Checking, Plan, RemoteFile
from tests.inference.library_steps import COMMIT, fault, fetch, own, plan_of
from tests.tiny import write_student

pytestmark = pytest.mark.usefixtures("no_starters")  # describing them takes long

WEIGHTS = "model.enpt.intgemm.alphas.bin"


@pytest.fixture
def origin(tmp_path):
    return write_student(tmp_path / "origin-en-pt")


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library", tmp_path / "cache")


@pytest.fixture
def plan(origin):
    return plan_of(origin)


@pytest.fixture
def installed(library, plan, origin):
    fetch(library, plan, origin)
    return library.install(plan)


def test_a_download_becomes_a_checkpoint_in_one_step(library, plan, origin):
    staging = fetch(library, plan, origin)
    assert own(library) == {}
    found = library.install(plan)
    assert (found.id, found.state, found.origin) == ("owner--name", "ready", "hub")
    assert {path.name for path in found.path.iterdir()} == {file.path for file in plan.files}
    assert not staging.exists()
    assert library.unfinished() == ()
    assert own(library) == {"owner--name": found}


def test_what_was_begun_can_be_gone_on_with(library, plan, origin):
    staging = library.staging(plan)
    first, second = plan.files[0], max(plan.files, key=lambda file: file.bytes)
    (staging / first.path).write_bytes((origin / first.path).read_bytes())
    (staging / f"{second.path}.part").write_bytes(b"x" * 1000)
    (found,) = Library(library.folder).unfinished()
    assert (found.id, found.done, found.bytes) == (plan.id, first.bytes + 1000, plan.bytes)
    assert Library(library.folder).begun(plan.id) == plan
    assert library.staging(plan.id) == library.staging(plan) == staging
    assert own(library) == {}


def test_an_incomplete_download_is_not_installed(library, plan, origin):
    staging = fetch(library, plan, origin)
    (staging / WEIGHTS).write_bytes(b"short")
    with pytest.raises(Problem, match=f"{WEIGHTS} of owner/name is not fully here"):
        library.install(plan)
    assert own(library) == {}
    assert [one.id for one in library.unfinished()] == [plan.id]


def test_what_a_fetch_leaves_beside_the_files_does_not_come_along(library, plan, origin):
    staging = fetch(library, plan, origin)
    (staging / ".parts.json").write_text("{}")
    (staging / f"{WEIGHTS}.part").write_text("old")
    (staging / "onnx").mkdir()
    (staging / "onnx" / "model.onnx").write_text("other")
    found = library.install(plan)
    assert {path.name for path in found.path.iterdir()} == {file.path for file in plan.files}


def test_a_forgotten_download_leaves_nothing(library, plan, origin):
    fetch(library, plan, origin)
    library.forget(plan.id)
    assert library.unfinished() == ()
    assert library.begun(plan.id) is None
    library.forget(plan.id)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "C:x", "a\\b", "", "nul", "a\0"])
def test_a_plan_stays_in_its_folder(library, path):
    with pytest.raises(Problem):
        library.staging(Plan("owner/name", COMMIT, (RemoteFile(path, 1, ""),)))
    assert not library.folder.exists()


@pytest.mark.parametrize("id", ["", ".", "..", "../x", "a/b", ".hidden", "x\0", "/tmp"])
def test_an_id_names_one_folder_of_the_library(library, id):
    for work in (library.forget, library.begun, library.staging):
        with pytest.raises(UsageError, match="cannot be the name"):
            work(id)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"repo": "x/y"}', "[" * 100_000, "5"])
def test_a_torn_plan_or_manifest_is_as_none(library, plan, installed, content):
    staging = library.staging(replace(plan, repo="owner/other"))
    (staging / "plan.json").write_text(content)
    (library.folder / ".manifests" / "owner--name.json").write_text(content)
    assert library.unfinished() == ()
    assert own(library)[installed.id].origin == ""
    assert list(library.verify(installed.id))


def test_verifying_tells_how_far_it_is(library, installed, plan):
    events = list(library.verify(installed.id))
    assert all(isinstance(event, Checking) for event in events)
    assert events[-1].done == events[-1].bytes == plan.bytes
    assert library.damaged(installed.id) == ()
    assert library.repair_plan(installed.id) is None


def test_verifying_stops_when_told(library, installed):
    assert list(library.verify(installed.id, lambda: True)) == []


def spoil(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", [WEIGHTS, "vocab.enpt.spm", "config.intgemm8bitalpha.yml"])
def test_a_flipped_bit_is_found_whatever_the_digest(library, installed, name):
    spoil(installed.path / name)
    found = fault(library.verify(installed.id))
    assert found.startswith(f"{name} of owner--name is damaged or missing. Repair it")
    assert library.damaged(installed.id) == (name,)


def test_a_repair_fetches_what_is_damaged_and_nothing_else(library, installed, plan, origin):
    spoil(installed.path / WEIGHTS)
    (installed.path / "vocab.enpt.spm").unlink()
    assert own(library)[installed.id].state != "ready"
    repair = library.repair_plan(installed.id)
    assert {file.path for file in repair.files} == {WEIGHTS, "vocab.enpt.spm"}
    assert (repair.repo, repair.commit) == (plan.repo, plan.commit)
    fetch(library, repair, origin)
    assert library.install(repair).state == "ready"
    assert list(library.verify(installed.id))
    assert {path.name for path in installed.path.iterdir()} == {
        file.path for file in plan.files
    }


def test_a_repair_that_is_given_up_leaves_the_manifest(library, installed, origin):
    spoil(installed.path / WEIGHTS)
    fetch(library, library.repair_plan(installed.id), origin)
    library.forget(installed.id)
    assert library.unfinished() == ()
    assert library.damaged(installed.id) == (WEIGHTS,)


def test_where_the_new_cannot_be_named_the_old_stays(
    library, installed, plan, origin, monkeypatch
):
    fetch(library, plan, origin)
    rename = Path.rename

    def refuse(path, target):  # as Windows does where a scanner looks at a new file
        if path.parent.name == ".fetching":
            raise PermissionError(13, "Access is denied")
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        with pytest.raises(Problem, match="cannot be changed: Access is denied"):
            library.install(plan)
    assert own(library)[installed.id].state == "ready"
    assert library.begun(plan.id) == plan
    assert library.install(plan).state == "ready"


def test_a_file_that_went_bad_during_the_repair_is_named(library, installed, origin):
    spoil(installed.path / WEIGHTS)
    repair = library.repair_plan(installed.id)
    fetch(library, repair, origin)
    (installed.path / "vocab.enpt.spm").write_bytes(b"")
    with pytest.raises(Problem, match=r"vocab\.enpt\.spm"):
        library.install(repair)
    assert {file.path for file in library.repair_plan(installed.id).files} == {
        WEIGHTS,
        "vocab.enpt.spm",
    }


def test_a_newer_commit_takes_the_place_of_the_older(library, installed, origin, tmp_path):
    newer = write_student(tmp_path / "newer", seed=2)
    plan = plan_of(newer, commit="d" * 40)
    fetch(library, plan, newer)
    found = library.install(plan)
    assert (found.path / WEIGHTS).read_bytes() == (newer / WEIGHTS).read_bytes()
    assert list(library.verify(found.id))
    assert [path.name for path in library.folder.iterdir() if path.name[0] != "."] == [found.id]
