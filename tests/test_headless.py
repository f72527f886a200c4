"""Without a screen the program paints its window, shows a sentence and says what is next."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop_app import __main__, headless
from desktop_app.display import Lacking
from models.library import Library
from models.messages import Problem
from tests.source_tree import ROOT

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """The folder and the outcome of one start without arguments and without a display."""
    folder = tmp_path_factory.mktemp("started")
    environment = {key: value for key, value in os.environ.items() if key not in DISPLAYS}
    environment |= {"PYTHONPATH": str(ROOT), "INTERLINEAR_HOME": str(folder / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder, done.stdout.splitlines()


def test_the_same_job_is_done_without_a_screen(started):
    folder, (said, picture, _, source, target, links, *rest) = started
    network = rest[-2]
    assert said.startswith("There is no display here.")
    assert Path(picture) == folder / "interlinear.png"
    rows = [line.split()[1:] for line in (source, *rest) if line.startswith("en ")]
    assert [word for row in rows for word in row] == headless.SENTENCE.split()
    assert {"casa", "vermelha", "vendida"} <= set(target.split())
    # "red" stands above "vermelha", with the strength of their link below.
    place = source.index("red")
    assert target[place:].startswith("vermelha")
    assert 50 < int(re.match(r"(\d+) %", links[place:])[1]) <= 100
    assert network == "network used: none"


def test_the_picture_is_the_window_with_its_result(started):
    picture = QImage(str(started[0] / "interlinear.png"))
    assert (picture.width(), picture.height()) >= (720, 480)
    columns, rows = range(0, picture.width(), 2), range(0, picture.height(), 2)
    colors = {picture.pixel(x, y) for x in columns for y in rows}
    assert len(colors) > 50, "the picture shows text and links, not an empty window"


def test_nothing_of_it_is_kept(started):
    assert [path.name for path in started[0].iterdir()] == ["interlinear.png"]


def test_the_command_for_ones_own_text_works(started):
    python, *arguments = shlex.split(started[1][-1].partition(": ")[2])
    assert Path(sys.executable).name == python
    given = [argument.replace("…", "The red house.") for argument in arguments]
    assert given != arguments
    done = subprocess.run(
        [sys.executable, *given], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "A casa vermelha.\n"), done.stderr


@pytest.mark.parametrize("ours", ["resources", "no_such_package"])
def test_without_the_starter_one_sentence_says_what_to_do(tmp_path, monkeypatch, capsys, ours):
    monkeypatch.setattr("models.library.STARTER_PACKAGE", "no_such_package")
    monkeypatch.setattr("models.library.OWN_STARTER_PACKAGE", ours)
    monkeypatch.chdir(tmp_path)
    assert headless.run("There is no display here.") == 1
    said = capsys.readouterr().err
    assert "starter checkpoints are not installed" in said
    assert "--model FOLDER" in said
    assert not Path("interlinear.png").exists()


def test_a_broken_starter_says_what_is_broken(tmp_path, monkeypatch):
    package = tmp_path / "broken_starters"
    folder = package / "resources" / "models" / "enpt"
    folder.mkdir(parents=True)
    (package / "__init__.py").touch()
    (folder / "config.intgemm8bitalpha.yml").write_text("models: [")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("models.library.STARTER_PACKAGE", "broken_starters")
    library = Library(tmp_path / "none")
    with pytest.raises(Problem) as caught:
        headless.starter(library)
    assert caught.value.what == library.checkpoints()[0].state != "ready"


def test_missing_libraries_are_named_before_qt_is_loaded(capsys):
    assert __main__.start(Lacking(("libxcb-cursor.so.0",))) == 1
    assert "libxcb-cursor" in capsys.readouterr().err


def test_a_picture_that_cannot_be_written_is_a_plain_error(tmp_path):
    picture = QImage(1, 1, QImage.Format.Format_RGB32)
    with pytest.raises(Problem, match=r"nowhere.*cannot be written"):
        headless.save(picture, tmp_path / "nowhere" / "interlinear.png")


@pytest.mark.parametrize(
    ("started_as", "name"),
    [
        ("work/.venv/bin/interlinear", ".venv/bin/interlinear"),
        ("other/bin/interlinear", "{root}/other/bin/interlinear"),
        ("work/desktop_app/__main__.py", f"{Path(sys.executable).name} -m desktop_app"),
        ("onpath/interlinear", "interlinear"),
    ],
)
def test_the_program_is_named_as_it_can_be_called(tmp_path, monkeypatch, started_as, name):
    program = tmp_path / started_as
    program.parent.mkdir(parents=True)
    shutil.copy(sys.executable, program)
    monkeypatch.setenv("PATH", str(tmp_path / "onpath"))
    expected = name.format(root=tmp_path)
    assert headless.program_name(str(program), tmp_path / "work") == expected
