"""`interlinear models search|download|verify|repair|import|remove`, then `translate`."""

import json
import subprocess
import sys
import time
import zipfile

import pytest

from tests.hub.checkpoints import opus
from tests.hub.commands import ID, REPO, TEXT, UNNEEDED, succeed
from tests.hub.faults import Fault, Faults
from tests.inference.command_line import ROOT


def test_what_was_downloaded_translates_as_the_folder_that_was_served(run, marian, served):
    said = succeed(run("models", "download", REPO))
    assert f"{REPO} is installed as {ID}." in said
    assert "translated" in said
    assert not [asked.path for asked in served.log if asked.path.endswith(UNNEEDED)]
    ours = {url.removeprefix("http://") for url in (served.url, served.data_url)}
    assert {asked.host for asked in served.log} <= ours
    options = ("--precision", "fp32", "--format", "json")
    here = succeed(run("translate", TEXT, "--model", ID, *options))
    there = succeed(run("translate", TEXT, "--model", marian.folder, *options))
    assert json.loads(here)["target_pieces"] == json.loads(there)["target_pieces"]
    listed = json.loads(succeed(run("models", "list", "--json")))
    assert [one["state"] for one in listed if one["id"] == ID] == ["ready"]
    assert succeed(run("models", "verify", ID)) == f"{ID}: whole.\n"


def test_a_download_that_was_killed_goes_on_with_the_same_command(run, served, tmp_path):
    served.faults.add(Fault(server="cdn", stall=15_000, times=99))
    command = (sys.executable, "-m", "desktop_app", "models", "download", REPO, "--no-test")
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as download:
        deadline = time.monotonic() + 60
        while not any(part.stat().st_size for part in tmp_path.rglob("model.safetensors.part")):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        download.kill()
    assert ID not in succeed(run("models", "list"))
    served.faults = Faults()
    before = len(served.log)
    succeed(run("models", "download", REPO, "--no-test"))
    assert [asked.range for asked in served.log[before:] if asked.range]
    assert succeed(run("models", "verify", ID)) == f"{ID}: whole.\n"


def test_events_are_json_for_other_programs(run):
    out = succeed(run("models", "download", REPO, "--no-test", "--json"))
    events = [json.loads(line) for line in out.splitlines()]
    assert events[-1] == {"event": "fetched", "id": ID}
    assert {each["event"] for each in events} <= {"fetching", "checking", "fetched"}


def test_a_damaged_file_is_named_and_repaired(run, tmp_path):
    succeed(run("models", "download", REPO, "--no-test"))
    weights = tmp_path / "home" / "models" / ID / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    status, out, _ = run("models", "verify")
    assert status == 1
    assert f"{ID}: model.safetensors" in out
    assert succeed(run("models", "repair", ID)) == f"{ID} is whole.\n"
    assert succeed(run("models", "verify", ID)) == f"{ID}: whole.\n"


def test_what_another_computer_fetched_is_imported(run, marian, served, tmp_path):
    lines = succeed(run("models", "download", REPO, "--addresses")).splitlines()
    assert all(line.startswith(f"{served.url}/{REPO}/resolve/") for line in lines)
    archive = tmp_path / "opus-mt-en-fr.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for line in lines:
            name = line.rpartition("/")[2]
            packed.write(marian.folder / name, f"opus-mt-en-fr/{name}")
    said = succeed(run("models", "import", archive))
    assert "is installed as opus-mt-en-fr." in said
    assert succeed(run("translate", TEXT, "--model", "opus-mt-en-fr", "--to", "fr"))
    assert "is removed" in succeed(run("models", "remove", "opus-mt-en-fr"))
    assert run("translate", TEXT, "--model", "opus-mt-en-fr")[0] == 2


def test_searching_asks_the_catalogue_then_the_hub(run, served):
    found = succeed(run("models", "search", "opus-mt-en-fr", "--json")).splitlines()
    repos = [json.loads(line)["repo"] for line in found]
    assert REPO in repos
    before = len(served.log)
    offline = succeed(run("models", "search", "--offline", "--from", "en", "--to", "de"))
    assert "Helsinki-NLP/opus-mt-en-de" in offline
    assert len(served.log) == before


def test_a_search_that_found_too_many_says_so(run, served, files):
    for number in range(35):
        served.add(opus(f"somebody/house-{number}", large=20_000), files)
    status, out, err = run("models", "search", "house")
    assert status == 0
    assert len(out.splitlines()) == 30
    assert err == "The first 30 of many; a longer name finds fewer.\n"
    assert run("models", "search", "house-11")[2] == ""


@pytest.mark.parametrize("repo", ["../x", "a/b/c", "no such/one", "Helsinki-NLP/gone"])
def test_what_is_not_there_is_one_sentence(run, repo):
    status, out, err = run("models", "download", repo)
    assert status in (1, 2)
    assert out == ""
    assert len(err.strip().splitlines()) == 1
