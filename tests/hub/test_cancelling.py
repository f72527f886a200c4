"""Cancelled in whatever phase: over within a second, with everything kept."""

import socket
import threading
import time

import pytest

from models.hub import Hub, Timing
from models.messages import Problem
from models.offers import Endpoint, Fetched, Stopped, Waiting
from tests.hub.conftest import QUICK
from tests.hub.faults import Fault
from tests.hub.fetches import (
    ID,
    LARGE,
    REPO,
    WEIGHTS,
    Cancel,
    complete,
    fetch,
    never,
    settle,
    stock,
)

PATIENT = Timing()  # a minute for a byte, and half of one for a connection
RETRY_LATER = {"Retry-After": "60"}


@pytest.mark.parametrize(
    "fault",
    [
        Fault(LARGE, stall=1_000_000),
        Fault(LARGE, delay=60),
        Fault(LARGE, status=429, headers=RETRY_LATER),
        Fault(LARGE, rate=200_000),
        Fault("/resolve/", "HEAD", delay=60, times=20),
        Fault("/resolve/", "HEAD", status=503, headers=RETRY_LATER, times=20),
    ],
    ids=["stalled", "no answer", "told to wait", "slow", "no redirect", "all wait"],
)
def test_a_fetch(server, tmp_path, fault):
    repository = stock(server)
    hub = Hub(Endpoint(server.url), timing=PATIENT)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(fault)
    cancel = Cancel(0.3)
    events = list(hub.fetch(plan, folder, cancel))
    assert 0 <= cancel.ago < 1
    assert isinstance(events[-1], Stopped)
    settle(1)
    assert not [one for one in threading.enumerate() if one.name.startswith("fetching")]
    server.faults.clear()
    assert list(hub.fetch(plan, folder, never))[-1] == Fetched(ID)
    assert complete(folder, plan, repository)


def test_a_wait_says_why_and_counts_down(server, tmp_path):
    stock(server)
    hub = Hub(Endpoint(server.url), timing=PATIENT)
    plan = hub.plan(REPO)
    server.faults.add(Fault(LARGE, status=429, headers=RETRY_LATER))
    waits = [
        event
        for event in hub.fetch(plan, tmp_path / ID, Cancel(2.2))
        if isinstance(event, Waiting)
    ]
    assert len(waits) in (2, 3)
    assert 59 < waits[0].seconds <= 60
    assert waits[0].seconds - waits[1].seconds == pytest.approx(1, abs=0.3)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("/api/", delay=60),
        Fault("/api/", stall=10),
        Fault("/api/", status=429, headers=RETRY_LATER),
        Fault("/config.json", delay=60),
    ],
    ids=["no answer", "stalled", "told to wait", "second request"],
)
def test_a_request(server, fault):
    stock(server)
    server.faults.add(fault)
    cancel = Cancel(0.3)
    with pytest.raises(Problem, match="was stopped"):
        Hub(Endpoint(server.url), cancel, PATIENT).plan(REPO)
    assert 0 <= cancel.ago < 1
    settle(1)


def test_a_search(server):
    server.faults.add(Fault("/api/models", delay=60))
    cancel = Cancel(0.3)
    with pytest.raises(Problem, match="was stopped"):
        Hub(Endpoint(server.url), cancel, PATIENT).search("opus")
    assert 0 <= cancel.ago < 1
    settle(1)


@pytest.fixture
def full():
    """A server whose queue of connections is full: the next ones are not answered."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(listening.getsockname())
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        for each in waiting:
            each.close()
    settle()


def cancelled_in_time(endpoint, plan, folder):
    cancel = Cancel(0.3)
    hub = Hub(endpoint, cancel, QUICK)
    with pytest.raises(Problem, match="was stopped"):
        hub.plan(REPO)
    assert 0 <= cancel.ago < 1
    cancel = Cancel(0.3)
    assert list(hub.fetch(plan, folder, cancel))[-1] == Stopped(0)
    assert 0 <= cancel.ago < 1


def test_in_a_name_lookup(server, hub, tmp_path, monkeypatch):
    """A lookup that takes for ever; no real one can be made to, so another stands in."""
    stock(server)
    plan = hub.plan(REPO)
    found = threading.Event()

    def look(*_args, **_kwargs):
        found.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", look)
    try:
        cancelled_in_time(Endpoint("http://hub.invalid"), plan, tmp_path / ID)
    finally:
        found.set()
        settle()


def test_in_a_connection_that_is_not_answered(server, hub, tmp_path, full):
    stock(server)
    cancelled_in_time(Endpoint(full), hub.plan(REPO), tmp_path / ID)


def test_while_reading_what_is_there(server, hub, tmp_path, monkeypatch):
    stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(Fault(LARGE, stall=2_500_000))
    list(hub.fetch(plan, folder, Cancel(0.3)))
    monkeypatch.setattr("models.hub.parts.STEP", 1000)
    cancel = Cancel()
    events = hub.fetch(plan, folder, cancel)
    next(events)
    cancel.now()
    assert list(events) == [Stopped(2_500_000 + plan.bytes - len(WEIGHTS))]
    assert cancel.ago < 1
    assert fetch(hub, folder)[-1] == Fetched(ID)


def test_cancelled_before_it_begins(server, hub, tmp_path):
    stock(server)
    plan = hub.plan(REPO)
    before = len(server.log)
    begun = time.monotonic()
    assert list(hub.fetch(plan, tmp_path / ID, lambda: True)) == [Stopped(0)]
    assert time.monotonic() - begun < 1
    assert len(server.log) == before
