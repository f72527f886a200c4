"""The window's thread goes before the engine's where processors are few."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop_app.worker import Worker
from models.messages import Translate
from tests.fakes import FakeEngine

ROOT = Path(__file__).parents[2]
IN_A_THREAD = """
import os, threading
from desktop_app.priority import let_others_first
def run():
    let_others_first()
    print(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


def niceness():
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
def test_the_engines_thread_goes_behind_the_windows(qtbot):
    seen = []

    def make_engine():
        seen.append(niceness())
        return FakeEngine()

    worker = Worker(make_engine, tuple)
    worker.start()
    worker.submit(Translate(1, "a", "m"))
    qtbot.waitUntil(lambda: bool(seen), timeout=15_000)
    assert worker.close()
    assert seen[0] > niceness()


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
@pytest.mark.parametrize(("given", "expected"), [(0, 5), (10, 15), (19, 19)])
def test_a_program_that_is_nice_already_stays_so(given, expected):
    done = subprocess.run(
        ["nice", "-n", str(given - niceness()), sys.executable, "-c", IN_A_THREAD],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert int(done.stdout) == expected
