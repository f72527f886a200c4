"""Who is asked, and who is told the token."""

import re
import subprocess
import sys

import pytest

import models.hub.session
from models.hub import Hub
from models.messages import Problem, UsageError
from models.offers import Endpoint, Fetched
from tests.hub.conftest import QUICK
from tests.hub.faults import Fault
from tests.hub.fetches import ID, REPO, complete, fetch, never, sentence, stock
from tests.hub.server import TOKEN
from tests.source_tree import ROOT


class Reached:
    """Addresses that sockets of this process reach for while it is on."""

    def __init__(self):
        self.on, self.hosts, self.ports = False, set(), set()
        sys.addaudithook(self._observe)  # for ever: there is no way to remove one

    def _observe(self, event, arguments):
        if self.on and event == "socket.getaddrinfo":
            self.hosts.add(arguments[0])
        if self.on and event == "socket.connect" and isinstance(arguments[1], tuple):
            self.hosts.add(arguments[1][0])
            self.ports.add(arguments[1][1])


@pytest.fixture(scope="module")
def audit():
    return Reached()


@pytest.fixture
def reached(audit):
    audit.on, audit.hosts, audit.ports = True, set(), set()
    yield audit
    audit.on = False


def test_no_other_host_is_asked(server, hub, tmp_path, reached):
    stock(server)
    hub.search("opus", "translation", "en", "de")
    hub.offer(REPO)
    assert fetch(hub, tmp_path / ID)[-1] == Fetched(ID)
    assert {host if isinstance(host, str) else host.decode() for host in reached.hosts} == {
        "127.0.0.1"
    }
    origins = (server.url, server.data_url)
    assert reached.ports == {int(url.rpartition(":")[2]) for url in origins}


def test_nothing_is_told_about_this_machine(server, hub, tmp_path):
    stock(server)
    hub.search("opus")
    fetch(hub, tmp_path / ID)
    assert not [one for one in server.log if "agent" in one.path or "telemetry" in one.path]
    assert {one.authorization for one in server.log} == {""}
    agents = {one.agent for one in server.log}
    assert len(agents) == 1
    assert not re.search(r"torch|python|agent", agents.pop())


def test_another_store_that_the_hub_offers_is_not_used(server, hub, tmp_path):
    stock(server)
    refresh = f"<{server.url}/api/models/{REPO}/xet-read-token/main>; rel=xet-auth"
    offered = {"X-Xet-Hash": "a" * 64, "Link": refresh}
    server.faults.add(Fault("/resolve/", "HEAD", headers=offered, times=100))
    assert fetch(hub, tmp_path / ID)[-1] == Fetched(ID)
    assert not [one for one in server.log if "xet" in one.path]


def test_importing_it_loads_no_network_code():
    code = "import models.hub, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"huggingface_hub", "httpx2", "filelock", "torch", "PySide6", "ssl"}


def test_a_token_that_is_stored_for_others_is_not_used(server, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "token"))
    (tmp_path / "token").write_text("hf_secret")
    stock(server)
    fetch(Hub(Endpoint(server.url, token_to_mirror=True), timing=QUICK), tmp_path / ID)
    assert {one.authorization for one in server.log} == {""}


def test_the_token_is_shown_to_the_hub_and_to_nobody_else(server, tmp_path, monkeypatch):
    monkeypatch.setattr(models.hub.session, "HUB", server.url)
    stock(server, gated=True)
    hub = Hub(Endpoint(server.url, token=TOKEN), timing=QUICK)
    assert fetch(hub, tmp_path / ID)[-1] == Fetched(ID)
    told = {(one.server, one.authorization) for one in server.log}
    assert told == {("hub", f"Bearer {TOKEN}"), ("cdn", "")}


def test_a_mirror_gets_the_token_only_when_that_is_wished_for(server, tmp_path):
    stock(server, gated=True)
    with pytest.raises(Problem) as raised:
        Hub(Endpoint(server.url, token=TOKEN), timing=QUICK).plan(REPO)
    assert "not sent to a mirror" in sentence(raised.value)
    assert {one.authorization for one in server.log} == {""}
    server.log.clear()
    wished = Hub(Endpoint(server.url, token=TOKEN, token_to_mirror=True), timing=QUICK)
    assert fetch(wished, tmp_path / ID)[-1] == Fetched(ID)
    told = {(one.server, one.authorization) for one in server.log}
    assert told == {("hub", f"Bearer {TOKEN}"), ("cdn", "")}


def test_gated_without_a_token(server, hub):
    stock(server, gated=True)
    assert hub.offer(REPO).gated
    with pytest.raises(Problem) as raised:
        hub.plan(REPO)
    assert f"Accept them at {server.url}/{REPO}" in sentence(raised.value)


def test_gated_since_it_was_planned(server, hub, tmp_path):
    repository = stock(server)
    plan = hub.plan(REPO)
    repository.gated = True
    with pytest.raises(Problem, match="accept its terms"):
        list(hub.fetch(plan, tmp_path / ID, never))
    repository.gated = False
    assert list(hub.fetch(plan, tmp_path / ID, never))[-1] == Fetched(ID)
    assert complete(tmp_path / ID, plan, repository)


def test_a_token_that_is_refused(server):
    stock(server)
    hub = Hub(Endpoint(server.url, token="hf_old", token_to_mirror=True), timing=QUICK)
    with pytest.raises(Problem) as raised:
        hub.plan(REPO)
    assert "refuses the token" in sentence(raised.value)
    assert "hf_old" not in f"{raised.value} {raised.value.details}"


@pytest.mark.parametrize("token", ["hf a", "hf_ключ", "hf\r\nX: 1", "hf\0"])
def test_a_token_that_is_none(server, token):
    with pytest.raises(UsageError) as raised:
        Hub(Endpoint(server.url, token=token, token_to_mirror=True), timing=QUICK).plan(REPO)
    assert "no token has" in sentence(raised.value)
    assert token not in str(raised.value)


def test_a_token_with_a_line_break_after_it(server):
    stock(server, gated=True)
    endpoint = Endpoint(server.url, token=f" {TOKEN}\n", token_to_mirror=True)
    assert Hub(endpoint, timing=QUICK).plan(REPO).files


@pytest.mark.parametrize(
    ("about", "said"),
    [({"private": True}, "or it is private"), ({"disabled": True}, "The hub has closed")],
)
def test_closed_repositories(server, hub, about, said):
    stock(server, **about)
    with pytest.raises(Problem) as raised:
        hub.plan(REPO)
    assert said in sentence(raised.value)


def test_a_private_repository_with_a_token(server, tmp_path):
    stock(server, private=True)
    hub = Hub(Endpoint(server.url, token=TOKEN, token_to_mirror=True), timing=QUICK)
    assert fetch(hub, tmp_path / ID)[-1] == Fetched(ID)
