"""The disk: full, closed, or written by somebody else already."""

import errno
import os
import shutil
import subprocess
import sys
from collections import namedtuple

import pytest

from models.messages import Problem
from models.offers import Fetched
from tests.hub.faults import Fault
from tests.hub.fetches import ID, LARGE, REPO, WEIGHTS, complete, never, sentence, stock
from tests.source_tree import ROOT

Usage = namedtuple("Usage", "total used free")
LIMITED = """
import resource, sys
from pathlib import Path
from models.hub import Hub
from models.messages import Problem
from models.offers import Endpoint
url, folder, limit = sys.argv[1:]
hub = Hub(Endpoint(url))
plan = hub.plan("Helsinki-NLP/opus-mt-en-de")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    list(hub.fetch(plan, Path(folder), lambda: False))
except Problem as problem:
    print(problem)
"""


def disk(monkeypatch, free: int) -> None:
    """Stands in for a disk that is nearly full; none can be made here."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 10**12 - free, free))


def test_no_room_is_said_before_the_first_byte(server, hub, tmp_path, monkeypatch):
    stock(server)
    plan = hub.plan(REPO)
    before = len(server.log)
    disk(monkeypatch, 50_000_000)
    with pytest.raises(Problem) as raised:
        list(hub.fetch(plan, tmp_path / ID, never))
    said = sentence(raised.value)
    assert "needs 104 MB of free disk space, and there are 50 MB" in said
    assert "Free 54 MB" in said
    assert len(server.log) == before


def test_room_for_the_rest_is_enough(server, hub, tmp_path, monkeypatch):
    repository = stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(*[Fault(LARGE, cut=2_900_000), *[Fault(LARGE, drop=True)] * 4])
    with pytest.raises(Problem, match="keeps breaking"):
        list(hub.fetch(plan, folder, never))
    disk(monkeypatch, 100_200_000)
    assert list(hub.fetch(plan, folder, never))[-1] == Fetched(ID)
    assert complete(folder, plan, repository)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such limit there")
def test_a_disk_that_grows_full_meanwhile(server, hub, tmp_path):
    repository, folder = stock(server), tmp_path / ID
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, server.url, str(folder), "2000000"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == (
        "The disk is full. Free some space and resume; what was fetched is kept."
    )
    assert not done.stderr
    assert (folder / "model.safetensors.part").read_bytes() == WEIGHTS[:2_000_000]
    server.log.clear()
    plan = hub.plan(REPO)
    assert list(hub.fetch(plan, folder, never))[-1] == Fetched(ID)
    assert [one.start for one in server.asked(LARGE)] == [2_000_000]
    assert complete(folder, plan, repository)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are closed otherwise there")
def test_a_folder_that_is_closed(server, hub, tmp_path):
    stock(server)
    plan, closed = hub.plan(REPO), tmp_path / "closed"
    list(hub.fetch(plan, tmp_path / "open" / ID, never))  # imports all that is needed
    closed.mkdir()
    closed.chmod(0o555)
    tmp_path.chmod(0o755)
    everything = os.geteuid() == 0  # root may write anywhere
    for folder in reversed(tmp_path.parents[:2]):
        folder.chmod(0o755)
    if everything:
        os.seteuid(65534)
    try:
        with pytest.raises(Problem) as raised:
            list(hub.fetch(plan, closed / ID, never))
    finally:
        if everything:
            os.seteuid(0)
    assert "Nothing can be written into" in sentence(raised.value)
    assert "Choose another folder" in sentence(raised.value)


def test_a_folder_that_is_a_file(server, hub, tmp_path):
    stock(server)
    (tmp_path / "library").write_text("")
    with pytest.raises(Problem, match="Nothing can be written into"):
        list(hub.fetch(hub.plan(REPO), tmp_path / "library" / ID, never))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_every_word_for_full(server, hub, tmp_path, monkeypatch, number):
    stock(server)
    plan = hub.plan(REPO)

    def full(_descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem, match="The disk is full"):
        list(hub.fetch(plan, tmp_path / ID, never))


def test_two_at_once(server, hub, tmp_path):
    repository = stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(Fault(LARGE, rate=3_000_000))
    first = hub.fetch(plan, folder, never)
    next(first)
    with pytest.raises(Problem) as raised:
        list(hub.fetch(plan, folder, never))
    assert "is being fetched already" in sentence(raised.value)
    assert list(first)[-1] == Fetched(ID)
    assert complete(folder, plan, repository)
    assert len(server.asked(LARGE)) == 1


def test_two_processes_at_once(server, hub, tmp_path):
    repository = stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(Fault(LARGE, rate=1_500_000))
    first = hub.fetch(plan, folder, never)
    next(first)
    other = subprocess.run(
        [sys.executable, "-c", LIMITED, server.url, str(folder), "9000000"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "is being fetched already" in other.stdout
    assert list(first)[-1] == Fetched(ID)
    assert complete(folder, plan, repository)
