"""What a network can do: each ends whole, or in one sentence with everything kept."""

import socket
import threading
import time

import pytest

from models.hub import Hub
from models.messages import Problem
from models.offers import Endpoint, Fetched, Waiting
from tests.hub.conftest import QUICK
from tests.hub.faults import Fault, page
from tests.hub.fetches import ID, LARGE, REPO, WEIGHTS, complete, fetch, never, sentence, stock

ALWAYS = 1000
RESOLVE = "/resolve/"


@pytest.mark.parametrize(
    "faults",
    [
        [Fault(LARGE, drop=True)],
        [Fault(LARGE, cut=0)],
        [Fault(LARGE, cut=1_000_000, ignores_range=True), Fault(LARGE, ignores_range=True)],
        [Fault(LARGE, status=403)],  # the address has expired
        [Fault(LARGE, status=404)],
        [Fault(LARGE, status=503)] * 2,
        [Fault(LARGE, stall=1_000_000)],
        [Fault(LARGE, wrong=True)],
        [Fault(LARGE, cut=700_000), Fault(LARGE, cut=700_000, wrong=True)],
        [Fault(RESOLVE, "HEAD", status=503)],
        [Fault(RESOLVE, "HEAD", status=500)],
        [Fault(RESOLVE, "HEAD", drop=True)],
        [Fault(RESOLVE, "HEAD", delay=1)],
        [Fault(RESOLVE, "HEAD", times=ALWAYS, without=("ETag", "X-Linked-Etag"))],
        [Fault(RESOLVE, "HEAD", times=ALWAYS, without=("X-Repo-Commit",))],
        [Fault("/vocab.json", wrong=True)],
        [Fault("/vocab.json", without=("Content-Length",), cut=11)],
    ],
    ids=lambda faults: " ".join(sorted({str(fault)[6:60] for fault in faults})),
)
def test_what_passes_is_got_over(server, hub, tmp_path, faults):
    repository = stock(server)
    plan = hub.plan(REPO)
    server.faults.add(*faults)
    assert list(hub.fetch(plan, tmp_path / ID, never))[-1] == Fetched(ID)
    assert complete(tmp_path / ID, plan, repository)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(LARGE, wrong=True), "arrived damaged twice"),
        (Fault(LARGE, drop=True), "keeps breaking"),
        (Fault(LARGE, stall=0), "does not answer"),
        (Fault(LARGE, status=500), "is in trouble (500)"),
        (Fault(LARGE, status=416), "refuses the request"),
        (Fault(LARGE, status=429), "asked too often"),
        (Fault(LARGE, status=429, headers={"Retry-After": "86400"}), "asked too often"),
        (page(LARGE), "is not the hub"),
        (Fault(LARGE, status=200, body=b"short"), "is not the hub"),
        (Fault(RESOLVE, "HEAD", status=401), "or it is private"),
        (Fault(RESOLVE, "HEAD", status=403), "does not permit"),
        (Fault(RESOLVE, "HEAD", status=404), "has no checkpoint"),
        (Fault(RESOLVE, "HEAD", status=503), "is in trouble (503)"),
        (
            Fault(RESOLVE, "HEAD", status=404, headers={"X-Error-Code": "EntryNotFound"}),
            "no longer there",
        ),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_stays_is_one_sentence_and_nothing_is_lost(server, hub, tmp_path, fault, said):
    repository = stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(Fault(LARGE, cut=2_000_000))
    server.faults.add(*[fault] * ALWAYS)
    with pytest.raises(Problem) as raised:
        list(hub.fetch(plan, folder, never))
    assert said in sentence(raised.value)
    server.faults.clear()
    server.log.clear()
    assert list(hub.fetch(plan, folder, never))[-1] == Fetched(ID)
    assert complete(folder, plan, repository)
    if said != "arrived damaged twice":
        kept = [one.start for one in server.asked(LARGE)]
        assert kept in ([2_000_000], [0]) and (kept == [2_000_000] or "HEAD" in str(fault))


def test_waits_as_long_as_it_is_told(server, hub, tmp_path):
    stock(server)
    plan = hub.plan(REPO)
    server.faults.add(Fault(LARGE, status=429, headers={"Retry-After": "1"}))
    begun = time.monotonic()
    events = list(hub.fetch(plan, tmp_path / ID, never))
    assert 1 <= time.monotonic() - begun < 2.5
    waits = [event for event in events if isinstance(event, Waiting)]
    assert waits
    assert "too many requests" in waits[0].why
    assert 0 < waits[0].seconds <= 1
    assert events[-1] == Fetched(ID)


def test_wrong_bytes_are_fetched_again_once_and_no_other_file(server, hub, tmp_path):
    stock(server)
    plan = hub.plan(REPO)
    server.faults.add(Fault(LARGE, wrong=True))
    list(hub.fetch(plan, tmp_path / ID, never))
    assert [one.sent for one in server.asked(LARGE)] == [len(WEIGHTS)] * 2
    resolved = [one.path for one in server.asked("/resolve/", "HEAD")]
    assert len(resolved) == len(plan.files) + 1


def test_pieces_that_are_ever_so_small_add_up(server, hub, tmp_path):
    repository = stock(server)
    plan = hub.plan(REPO)
    server.faults.add(Fault(LARGE, cut=100_000, times=ALWAYS))
    assert list(hub.fetch(plan, tmp_path / ID, never))[-1] == Fetched(ID)
    assert complete(tmp_path / ID, plan, repository)
    assert len(server.asked(LARGE)) == len(WEIGHTS) / 100_000


def test_tries_are_bounded(server, hub, tmp_path):
    stock(server)
    plan = hub.plan(REPO)
    server.faults.add(Fault(LARGE, drop=True, times=ALWAYS))
    with pytest.raises(Problem):
        list(hub.fetch(plan, tmp_path / ID, never))
    assert len(server.asked(LARGE)) == 1 + QUICK.tries


def test_a_page_in_place_of_the_data_harms_nothing(server, hub, tmp_path):
    stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    server.faults.add(Fault(LARGE, cut=1_000_000), page(LARGE, times=9))
    with pytest.raises(Problem, match="is not the hub"):
        list(hub.fetch(plan, folder, never))
    assert (folder / "model.safetensors.part").read_bytes() == WEIGHTS[:1_000_000]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (page("/api/"), "is not the hub"),
        (Fault("/api/", status=200, body=b"[1]"), "something unexpected"),
        (Fault("/api/", status=200, body=b"{}"), "something unexpected"),
        (Fault("/api/", status=503), "is in trouble (503)"),
        (Fault("/api/", status=429), "asked too often"),
        (Fault("/api/", status=403), "does not permit"),
        (Fault("/api/", drop=True), "keeps breaking"),
        (Fault("/api/", delay=1), "does not answer"),
        (page("/config.json"), "cannot be read"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_planning_ends_in_a_sentence_too(server, hub, fault, said):
    stock(server)
    server.faults.add(*[fault] * ALWAYS)
    with pytest.raises(Problem) as raised:
        hub.plan(REPO)
    assert said in sentence(raised.value)


def test_planning_gets_over_what_passes(server, hub):
    stock(server)
    server.faults.add(
        Fault("/api/", status=503),
        Fault("/api/", status=429, headers={"Retry-After": "0"}),
        Fault("/api/", drop=True),
    )
    assert hub.plan(REPO).files


def test_nobody_listens(tmp_path, server, hub):
    stock(server)
    plan = hub.plan(REPO)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        gone = Hub(Endpoint(f"http://127.0.0.1:{free.getsockname()[1]}"), timing=QUICK)
        with pytest.raises(Problem) as raised:
            gone.plan(REPO)
        assert "There is no connection to 127.0.0.1" in sentence(raised.value)
        with pytest.raises(Problem, match="There is no connection"):
            list(gone.fetch(plan, tmp_path / ID, never))


def test_the_name_is_not_known(monkeypatch):
    def unknown(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # no real resolver may be asked
    with pytest.raises(Problem) as raised:
        Hub(Endpoint("http://hub.invalid"), timing=QUICK).plan(REPO)
    assert "The host hub.invalid is not found." in sentence(raised.value)


@pytest.mark.parametrize(
    "address", ["", "hub", "ftp://hub", "http://", "http://[::1", "file:///etc"]
)
def test_an_address_that_is_none(address):
    with pytest.raises(Problem) as raised:
        Hub(Endpoint(address), timing=QUICK).search("opus")
    assert "is no address of a hub" in sentence(raised.value)


@pytest.mark.parametrize("proxy", ["nonsense", "ftp://127.0.0.1", "socks9://127.0.0.1"])
def test_a_proxy_that_is_none(server, proxy):
    with pytest.raises(Problem) as raised:
        Hub(Endpoint(server.url, proxy), timing=QUICK).plan(REPO)
    assert "cannot be used" in sentence(raised.value)


def test_a_proxy_that_is_dead(server):
    with pytest.raises(Problem) as raised:
        Hub(Endpoint(server.url, "http://127.0.0.1:9"), timing=QUICK).plan(REPO)
    assert "The proxy does not connect." in sentence(raised.value)


def test_each_hub_has_its_own_proxy_and_endpoint(server, hub, tmp_path):
    """The test hub answers as a proxy, too: it ignores the host that it is asked for."""
    stock(server)
    led = Hub(Endpoint("http://hub.invalid", proxy=server.url), timing=QUICK)
    plans = []
    threads = [
        threading.Thread(target=lambda one=one: plans.append(one.plan(REPO)))
        for one in (hub, led) * 5
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(plans) == 10
    assert len(set(plans)) == 1
    through = [one for one in server.log if one.path.startswith("http://hub.invalid/")]
    assert len(through) == 5 * 2
    server.log.clear()
    assert list(led.fetch(plans[0], tmp_path / ID, never))[-1] == Fetched(ID)
    assert all(one.path.startswith("http://") for one in server.log)
    assert {one.server for one in server.log} == {"hub"}


def test_a_fetch_can_be_tried_again_after_every_sentence(server, hub, tmp_path):
    repository = stock(server)
    server.faults.add(*[Fault(LARGE, status=500)] * 4)
    with pytest.raises(Problem):
        fetch(hub, tmp_path / ID)
    assert fetch(hub, tmp_path / ID)[-1] == Fetched(ID)
    assert complete(tmp_path / ID, hub.plan(REPO), repository)
