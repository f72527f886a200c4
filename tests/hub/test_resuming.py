"""Stopped, killed, begun again: what was here is not fetched a second time."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from models.hub import Hub
from models.offers import Checking, Endpoint, Fetched, Stopped
from tests.hub.checkpoints import marian, noise, opus
from tests.hub.faults import Fault
from tests.hub.fetches import ID, LARGE, REPO, WEIGHTS, Cancel, complete, fetch, never, stock
from tests.hub.server import TestHub
from tests.source_tree import ROOT

KILLS = 20
IN_FLIGHT = 1 << 19  # bytes of one file that may be on their way when the process is killed
KILLED = """
import json, os, sys
from pathlib import Path
import models.hub.fetching
from models.hub import Hub
from models.offers import Endpoint, Plan, RemoteFile
url, folder, plan = sys.argv[1:]
plan = json.loads(plan)
plan = Plan(plan["repo"], plan["commit"], tuple(RemoteFile(**one) for one in plan["files"]))
for line in sys.stdin:
    child = os.fork()
    if not child:
        print(os.getpid(), flush=True)
        for event in Hub(Endpoint(url)).fetch(plan, Path(folder), lambda: False):
            print(type(event).__name__, flush=True)
        os._exit(0)
    print("ended by", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_stopped_and_gone_on_with_in_another_hub(server, hub, tmp_path):
    repository = stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(Fault(LARGE, rate=2_000_000))
    stopped = list(hub.fetch(plan, folder, Cancel(0.6)))[-1]
    assert isinstance(stopped, Stopped)
    on_disk = sum(path.stat().st_size for path in folder.iterdir() if path.name[0] != ".")
    assert stopped.done == on_disk
    assert 100_000 < stopped.done < plan.bytes
    server.log.clear()
    events = list(Hub(hub._endpoint, timing=hub._timing).fetch(plan, folder, never))
    assert isinstance(events[0], Checking)
    assert events[-1] == Fetched(ID)
    assert complete(folder, plan, repository)
    [resumed] = server.asked(LARGE)
    assert resumed.start == stopped.done - (plan.bytes - len(WEIGHTS))
    assert resumed.status == 206


def test_an_iterator_that_is_dropped_lets_go_of_everything(server, hub, tmp_path):
    repository = stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(Fault(LARGE, rate=2_000_000))
    events = hub.fetch(plan, folder, never)
    next(events)
    events.close()
    assert fetch(hub, folder)[-1] == Fetched(ID)
    assert complete(folder, plan, repository)


def test_parts_of_another_commit_are_thrown_away(server, hub, tmp_path):
    repository, folder = stock(server), tmp_path / ID
    old = hub.plan(REPO)
    server.faults.add(*[Fault(LARGE, cut=1_000_000), Fault(LARGE, stall=0)])
    assert isinstance(list(hub.fetch(old, folder, Cancel(0.3)))[-1], Stopped)
    repository.put(marian(noise(2_500_000, 7), vocabulary=b"", **{"spiece.model": b"new"}))
    server.log.clear()
    new = hub.plan(REPO)
    assert new.commit != old.commit
    assert list(hub.fetch(new, folder, never))[-1] == Fetched(ID)
    assert complete(folder, new, repository)
    assert [one.start for one in server.asked(LARGE)] == [0]
    fetched_again = {one.path.rpartition("/")[2] for one in server.asked("/resolve/", "HEAD")}
    assert fetched_again == {"model.safetensors", "spiece.model"}  # the others are the same


def test_files_that_a_later_commit_lacks_do_not_stay(server, hub, tmp_path):
    repository = server.add(opus(), marian(WEIGHTS) | {"merges.txt": b"a b"})
    folder = tmp_path / ID
    server.faults.add(Fault(LARGE, stall=0))
    list(hub.fetch(hub.plan(REPO), folder, Cancel(0.3)))
    assert (folder / "merges.txt").exists()
    repository.put(marian(WEIGHTS))
    plan = hub.plan(REPO)
    assert list(hub.fetch(plan, folder, never))[-1] == Fetched(ID)
    assert complete(folder, plan, repository)


def test_a_pinned_commit_is_fetched_after_the_branch_moved(server, hub, tmp_path):
    repository = stock(server)
    plan = hub.plan(REPO)
    repository.put(marian(noise(1_200_000, 9)))
    assert list(hub.fetch(plan, tmp_path / ID, never))[-1] == Fetched(ID)
    assert complete(tmp_path / ID, plan, repository)
    assert hub.plan(REPO, plan.commit) == plan
    assert hub.plan(REPO) != plan


@pytest.mark.parametrize(
    "spoil",
    [
        lambda part: part.write_bytes(part.read_bytes()[:-1]),
        lambda part: part.write_bytes(bytes(len(part.read_bytes()))),
        lambda part: part.write_bytes(part.read_bytes() + bytes(9_000_000)),
        lambda part: part.unlink(),
        lambda part: (part.parent / ".parts.json").write_text("{"),
        lambda part: (part.parent / ".parts.json").write_text('{"../../x": "1"}'),
        lambda part: (part.parent / ".parts.json").unlink(),
    ],
    ids=["shorter", "zeros", "longer", "gone", "broken record", "wild record", "no record"],
)
def test_a_spoiled_part_still_ends_whole(server, hub, tmp_path, spoil):
    repository = stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(Fault(LARGE, stall=1_500_000))
    list(hub.fetch(plan, folder, Cancel(0.3)))
    spoil(folder / "model.safetensors.part")
    assert list(hub.fetch(plan, folder, never))[-1] == Fetched(ID)
    assert complete(folder, plan, repository)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing kills like SIGKILL there")
def test_killed_at_twenty_random_moments(tmp_path):
    shards = {f"model-{n:05}-of-00004.safetensors": noise(8_000_000, n) for n in range(1, 5)}
    files = marian(b"{}", "model.safetensors.index.json", **shards)
    with TestHub(buffer=1 << 14) as server:
        repository, folder = server.add(opus(), files), tmp_path / ID
        hub = Hub(Endpoint(server.url))
        plan = hub.plan(REPO)
        server.faults.add(Fault(LARGE, rate=1_000_000, times=1000))
        moments = random.Random(4)
        with parent_of_the_killed(server.url, folder, plan) as parent:
            for _ in range(KILLS):
                kill(parent, moments.uniform(0, 0.3))
                begun_over_little(server, folder)
            parent.stdin.close()
        server.faults.clear()
        assert list(hub.fetch(plan, folder, never))[-1] == Fetched(ID)
        assert complete(folder, plan, repository)
        sent = sum(one.sent for one in server.asked(LARGE))
        assert sent <= 4 * (8_000_000 + KILLS * IN_FLIGHT)


def parent_of_the_killed(url, folder, plan):
    """A process with everything imported, which starts another one for each line."""
    return subprocess.Popen(
        [sys.executable, "-c", KILLED, url, str(folder), json.dumps(asdict(plan))],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


def kill(parent, after):
    """Let a process fetch, and kill it so long after its first event."""
    parent.stdin.write("\n")
    child = int(parent.stdout.readline())
    parent.stdout.readline()
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    lines = iter(parent.stdout.readline, "")
    last = next(line for line in lines if line.startswith("ended by"))
    assert last == f"ended by {-signal.SIGKILL}\n"


def begun_over_little(server, folder):
    """What the server sent of each file is on the disk, but for what was in flight."""
    for part in folder.glob("*.safetensors.part"):
        name = part.name.removesuffix(".part")
        blob = server.repositories[REPO].files("main")[name]
        last = server.asked(f"{LARGE}{blob.sha256}")
        reached = max((one.start + one.sent for one in last), default=0)
        assert reached - part.stat().st_size <= IN_FLIGHT, name
