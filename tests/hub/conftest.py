"""A hub of the tests' own, and how long things may take with it."""

import os

import pytest

from desktop_app import cli
from models.hub import Hub, Timing
from models.offers import Endpoint
from tests.checkpoints import ROWS, write_checkpoint
from tests.hub.checkpoints import opus
from tests.hub.commands import REPO, UNNEEDED
from tests.hub.server import TestHub

QUICK = Timing(connect=1.5, stall=0.5, tries=3, pause=0.02, longest_pause=0.1, look=0.02)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """Whatever the environment says, these tests talk to this machine."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("HF_"):
            monkeypatch.delenv(name)


@pytest.fixture
def server():
    with TestHub() as hub:
        yield hub


@pytest.fixture
def hub(server):
    return Hub(Endpoint(server.url), timing=QUICK)


@pytest.fixture(scope="module")
def marian(tmp_path_factory):
    row = next(row for row in ROWS if row.name == "marian")
    return write_checkpoint(row, tmp_path_factory.mktemp("written") / "opus-mt-en-fr")


@pytest.fixture
def files(marian):
    found = {path.name: path.read_bytes() for path in marian.folder.iterdir()}
    return found | dict.fromkeys(UNNEEDED, b"not for us")


@pytest.fixture
def served(server, files):
    server.add(opus(REPO, large=20_000), files)
    return server


@pytest.fixture
def run(tmp_path, monkeypatch, capsys, served):
    monkeypatch.setenv("INTERLINEAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_ENDPOINT", served.url)

    def command(*arguments):
        status = cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return command
