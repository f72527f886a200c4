"""One checkpoint of the Library page: what is told of it, and what its buttons do."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from desktop_app.library_work import catalogue_offers
from desktop_app.shelf import Stock
from models.messages import Problem, Task
from tests.fakes import FakeEngine
from tests.gui.library_driving import drive_work, says
from tests.gui.shelves import OFFLINE, OPUS_ZH, FakeWork, full_stock, installed

ZH = "OPUS-MT Chinese → English"
DE = "OPUS-MT English → German"
ES = "OPUS-MT Spanish → English"
FR = "OPUS-MT French → English"
SWEDISH = replace(OPUS_ZH, repo="Helsinki-NLP/opus-mt-sv-en", pairs=(("sv", "en"),))


@pytest.fixture
def library_of(qtbot, open_app):
    def make(work=None, offers=(OPUS_ZH,), **more):
        drive = drive_work(qtbot, open_app, work or FakeWork(full_stock()), offers, **more)
        drive.open()
        return drive

    return make


def test_the_details_tell_all_that_is_known(library_of):
    drive = library_of()
    drive.choose(ZH)
    assert drive.facts() == {
        "Why this one": "The smallest way from Chinese to English.",
        "Task": "Translation",
        "Languages": "Chinese → English",
        "Size": "about 298 MB",
        "Memory": "630 MB; 465 MB with 16 bits, 424 MB with 8; 15 GB free now",
        "Licence": "CC BY 4.0",
        "Origin": "Helsinki-NLP/opus-mt-zh-en",
    }
    assert list(drive.buttons()) == ["Download", "Copy file list"]


def test_an_installed_checkpoint_shows_what_its_net_is_made_of(library_of):
    rows = (
        ("Family", "recurrent"),
        ("Encoder", "1 layer of GRU, in both directions"),
        ("Attention", "additive, soft"),
    )
    own = installed("classic", (("en", "fr"),), anatomy=rows)
    drive = library_of(FakeWork(Stock((own,))))
    drive.choose("classic")
    facts = drive.facts()
    assert {name: facts[name] for name, _ in rows} == dict(rows)
    assert "Decoder" not in facts


def test_what_is_not_known_is_said_to_be_asked(library_of):
    drive = library_of(offers=(replace(OPUS_ZH, bytes=None, licence="", parameters=None),))
    drive.choose(ZH)
    facts = drive.facts()
    assert (facts["Size"], facts["Licence"]) == ("asked when online", "see its card")
    assert "Memory" not in facts


def test_long_lists_of_languages_are_shortened_and_can_be_seen_whole(library_of):
    drive = library_of(offers=catalogue_offers())
    drive.choose("nllb-200-distilled-600M")
    label = next(value for name, value in drive.details._labels if name.text() == "Languages")
    assert "and 190 more" in label.text()
    assert "Zulu" in label.toolTip()
    label.linkActivated.emit("all")
    assert "Zulu" in label.text()
    assert "not for commercial use" in drive.facts()["Licence"]


def test_download_pause_resume_with_clicks(library_of):
    brought = {OPUS_ZH.repo: installed("Helsinki-NLP--opus-mt-zh-en", (("zh", "en"),))}
    work = FakeWork(full_stock(), gate=threading.Semaphore(1), installs=brought)
    drive = library_of(work)
    drive.choose(ZH)
    drive.press("Download")
    drive.wait(lambda: drive.state_of(ZH) == "155 of 310 MB · 5.2 MB/s · 31 s left")
    assert drive.details.state.text() == drive.state_of(ZH)
    assert drive.details.title.text() == ZH, "it stays in sight when its row moves up"
    drive.press("Pause")
    drive.wait(lambda: drive.state_of(ZH) == "Paused · 155 of 310 MB")
    work.gate = None
    drive.press("Resume")
    drive.wait(lambda: "Translate with it" in drive.buttons())
    drive.wait(lambda: drive.state_of(ZH) == "Ready · 2,900 words/s here")
    assert drive.facts()["Speed here"] == "2,900 words a second on this machine"


def test_the_measured_speed_is_remembered(library_of, qtbot):
    brought = {OPUS_ZH.repo: installed("Helsinki-NLP--opus-mt-zh-en", (("zh", "en"),))}
    work = FakeWork(full_stock(), installs=brought)
    drive = library_of(work)
    drive.choose(ZH)
    drive.press("Download")
    drive.wait(lambda: "words/s" in drive.state_of(ZH))
    again = library_of(work)
    assert again.state_of(ZH) == "Ready · 2,900 words/s here"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os.kill(os.getpid(), 9)", "It ended the process that tried it."),
        ('print(\'{"ok": false, "said": "It wrote nothing."}\')', "It wrote nothing."),
        ("raise SystemExit('No such model.')", "No such model."),
    ],
)
def test_a_failed_self_test_is_said_and_nothing_else_is_harmed(library_of, code, said):
    brought = {OPUS_ZH.repo: installed("Helsinki-NLP--opus-mt-zh-en", (("zh", "en"),))}
    drive = library_of(FakeWork(full_stock(), installs=brought), command=says(code))
    drive.choose(ZH)
    drive.press("Download")
    drive.wait(lambda: "could not be tried out" in drive.state_of(ZH))
    assert said in drive.state_of(ZH)


def test_a_failed_download_says_why_and_what_may_help(library_of):
    drive = library_of(FakeWork(full_stock(), fault=OFFLINE))
    drive.choose(ZH)
    drive.press("Download")
    drive.wait(lambda: "Try again" in drive.buttons())
    assert drive.details.state.text() == f"{OFFLINE.what} {OFFLINE.hint}"
    assert list(drive.buttons()) == ["Try again", "Use a mirror…", "Copy file list", "Cancel"]
    drive.press("Use a mirror…")
    assert drive.library.connection.mirror.hasFocus()


def test_the_file_list_goes_to_the_clipboard(library_of):
    drive = library_of()
    drive.choose(ZH)
    drive.press("Copy file list")
    drive.wait(drive.library.message.isVisible)
    address = "https://huggingface.co/Helsinki-NLP/opus-mt-zh-en/resolve/abc/config.json\n"
    assert QGuiApplication.clipboard().text() == address
    assert "copied" in drive.library.message.text.text()


def test_removing_is_asked_in_place_first(library_of):
    drive = library_of()
    drive.choose(ES)
    drive.press("Remove")
    assert list(drive.buttons()) == ["Remove it", "Keep it"]
    drive.press("Keep it")
    drive.press("Remove")
    drive.press("Remove it")
    drive.wait(lambda: ES not in drive.titles())
    assert "300 MB are free again" in drive.library.message.text.text()


def test_starters_cannot_be_removed(library_of):
    drive = library_of()
    drive.choose("Bergamot tiny en→pt")
    assert list(drive.buttons()) == ["Translate with it", "Verify", "Show in folder"]


def test_verify_says_that_all_is_well_or_offers_a_repair(library_of):
    work = FakeWork(full_stock())
    drive = library_of(work)
    drive.choose(ES)
    drive.press("Verify")
    drive.wait(lambda: drive.details.note.text() == "All files are as they should be.")
    work.damaged = Problem("model.safetensors of opus-mt-es-en is damaged.", "Repair it.")
    drive.press("Verify")
    drive.wait(lambda: "Repair" in drive.buttons())
    assert drive.state_of(ES) == "model.safetensors of opus-mt-es-en is damaged. Repair it."
    drive.press("Repair")
    drive.wait(lambda: ("install", "Helsinki-NLP/opus-mt-es-en") in work.asked)
    drive.wait(lambda: "damaged" not in drive.state_of(ES))


def test_a_broken_one_has_its_reason_and_a_repair_button(library_of):
    drive = library_of()
    drive.choose(DE)
    assert "is damaged" in drive.details.state.text()
    assert next(iter(drive.buttons())) == "Repair"


def test_one_in_quarantine_is_trusted_again_by_a_click(library_of):
    work = FakeWork(full_stock())
    drive = library_of(work)
    drive.choose(FR)
    assert "stays closed" in drive.details.state.text()
    drive.press("Trust again")
    drive.wait(lambda: ("release", "Helsinki-NLP--opus-mt-fr-en") in work.asked)
    drive.wait(lambda: "Trust again" not in drive.buttons())


def test_translate_with_it_goes_back_and_chooses_its_pair(library_of):
    engine = FakeEngine()
    drive = library_of(engine=engine)
    drive.choose(ES)
    drive.press("Translate with it")
    assert drive.page.isVisible()
    assert drive.page.header.source.label() == "Spanish"
    drive.paste("uno")
    drive.wait_translated()
    assert engine.requests[-1].task == Task("es", "en")
