"""A summary and a translation at the same time: neither ends the other."""

import threading

import pytest

from tests.gui.summaries import REPORT, REPORT_PARTS, SummaryEngine
from tests.gui.summary_driving import opener

MODEL = {"summarizer": "distilbart-cnn-12-6"}


@pytest.fixture
def page_of(qtbot, open_app):
    return opener(qtbot, open_app)


def test_an_interrupted_translation_goes_on_when_its_page_is_shown_again(page_of):
    engine = SummaryEngine()
    engine.other.gate = threading.Semaphore(1)
    drive = page_of(engine)
    drive.window.show_page(0)
    drive.paste("one\ntwo\nthree")
    drive.wait(lambda: "ONE" in drive.result_text())
    drive.open()
    drive.paste_document(REPORT)
    drive.wait_summarized()
    engine.other.gate.release(20)
    drive.window.show_page(0)
    drive.wait_translated()
    assert drive.result_text() == "ONE\nTWO\nTHREE"


def test_a_translation_in_between_does_not_end_a_summary(page_of):
    engine = SummaryEngine(gate=threading.Semaphore(1))
    drive = page_of(engine, **MODEL)
    drive.paste_document(REPORT)
    drive.summarize.document.summarize_button.click()
    drive.wait(lambda: drive.summary_text() != "")
    drive.window.show_page(0)
    drive.type("One.")
    control = drive.app.controller
    drive.wait(lambda: control.request is not None and control.request.text == "One.")
    engine.gate.release()
    drive.wait_translated()
    assert drive.result_text() == "ONE."
    assert drive.control.busy, "the summary waits for its last part"
    drive.window.show_page(1)
    engine.gate.release()
    drive.wait_summarized()
    assert len(engine.requests) == 1
    assert drive.summary_text().split("\n") == [said for said, _, _ in REPORT_PARTS]


def test_a_summary_that_is_looked_at_does_not_wait_for_a_translation(page_of):
    engine = SummaryEngine(gate=threading.Semaphore(1))
    engine.other.gate = threading.Semaphore(0)
    drive = page_of(engine, **MODEL)
    drive.paste_document(REPORT)
    drive.summarize.document.summarize_button.click()
    drive.wait(lambda: drive.summary_text() != "")
    drive.window.show_page(0)
    drive.paste("one\ntwo\nthree")
    drive.wait(lambda: drive.app.controller.busy)
    engine.gate.release(10)
    drive.wait(lambda: bool(engine.other.requests))
    drive.window.show_page(1)
    drive.wait_summarized()
    engine.other.gate.release(10)
    drive.window.show_page(0)
    drive.wait_translated()
    assert drive.result_text() == "ONE\nTWO\nTHREE"
