"""A checkpoint that ended the program is not opened again until someone says so."""

import json
import os
import subprocess
import sys

import pytest

from desktop_app import cli
from desktop_app.paths import find_paths
from models.engine import Engine
from models.library import Library
from models.library.processes import started
from models.messages import Problem, Translate
from tests.inference.library_steps import own
from tests.inference.running import MEMORY, failure
from tests.source_tree import ROOT
from tests.tiny import write_student

ID = "odd-en-pt"


@pytest.fixture
def folder(tmp_path):
    write_student(tmp_path / "library" / ID)
    return tmp_path


def at(folder):
    return Library(folder / "library", folder / "cache")


CRASH = """
import os, sys
from pathlib import Path
from models.library import Library
folder = Path(sys.argv[1])
with Library(folder / "library", folder / "cache").opening(sys.argv[2]):
    os.abort()
"""


def crash(folder, id=ID):
    command = [sys.executable, "-c", CRASH, str(folder), id]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode


def test_the_mark_lies_there_for_as_long_as_it_takes(folder):
    library = at(folder)
    with library.opening(ID):
        (mark,) = (folder / "cache" / "opening").iterdir()
        assert mark.name == ID
        assert mark.read_text().split()[0] == str(os.getpid())
        assert not at(folder).quarantined(ID), "the program that opens it still runs"
    assert not mark.exists()


@pytest.mark.parametrize(
    "error", [Problem("It is broken."), MemoryError(), KeyboardInterrupt()]
)
def test_an_error_is_no_crash(folder, error):
    with pytest.raises(type(error)), at(folder).opening(ID):
        raise error
    assert not at(folder).quarantined(ID)


def test_a_crash_is_remembered_until_it_is_released(folder):
    crash(folder)
    library = at(folder)
    assert library.quarantined(ID)
    found = own(library)[ID]
    assert found.state == (
        f"Interlinear ended while it opened {found.name}, so it stays closed. "
        "Press “Trust again” in the Library to try it once more."
    )
    assert (
        "ended while it opened" in failure(Engine(library, MEMORY), Translate(1, "a", ID)).what
    )
    assert at(folder).quarantined(ID), "until it is released, whatever is started meanwhile"
    library.release(ID)
    for one in (library, at(folder)):
        assert not one.quarantined(ID)
        assert own(one)[ID].state == "ready"


@pytest.fixture
def closed(home):
    """A checkpoint of this user that ended the program."""
    paths = find_paths()
    write_student(paths.library / ID)
    mark = paths.cache / "opening" / ID
    mark.parent.mkdir(parents=True)
    mark.write_text("99999999 1.0")
    return mark


TRANSLATE = ("translate", "--model", ID, "a")


def test_the_command_line_says_how_to_open_it_and_does(closed, capsys):
    assert cli.main(TRANSLATE) == 1
    said = capsys.readouterr().err
    assert said.endswith(f" Run “interlinear models trust {ID}” to try it once more.\n")
    assert cli.main(("models", "trust", ID)) == 0
    assert capsys.readouterr().out == f"{ID} is trusted again.\n"
    assert cli.main(TRANSLATE) == 0
    assert cli.main(("models", "trust", ID, "--json")) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"id": ID, "trusted": False}


def test_the_languages_that_only_it_knows_lead_to_the_reason(home, capsys):
    paths, id = find_paths(), "odd-en-de"
    write_student(paths.library / id, pair="ende")
    (paths.cache / "opening").mkdir(parents=True)
    (paths.cache / "opening" / id).write_text("99999999 1.0")
    assert cli.main(("translate", "a", "--from", "en", "--to", "de")) == 1
    said = capsys.readouterr().err
    assert "ended while it opened" in said
    assert f"“interlinear models trust {id}”" in said


def test_what_is_not_there_cannot_be_trusted(home, capsys):
    assert cli.main(("models", "trust", "nothing")) == 2
    assert "no checkpoint nothing" in capsys.readouterr().err


def test_a_self_test_of_what_is_closed_leaves_the_reason(closed, capsys):
    assert cli.main(("selftest", "--model", ID, "--json")) == 1
    assert closed.read_text() == "99999999 1.0"


def test_a_quarantined_checkpoint_is_not_chosen_by_itself(folder):
    crash(folder, "starter-en-pt")
    assert at(folder).for_pair("en", "pt").id == ID
    assert at(folder).find("starter-en-pt").state != "ready"


def test_a_quarantined_checkpoint_can_be_removed(folder):
    crash(folder)
    at(folder).remove(ID)
    assert list((folder / "cache" / "opening").iterdir()) == []


@pytest.mark.parametrize(
    "content", ["", "\0\0\0", "x", "99999999 1.0", "99999999", "-1", "1" * 40]
)
def test_a_torn_mark_or_one_of_a_program_that_is_gone_counts(folder, content):
    mark = folder / "cache" / "opening" / ID
    mark.parent.mkdir(parents=True)
    mark.write_text(content)
    assert at(folder).quarantined(ID)


def test_a_later_program_with_the_same_number_is_not_the_one(folder):
    mark = folder / "cache" / "opening" / ID
    mark.parent.mkdir(parents=True)
    mark.write_text(f"{os.getpid()} {started(os.getpid()) - 3600}")
    assert at(folder).quarantined(ID)
    mark.write_text(f"{os.getpid()} {started(os.getpid())}")
    assert not at(folder).quarantined(ID)


def test_a_broken_checkpoint_keeps_its_own_reason(folder):
    crash(folder)
    (folder / "library" / ID / "vocab.enpt.spm").unlink()
    assert "vocab" in own(at(folder))[ID].state


def test_without_a_cache_nothing_is_marked(folder):
    library = Library(folder / "library")
    with library.opening(ID):
        assert not (folder / "cache").exists()
    assert not library.quarantined(ID)


def test_a_cache_that_cannot_be_written_keeps_nobody_waiting(folder):
    (folder / "cache").touch()
    with at(folder).opening(ID):
        assert own(at(folder))[ID].state == "ready"


def test_an_id_with_a_path_in_it_is_not_marked(folder):
    with at(folder).opening("../../elsewhere"):
        assert list(folder.rglob("elsewhere*")) == []
