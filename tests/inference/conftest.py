import pytest
import torch

from models.engine import Engine
from models.library import Library
from tests.inference.running import MEMORY
from tests.tiny import write_student


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    """Small nets are quickest on one thread, above all where other work shares the cores."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def students(tmp_path_factory):
    """A library folder with two tiny students, one for each direction."""
    folder = tmp_path_factory.mktemp("library")
    write_student(folder / "tiny-en-pt", seed=1, pair="enpt")
    write_student(folder / "tiny-pt-en", seed=2, pair="pten", quantised=False)
    return folder


@pytest.fixture(scope="session")
def tiny(students):
    return Engine(Library(students), MEMORY)


@pytest.fixture(scope="session")
def starters(tmp_path_factory):
    """An engine that knows the installed starters and nothing else."""
    return Engine(Library(tmp_path_factory.mktemp("empty")), MEMORY)
