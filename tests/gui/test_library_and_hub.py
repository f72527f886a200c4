"""The window against a hub on this machine: over real sockets, with clicks."""

import hashlib

import pytest
from PySide6.QtTest import QTest

from desktop_app.outside import Outside
from models.engine import Engine
from models.hub import Timing
from models.library import Library
from models.messages import Offer
from tests.checkpoints import ROWS, write_checkpoint
from tests.gui.library_driving import LibraryDriver, Silent, says
from tests.hub.checkpoints import opus
from tests.hub.faults import Fault
from tests.hub.fetches import settle
from tests.hub.server import TestHub

QUICK = Timing(connect=2.0, stall=2.0, tries=3, pause=0.05, longest_pause=0.2, look=0.02)
REPO = "Helsinki-NLP/opus-mt-en-de"
TITLE = "OPUS-MT English → German"
OFFER = Offer(REPO, "translation", "marian", (("en", "de"),), licence="apache-2.0")
SLOW = 40_000  # bytes a second


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A real, small, random OPUS-MT checkpoint."""
    folder = tmp_path_factory.mktemp("opus")
    write_checkpoint(next(row for row in ROWS if row.name == "marian"), folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def server():
    with TestHub() as hub:
        yield hub
    settle()


@pytest.fixture
def stocked(server, files):
    server.add(opus(REPO, large=20_000), files)
    return server


@pytest.fixture
def window_of(qtbot, open_app, home, server, monkeypatch):
    """Windows on the library below `home`, which reach the test's hub."""
    monkeypatch.setenv("HF_ENDPOINT", server.url)

    def make(offers=(OFFER,)):
        engine = Engine(Library(home / "models", home / "cache"), 2_000_000_000)
        outside = Outside(offers=offers, detect=Silent, command=says(), timing=QUICK)
        drive = LibraryDriver(qtbot, open_app(engine, outside=outside, sample_seen=True))
        drive.open()
        return drive

    return make


def place_of(files):
    """Where the hub sends one for the weights."""
    return f"/blob/{hashlib.sha256(files['model.safetensors']).hexdigest()}"


def fetched(home):
    """Bytes of the weights that are on the disk."""
    return sum(part.stat().st_size for part in home.rglob("model.safetensors.part"))


def test_download_pause_quit_start_again_resume_translate_remove(
    window_of, stocked, files, home
):
    place, size = place_of(files), len(files["model.safetensors"])
    stocked.faults.add(Fault(place, rate=SLOW))
    drive = window_of()
    drive.choose(TITLE)
    drive.press("Download")
    drive.wait(lambda: "/s" in drive.state_of(TITLE) and fetched(home) > 0)
    drive.press("Pause")
    drive.wait(lambda: drive.state_of(TITLE).startswith("Paused"))
    before = fetched(home)
    assert before < size
    drive.close()

    again = window_of()
    again.wait(lambda: again.state_of(TITLE).startswith("Paused"))
    again.qtbot.wait(200)
    assert len(stocked.asked(place)) == 1, "nothing goes on by itself"
    again.choose(TITLE)
    again.press("Resume")
    again.wait(lambda: "Translate with it" in again.buttons())
    [_, resumed] = stocked.asked(place)
    assert resumed.start == before, "what was here is not fetched again"
    again.wait(lambda: again.state_of(TITLE) == "Ready · 2,900 words/s here")

    again.press("Translate with it")
    assert again.page.header.target.label() == "German"
    again.type("The old house.")
    again.wait_translated()
    assert again.result_text()

    again.open()
    again.choose(TITLE)
    again.press("Remove")
    again.press("Remove it")
    again.wait(lambda: list(again.buttons()) == ["Download", "Copy file list"])
    assert "de" not in again.app.selection.choices.targets


def test_a_quit_in_the_middle_of_a_download_loses_nothing(window_of, stocked, files):
    stocked.faults.add(Fault(place_of(files), rate=SLOW))
    drive = window_of()
    drive.choose(TITLE)
    drive.press("Download")
    drive.wait(lambda: "/s" in drive.state_of(TITLE))
    drive.close()
    again = window_of()
    again.wait(lambda: again.state_of(TITLE).startswith("Paused · "))


def test_damaged_files_are_found_and_fetched_again(window_of, stocked, home):
    drive = window_of()
    drive.choose(TITLE)
    drive.press("Download")
    drive.wait(lambda: "Verify" in drive.buttons())
    weights = home / "models" / OFFER.id / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-9] ^= 1
    weights.write_bytes(content)
    drive.press("Verify")
    drive.wait(lambda: "Repair" in drive.buttons())
    assert "model.safetensors" in drive.state_of(TITLE)
    drive.press("Repair")
    drive.wait(lambda: "Repair" not in drive.buttons() and "Verify" in drive.buttons())
    drive.press("Verify")
    drive.wait(lambda: drive.details.note.text() == "All files are as they should be.")


def test_the_hub_is_searched_and_what_it_has_can_be_fetched(window_of, stocked):
    drive = window_of(offers=())
    QTest.keyClicks(drive.library.filters.line, "opus-mt")
    drive.library.filters.ask.click()
    drive.wait(lambda: drive.titles() == [TITLE])
    drive.press("Download")
    drive.wait(lambda: "Translate with it" in drive.buttons())


def test_a_hub_that_is_not_there_is_one_sentence(window_of, server, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    drive = window_of()
    drive.choose(TITLE)
    drive.press("Download")
    drive.wait(lambda: "Try again" in drive.buttons())
    said = drive.details.state.text()
    assert said.endswith(".")
    assert "Error" not in said


def test_the_status_says_when_the_network_was_used_and_for_what(window_of, stocked):
    drive = window_of()
    assert drive.library.footer.network.text() == "no network used since start"
    drive.choose(TITLE)
    drive.press("Download")
    drive.wait(lambda: "Verify" in drive.buttons())
    drive.wait(lambda: drive.library.footer.network.text().endswith(": opus-mt-en-de"))
    assert drive.page.status.network.text().startswith("network last used at ")


def test_nothing_is_asked_before_a_click(window_of, stocked):
    drive = window_of()
    for title in drive.titles():
        drive.choose(title)
    drive.qtbot.wait(300)
    assert stocked.log == []


def test_without_any_socket_the_window_the_library_and_both_starters_work(
    qtbot, open_app, engine, monkeypatch
):
    def refused(*_):
        raise OSError("no sockets here")

    monkeypatch.setattr("socket.socket", refused)
    monkeypatch.setattr("socket.create_connection", refused)
    monkeypatch.setattr("socket.getaddrinfo", refused)
    outside = Outside(detect=Silent, command=says(), timing=QUICK)
    drive = LibraryDriver(qtbot, open_app(engine, outside=outside, sample_seen=True))
    for text, translated in (("Good morning.", "Bom dia."), ("Boa noite.", "Good night.")):
        drive.paste(text)
        drive.wait_translated()
        assert drive.result_text() == translated
        drive.app.selection.swap()
        drive.source.selectAll()
    drive.open()
    assert {"OPUS-MT English → German", "nllb-200-distilled-600M"} <= set(drive.titles())
    drive.choose("nllb-200-distilled-600M")
    drive.press("Download")
    drive.wait(lambda: "Try again" in drive.buttons())
    assert drive.details.state.text().endswith(".")
    assert drive.app.network.last is not None, "the attempt is told"
