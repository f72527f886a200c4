"""A checkpoint that repeats the marked sentence, through the real engine, in the window."""

import random

import pytest
from PySide6.QtCore import Qt

from models.engine import Engine
from models.library import Library
from tests.gui.summary_driving import SummaryDriver
from tests.inference.copying import MARK, sentence, write_copying

SENTENCES = 160
WORDS = {"summarizer": "copying", "summary_words": 7}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    write_copying(folder / "copying", 64)
    return Library(folder)


@pytest.fixture
def drive(qtbot, open_app, library):
    engine = Engine(library, 2_000_000_000)
    made = SummaryDriver(qtbot, open_app(engine, library, sample_seen=True, **WORDS))
    made.open()
    return made


def test_the_planted_sentence_is_lit_and_scrolled_to(drive):
    chance = random.Random(3)
    found = [sentence(chance) for _ in range(SENTENCES)]
    planted = found[130] = f"{MARK} {found[130]}"
    drive.paste_document("\n\n".join(found))
    drive.press_control(Qt.Key.Key_Return)
    drive.wait_summarized()
    drive.wait(lambda: "all of it" in drive.work())
    summary = drive.summarize.summary.summary
    assert summary.read == summary.words
    assert f"in {summary.parts} parts" in drive.work()
    assert summary.parts > 10
    drive.document.verticalScrollBar().setValue(0)
    drive.click(drive.summary, MARK)
    lit = drive.lit(drive.document)
    assert max(lit, key=lit.get) == planted
    start = drive.document.document().find(planted).selectionStart()
    assert 0 <= drive.document.y_of(start) < drive.document.viewport().height()


def test_cancelling_a_long_work_keeps_what_was_read(drive):
    chance = random.Random(4)
    drive.paste_document("\n\n".join(f"{MARK} {sentence(chance)}" for _ in range(1500)))
    drive.press_control(Qt.Key.Key_Return)
    drive.wait(lambda: drive.work().startswith("Read ") and drive.summary_text() != "")
    drive.press(Qt.Key.Key_Escape)
    assert drive.work().startswith("Stopped: ")
    assert drive.summary_text().startswith(MARK)
    drive.summarize.evidence.step(1)
    assert drive.document.marks
    drive.choose_model("Key sentences (no model)")
    drive.wait_summarized()
    assert "all of it" in drive.work(), "the worker is free again"
