"""A checkpoint that ends the program while it opens is kept closed at the next start."""

import subprocess
import sys

import pytest

from models.engine import Engine
from models.library import Library
from models.messages import Translate
from tests.inference.command_line import ROOT
from tests.inference.running import MEMORY, failure, segments
from tests.tiny import write_student

# The weights are read and then the process is gone, as after a fault in a library's code.
CRASH = """
import os, sys
from pathlib import Path
from models.engine import Engine
from models.library import Library
from models.messages import Opened, Translate
library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
for event in Engine(library, 10**9).run(Translate(0, "A house.", "tiny-en-pt"), bool):
    if isinstance(event, Opened):
        os._exit(9)
"""


@pytest.fixture
def folders(tmp_path):
    write_student(tmp_path / "models" / "tiny-en-pt")
    return tmp_path / "models", tmp_path / "cache"


def state(folders):
    return Library(*folders).find("tiny-en-pt").state


def test_it_stays_closed_until_it_is_trusted_again(folders):
    command = (sys.executable, "-c", CRASH, *map(str, folders))
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    library = Library(*folders)
    found = library.find("tiny-en-pt")
    assert "ended while it opened" in found.state
    failed = failure(Engine(library, MEMORY), Translate(0, "A house.", "tiny-en-pt"))
    assert failed.what == found.state
    library.release("tiny-en-pt")
    assert segments(Engine(library, MEMORY), Translate(0, "A house.", "tiny-en-pt"))
    assert state(folders) == "ready"


def test_what_opens_leaves_no_mark(folders):
    library = Library(*folders)
    assert segments(Engine(library, MEMORY), Translate(0, "A house.", "tiny-en-pt"))
    assert state(folders) == "ready"
    assert not list((folders[1] / "opening").glob("*"))


def test_a_fault_that_is_told_is_no_crash(folders):
    (folders[0] / "tiny-en-pt" / "vocab.enpt.spm").write_bytes(b"broken")
    assert failure(Engine(Library(*folders), MEMORY), Translate(0, "x", "tiny-en-pt"))
    assert not list((folders[1] / "opening").glob("*"))


def test_an_end_in_the_middle_on_purpose_leaves_no_mark(folders):
    library = Library(*folders)
    running = Engine(library, MEMORY).run(Translate(0, "A house.", "tiny-en-pt"), bool)
    next(running)
    next(running)
    assert list((folders[1] / "opening").glob("*"))
    library.leave()
    assert not list((folders[1] / "opening").glob("*"))
    running.close()
