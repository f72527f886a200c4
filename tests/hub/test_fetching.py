"""Fetching: every byte arrives once, what arrives is right, and how far it is can be seen."""

import time

from models.hub import Hub
from models.offers import Checking, Endpoint, Fetched, Fetching
from tests.hub.checkpoints import marian, noise, opus
from tests.hub.conftest import QUICK
from tests.hub.faults import Fault
from tests.hub.fetches import ID, LARGE, REPO, WEIGHTS, complete, fetch, never, stock
from tests.hub.server import TestHub


def test_fetches_what_is_needed_and_nothing_else(server, hub, tmp_path):
    repository = stock(server)
    plan = hub.plan(REPO)
    events = list(hub.fetch(plan, tmp_path / ID, never))
    assert events[-1] == Fetched(ID)
    assert sorted(file.path for file in plan.files) == [
        "README.md",
        "config.json",
        "generation_config.json",
        "model.safetensors",
        "source.spm",
        "target.spm",
        "tokenizer_config.json",
        "vocab.json",
    ]
    assert plan.commit == repository.head
    assert complete(tmp_path / ID, plan, repository)
    asked = {one.path.rpartition("/")[2] for one in server.asked("/resolve/")}
    assert asked <= {file.path for file in plan.files}
    assert len(server.asked(LARGE)) == 1


def test_two_hundred_megabytes_through_a_link_that_is_cut_every_three(server, hub, tmp_path):
    weights = noise(200_000_000)
    stock(server, weights)
    server.faults.add(Fault(LARGE, cut=3_000_000, times=1000))
    begun = time.monotonic()
    events = fetch(hub, tmp_path / ID)
    assert time.monotonic() - begun < 20
    assert events[-1] == Fetched(ID)
    assert (tmp_path / ID / "model.safetensors").read_bytes() == weights
    assert sum(asked.sent for asked in server.asked(LARGE)) == len(weights)


def test_says_how_far_it_is_and_how_fast_it_goes(server, hub, tmp_path):
    stock(server)
    server.faults.add(Fault(LARGE, rate=1_500_000))
    plan = hub.plan(REPO)
    begun, events = time.monotonic(), []
    for event in hub.fetch(plan, tmp_path / ID, never):
        events.append((time.monotonic() - begun, event))
    seconds = events[-1][0]
    seen = [event for _, event in events if isinstance(event, Fetching)]
    assert len(events) <= 10 * seconds + 3
    assert len(seen) >= 10
    assert [event.done for event in seen] == sorted(event.done for event in seen)
    assert {event.bytes for event in seen} == {plan.bytes}
    late = [event for event in seen if event.remaining is not None]
    assert late
    assert all(0 <= event.remaining < 3 for event in late)
    assert 750_000 < late[-1].speed < 3_000_000
    assert late[-1].file == "model.safetensors"


def test_a_finished_folder_is_trusted_only_as_far_as_it_was_checked(server, hub, tmp_path):
    repository = stock(server)
    plan, folder = hub.plan(REPO), tmp_path / ID
    folder.mkdir()
    for file in plan.files:
        (folder / file.path).write_bytes(repository.files("main")[file.path].data)
    (folder / "model.safetensors").write_bytes(WEIGHTS[:-1] + b"!")
    before = len(server.log)
    events = list(hub.fetch(plan, folder, never))
    assert any(isinstance(event, Checking) for event in events)
    assert events[-1] == Fetched(ID)
    assert complete(folder, plan, repository)
    assert len(server.log) == before + 2  # where the damaged file is, and that file


def test_several_files_come_at_once_and_not_more_than_four(server, hub, tmp_path):
    shards = {f"model-{n:05}-of-00006.safetensors": noise(1_100_000, n) for n in range(1, 7)}
    files = marian(b"{}", "model.safetensors.index.json", **shards)
    repository = server.add(opus(), files)
    server.faults.add(Fault(LARGE, rate=2_000_000, times=99))
    plan, begun = hub.plan(REPO), time.monotonic()
    at_once = 0
    for _ in hub.fetch(plan, tmp_path / ID, never):
        running = [one for one in server.asked(LARGE) if 0 < one.sent < 1_100_000]
        at_once = max(at_once, len(running))
    assert 2 <= at_once <= 4
    assert time.monotonic() - begun < 6 * 0.55
    assert complete(tmp_path / ID, plan, repository)


def test_an_empty_file_and_data_of_the_same_origin(tmp_path):
    with TestHub(same_origin=True) as server:
        files = marian(WEIGHTS) | {"added_tokens.json": b""}
        repository = server.add(opus(), files)
        hub = Hub(Endpoint(server.url + "/"), timing=QUICK)
        plan = hub.plan(REPO)
        assert list(hub.fetch(plan, tmp_path / ID, never))[-1] == Fetched(ID)
        assert complete(tmp_path / ID, plan, repository)


def test_the_addresses_are_those_of_the_files(server, hub):
    stock(server)
    plan = hub.plan(REPO)
    addresses = hub.addresses(plan)
    assert len(addresses) == len(plan.files)
    assert f"{server.url}/{REPO}/resolve/{plan.commit}/model.safetensors" in addresses
