"""Where and how models run, as chosen in the menu, and what is told on the way."""

from dataclasses import replace

import pytest

from desktop_app.settings import Device, Precision
from models.messages import Options
from tests.fakes import FakeEngine, FakeLibrary, checkpoint
from tests.gui.driving import Driver

NOTICE = "The graphics card's memory is full; the processor goes on."


def entries(menu, title):
    """The entries of a menu below the settings menu: name -> action, in order."""
    (found,) = (each.menu() for each in menu.actions() if each.text() == title)
    return {each.text(): each for each in found.actions() if each.isVisible()}


def checked(menu, title):
    return [name for name, action in entries(menu, title).items() if action.isChecked()]


@pytest.fixture
def drive_with(qtbot, open_app):
    def make(*devices, engine=None, **settings):
        app = open_app(
            engine or FakeEngine(), find_devices=lambda: devices, sample_seen=True, **settings
        )
        return Driver(qtbot, app)

    return make


def test_the_menu_offers_the_devices_that_this_machine_has(drive_with):
    drive = drive_with("cuda")
    menu = drive.window.menu
    drive.wait(lambda: "Graphics card (CUDA)" in entries(menu, "Device"))
    assert list(entries(menu, "Device")) == ["Automatic", "Processor", "Graphics card (CUDA)"]
    assert checked(menu, "Device") == ["Automatic"]


def test_without_a_graphics_device_there_is_only_the_processor(drive_with):
    engine = FakeEngine()
    drive = drive_with(engine=engine)
    drive.wait(lambda: bool(engine.opened))
    assert list(entries(drive.window.menu, "Device")) == ["Automatic", "Processor"]


def test_a_chosen_device_that_is_gone_is_replaced_and_told(drive_with):
    engine = FakeEngine()
    drive = drive_with("cuda", engine=engine, device=Device.MPS)
    drive.wait(drive.page.message.isVisible)
    said = "The chosen graphics card is not there: the processor is used."
    assert drive.page.message.text.text() == said
    assert checked(drive.window.menu, "Device") == ["Automatic"]
    drive.paste("one")
    drive.wait_translated()
    assert engine.requests[-1].options.device == "auto"
    assert drive.page.message.text.text() == said, "it can still be read"


def test_another_device_or_precision_translates_again_and_is_shown(drive_with):
    engine = FakeEngine()
    drive = drive_with("cuda", engine=engine)
    menu, box = drive.window.menu, drive.page.header.models
    drive.paste("one")
    drive.wait_translated()
    assert engine.requests[-1].options == Options(split_punctuation=True)
    drive.wait(lambda: "Graphics card (CUDA)" in entries(menu, "Device"))
    entries(menu, "Device")["Graphics card (CUDA)"].trigger()
    drive.wait(lambda: engine.requests[-1].options.device == "cuda")
    drive.wait_translated()
    assert box.note == "fp32 · CUDA"
    entries(menu, "Precision")["16-bit (bf16)"].trigger()
    drive.wait(lambda: box.note == "bf16 · CUDA")
    assert checked(menu, "Precision") == ["16-bit (bf16)"]
    values = drive.app.settings.values
    assert (values.device, values.precision) == (Device.CUDA, Precision.HALF)


def test_without_a_text_the_model_is_opened_anew(drive_with):
    engine = FakeEngine()
    drive = drive_with(engine=engine)
    drive.wait(lambda: bool(engine.opened) and not drive.app.controller.busy)
    entries(drive.window.menu, "Precision")["32-bit"].trigger()
    drive.wait(lambda: len(engine.requests) == 2)
    assert (engine.requests[-1].text, engine.requests[-1].options.precision) == ("", "fp32")


def test_a_notice_is_no_error_and_can_be_read_until_it_is_closed(drive_with):
    engine = FakeEngine(notice=NOTICE)
    drive = drive_with(engine=engine)
    bar = drive.page.message
    drive.paste("one")
    drive.wait_translated()
    assert bar.isVisible()
    assert bar.text.text() == NOTICE
    assert not bar.action.isVisible()
    assert bar.is_notice
    drive.type(" two")
    drive.wait_translated()
    assert bar.isVisible(), "the next request leaves it"
    assert bar.text.text() == NOTICE


def test_a_failure_takes_the_place_of_a_notice(drive_with):
    engine = FakeEngine(notice=NOTICE, fault=ValueError("x"))
    drive = drive_with(engine=engine)
    drive.paste("one")
    drive.wait(lambda: "ValueError" in drive.page.message.text.text())
    assert not drive.page.message.is_notice


def test_opening_a_summarizer_says_what_it_is(qtbot, open_app, tmp_path):
    library = FakeLibrary(checkpoint())
    summarizer = checkpoint("bart-large-cnn", "en", "en")
    library.folders[str(tmp_path)] = replace(
        summarizer, task="summarization", pairs=(), path=tmp_path
    )
    drive = Driver(qtbot, open_app(FakeEngine(), library, sample_seen=True))
    drive.window.folder_wanted.emit(tmp_path)
    text = drive.page.message.text.text()
    assert text.startswith("bart-large-cnn summarizes texts and does not translate them.")
    assert f"interlinear translate --model {tmp_path}" in text
    assert drive.page.header.models.label() == "fake-en-pt"
