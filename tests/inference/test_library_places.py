"""Folders of other programs: found, used where they are, and never changed."""

import json
import os
import shutil
from pathlib import Path

import pytest

from desktop_app import cli
from desktop_app.paths import find_paths
from desktop_app.settings import Settings
from desktop_app.settings_file import write_settings
from models.library import Library, Places, find_places
from models.messages import UsageError
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.library_steps import content_of, own
from tests.tiny import write_student

COMMIT, OTHER = "a" * 40, "b" * 40
HOME = Path("home")


@pytest.mark.parametrize(
    ("environment", "platform", "wanted"),
    [
        ({}, "linux", (".cache/huggingface/hub", ".config/translateLocally")),
        ({}, "darwin", (".cache/huggingface/hub", ".config/translateLocally")),
        ({}, "win32", (".cache/huggingface/hub", "AppData/Roaming/translateLocally")),
        ({"APPDATA": "home/r"}, "win32", (".cache/huggingface/hub", "r/translateLocally")),
        ({"HF_HOME": "home/h"}, "linux", ("h/hub", ".config/translateLocally")),
        (
            {"HF_HOME": "home/h", "HF_HUB_CACHE": "home/c", "XDG_CONFIG_HOME": "home/x"},
            "linux",
            ("c", "x/translateLocally"),
        ),
        (
            {"XDG_CACHE_HOME": "home/x"},
            "linux",
            ("x/huggingface/hub", ".config/translateLocally"),
        ),
    ],
)
def test_where_they_are_looked_for(environment, platform, wanted):
    found = find_places(environment, platform, HOME)
    assert found == Places(*(HOME / one for one in wanted))


def test_by_default_no_other_place_is_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    assert find_places().huggingface == tmp_path / "hub"
    assert own(Library(tmp_path / "library")) == {}


@pytest.fixture(scope="module")
def marian(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "marian"
    write_checkpoint(next(row for row in ROWS if row.name == "marian"), folder)
    return folder


@pytest.fixture
def hub(tmp_path):
    return tmp_path / "hub"


@pytest.fixture
def library(tmp_path, hub):
    return Library(
        tmp_path / "library", tmp_path / "cache", Places(hub, tmp_path / "translateLocally")
    )


def cached(hub, folder, repo="owner--name", commit=COMMIT):
    """A repository as the hub's client lays it down: links to files that digests name."""
    repository = hub / f"models--{repo}"
    snapshot, blobs = repository / "snapshots" / commit, repository / "blobs"
    for made in (snapshot, blobs, repository / "refs"):
        made.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(folder.iterdir())):
        shutil.copyfile(path, blobs / f"{commit[0]}{number}")
        (snapshot / path.name).symlink_to(
            os.path.relpath(blobs / f"{commit[0]}{number}", snapshot)
        )
    (repository / "refs" / "main").write_text(commit)
    return repository


def test_what_the_hubs_client_has_fetched_is_there(library, hub, marian):
    repository = cached(hub, marian)
    before = content_of(hub)
    found = own(library)["owner--name"]
    assert (found.state, found.origin) == ("ready", "huggingface")
    assert found.path == (repository / "snapshots" / COMMIT).resolve()
    assert list(library.verify("owner--name"))[-1].bytes > 0
    assert library.repair_plan("owner--name") is None
    with pytest.raises(UsageError, match="belongs to the Hugging Face cache"):
        library.remove("owner--name")
    assert content_of(hub) == before


def test_the_commit_that_main_names_counts(library, hub, marian):
    cached(hub, marian, commit=OTHER)
    repository = cached(hub, marian)
    assert own(library)["owner--name"].path == (repository / "snapshots" / COMMIT).resolve()
    (repository / "refs" / "main").unlink()
    assert own(library) == {}


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "generation_config.json"])
def test_a_snapshot_that_is_not_complete_is_not_listed(library, hub, marian, name):
    repository = cached(hub, marian)
    (repository / "snapshots" / COMMIT / name).resolve().unlink()
    assert own(library) == {}


@pytest.mark.parametrize("commit", ["", "../../../x", "a/b", "\xff", "main"])
def test_a_torn_reference_leads_nowhere(library, hub, marian, commit):
    repository = cached(hub, marian)
    (repository / "refs" / "main").write_bytes(commit.encode("latin-1"))
    assert own(library) == {}


def test_a_reference_out_of_the_cache_is_not_followed(library, hub, marian, tmp_path):
    repository = cached(hub, marian)
    shutil.copytree(marian, tmp_path / "elsewhere")
    reference = os.path.relpath(tmp_path / "elsewhere", repository / "snapshots")
    (repository / "refs" / "main").write_text(reference)
    assert own(library) == {}


def test_what_is_no_family_of_ours_is_not_listed(library, hub, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.json").write_text('{"model_type": "bert"}')
    cached(hub, other)
    (hub / "datasets--owner--set").mkdir()
    (hub / "version.txt").write_text("1")
    assert own(library) == {}


def test_what_is_in_the_library_too_is_listed_once(library, hub, marian):
    cached(hub, marian)
    shutil.copytree(marian, library.folder / "owner--name")
    (found,) = own(library).values()
    assert (found.origin, found.path.parent) == ("", library.folder)


def test_a_shared_checkpoint_can_be_made_ones_own(library, hub, marian):
    repository = cached(hub, marian)
    *_, last = library.import_from(repository / "snapshots" / COMMIT)
    found = own(library)[last.id]
    assert (found.id, found.origin, found.state) == ("owner--name", "import", "ready")
    assert not any(path.is_symlink() for path in found.path.iterdir())
    shutil.rmtree(hub)
    assert list(library.verify(last.id))


def test_checkpoints_of_translatelocally_are_there(library, tmp_path):
    place = tmp_path / "translateLocally"
    for name in ("enpt.student.tiny11-1630000000", "extracting-abc", "no-notes-en-pt"):
        write_student(place / name)
        if name != "no-notes-en-pt":
            (place / name / "model_info.json").write_text('{"shortName": "en-pt-tiny"}')
    write_student(place / "cut-en-pt")
    (place / "cut-en-pt" / "model_info.json").write_text("{}")
    (place / "cut-en-pt" / "vocab.enpt.spm").unlink()
    (place / "translateLocally.ini").touch()
    before = content_of(place)
    (found,) = own(library).values()
    assert (found.id, found.origin) == ("enpt.student.tiny11-1630000000", "translatelocally")
    assert found.pairs == (("en", "pt"),)
    with pytest.raises(UsageError, match="belongs to translateLocally"):
        library.remove(found.id)
    assert content_of(place) == before


def test_folders_that_the_window_opened_are_known_to_commands(home, tmp_path, capsys):
    folder = write_student(tmp_path / "elsewhere" / "tiny-en-pt")
    write_settings(find_paths().settings, Settings(folders=(str(folder), "/gone")))
    assert cli.main(["models", "list", "--json"]) == 0
    listed = [one["id"] for one in json.loads(capsys.readouterr().out)]
    assert str(folder) in listed
    assert "/gone" not in listed
    assert cli.main(["translate", "A house.", "--model", str(folder)]) == 0
