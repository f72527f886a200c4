"""Commands a second time, on what is damaged, and without a connection."""

import json

import pytest

from tests.hub.commands import ID, REPO, TEXT, succeed


@pytest.fixture
def installed(run, tmp_path):
    succeed(run("models", "download", REPO, "--no-test"))
    return tmp_path / "home" / "models"


def test_what_is_here_is_not_fetched_again(run, installed, served):
    before = sum(asked.sent for asked in served.log if asked.host in served.data_url)
    assert f"is installed as {ID}" in succeed(run("models", "download", REPO, "--no-test"))
    assert sum(asked.sent for asked in served.log if asked.host in served.data_url) == before


def test_a_damaged_one_is_fetched_again(run, installed):
    weights = installed / ID / "model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-9] + b"123456789")
    succeed(run("models", "download", REPO, "--no-test"))
    assert weights.read_bytes() == whole


def test_repair_does_not_call_whole_what_it_cannot_judge(run, installed):
    (installed / ".manifests" / f"{ID}.json").write_text("{")
    weights = installed / ID / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    status, out, err = run("models", "repair", ID)
    assert (status, out) == (1, "")
    assert "model.safetensors" in err


def test_a_truncated_checkpoint_is_not_imported(run, marian, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in marian.folder.iterdir():
        data = path.read_bytes()
        (broken / path.name).write_bytes(data[:1000] if path.name[:5] == "model" else data)
    status, _, err = run("models", "import", broken)
    assert status == 1
    assert "model.safetensors" in err
    assert "broken" not in succeed(run("models", "list"))


def test_what_cannot_be_tried_out_stays_closed(run, marian, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in marian.folder.iterdir():
        data = path.read_bytes()
        (broken / path.name).write_bytes(b"junk" * 50 if path.name == "source.spm" else data)
    status, out, _ = run("models", "import", broken)
    assert status == 1
    assert "source.spm" in out
    listed = json.loads(succeed(run("models", "list", "--json")))
    (state,) = (one["state"] for one in listed if one["id"] == "broken")
    assert state.startswith("It could not be tried out. ")
    assert run("translate", TEXT, "--model", "broken")[0] == 1


def test_the_list_of_addresses_needs_no_connection(run):
    nobody = ("--endpoint", "http://127.0.0.1:9")
    known = "Helsinki-NLP/opus-mt-en-de"
    status, out, err = run("models", "download", known, "--addresses", *nobody)
    assert status == 0
    assert f"http://127.0.0.1:9/{known}/resolve/main/pytorch_model.bin" in out.splitlines()
    assert "usual places" in err
