"""The program proves itself, alone and without network, and says when it is seen."""

import os
import subprocess
import sys

import pytest

from desktop_app.commands import trials
from desktop_app.itself import CONSOLE, own_command
from models.messages import Problem
from tests.source_tree import ROOT


def interlinear(home, *words):
    return subprocess.run(
        [sys.executable, "-m", "desktop_app", *words],
        cwd=ROOT,
        env={**os.environ, "INTERLINEAR_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_everything_is_tried_and_nothing_is_kept(tmp_path):
    done = interlinear(tmp_path, "selftest")
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    for part in ("translated", "aligned", "summarized", "were written and read", "refused"):
        assert part in said
    for page in ("TranslatePage", "SummarizePage", "LibraryPage"):
        assert f"painted {page}" in said
    assert said.endswith("All well.\n")
    assert not list(tmp_path.iterdir())


def test_a_start_is_told_as_it_is_seen(tmp_path):
    done = interlinear(tmp_path, "selftest", "--start")
    assert (done.returncode, done.stdout.split()) == (0, ["window", "translation"]), done.stderr


def test_missing_starters_are_a_fault(tmp_path, monkeypatch, capsys):
    from desktop_app.commands import selftest

    monkeypatch.setattr("models.library.STARTER_PACKAGE", "no_such_package")
    monkeypatch.setattr(trials, "painting", lambda library, sample: iter(()))
    found = selftest._of_all(tmp_path, starters=True)
    own = [one for one in selftest.Library(tmp_path).checkpoints() if one.starter]
    assert found == ([] if own else ["No starter checkpoint is installed."])
    assert "summarized" in capsys.readouterr().out


REFUSING = """
import socket
from desktop_app.network import network_refused

def outcome(ask, *arguments):
    try:
        ask(*arguments)
    except OSError as error:
        return "refused" if "refused here" in str(error) else "failed"
    return "done"

server = socket.create_server(("127.0.0.1", 0))
near = socket.create_connection
with network_refused():
    print(outcome(near, ("192.0.2.1", 9), 1), outcome(socket.getaddrinfo, "a.invalid", 80))
    print(outcome(near, server.getsockname(), 5))
print(outcome(socket.getaddrinfo, "a.invalid", 80))
"""


def test_the_network_is_refused_within_but_not_this_machine():
    done = subprocess.run(
        [sys.executable, "-c", REFUSING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["refused", "refused", "done", "failed"]


def test_settings_that_are_not_kept_are_noticed(monkeypatch):
    monkeypatch.setattr(trials, "write_settings", lambda file, wanted: None)
    with pytest.raises(Problem, match="not read as they were written"):
        list(trials.remembering())


def test_from_source_it_calls_itself_by_its_package():
    assert own_command("selftest") == [sys.executable, "-m", "desktop_app", "selftest"]


@pytest.mark.parametrize("console", [False, True])
def test_frozen_it_calls_its_own_program(tmp_path, monkeypatch, console):
    program = tmp_path / "interlinear"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    if console:  # as on Windows
        (tmp_path / CONSOLE).touch()
    called = tmp_path / CONSOLE if console else program
    assert own_command("selftest", "--json") == [str(called), "selftest", "--json"]


def test_frozen_modules_from_elsewhere_are_a_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "interlinear"))
    with pytest.raises(Problem, match="is not part of the package"):
        list(trials.own_files())
