"""A program that is told to end leaves nothing behind, and says one sentence at most."""

import os
import signal
import subprocess
import sys
import time

import pytest

from desktop_app import __main__
from tests.source_tree import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these signals end it there")
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Whoever started the tests may have told them to ignore some of the signals.
START = """
import runpy, signal
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
runpy.run_module("desktop_app", run_name="__main__", alter_sys=True)
"""
TRANSLATE = ("translate", "Good morning.", "--from", "en", "--to", "fr")


def ended_while_opening(home, number, *arguments):
    """The status of a program that got a signal while it opened a checkpoint, and its words."""
    with subprocess.Popen(
        [sys.executable, "-c", START, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            wait_for_a_mark(home, program)
            program.send_signal(number)
            said = program.communicate(timeout=60)[1]
        finally:
            program.kill()
    return program.returncode, said


def wait_for_a_mark(home, program):
    deadline = time.monotonic() + 60
    while not any((home / "cache" / "opening").glob("[!.]*")):
        assert program.poll() is None, program.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.002)


@pytest.mark.parametrize("number", ENDINGS)
def test_what_a_command_was_opening_stays_usable(home, number):
    status, said = ended_while_opening(home, number, *TRANSLATE)
    # Where the interrupt came within exec(), Python ends by SIGINT: 130 to a shell, too.
    assert status in (130, -signal.SIGINT)
    assert said.splitlines()[1:] == ["interlinear: stopped; the same command goes on."]
    assert not any((home / "cache").glob("opening/*"))


@pytest.mark.parametrize("number", ENDINGS)
def test_what_the_window_was_opening_stays_usable(home, number):
    assert ended_while_opening(home, number)[0] == 0
    assert not any((home / "cache").glob("opening/*"))


def test_ctrl_c_before_anything_began_is_one_line(monkeypatch, capsys):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "when_ended", lambda _: None)
    monkeypatch.setattr("desktop_app.cli.main", stop)
    assert __main__.main(["models", "list"]) == 130
    assert capsys.readouterr().err == "interlinear: stopped.\n"


def test_a_signal_that_is_to_be_ignored_stays_so():
    code = (
        "import signal; from desktop_app.ending import interrupt, when_ended\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"  # as nohup does
        "when_ended(interrupt)\n"
        "signal.raise_signal(signal.SIGHUP); print('goes on')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "goes on\n"
