"""The Summarize page in the real window: documents in, summaries out."""

import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.view.metrics import SMALLEST_WINDOW
from models.messages import Form, Problem
from tests.gui.clipping import clipped
from tests.gui.driving import CONTROL
from tests.gui.summaries import REPORT, REPORT_PARTS, SummaryEngine
from tests.gui.summary_driving import SummaryDriver, opener

MODEL = {"summarizer": "distilbart-cnn-12-6"}


@pytest.fixture
def page_of(qtbot, open_app):
    return opener(qtbot, open_app)


@pytest.fixture
def real(qtbot, open_app, engine):
    drive = SummaryDriver(qtbot, open_app(engine, sample_seen=True))
    drive.open()
    return drive


def test_a_pasted_document_is_summarized_at_once_without_a_model(real):
    real.paste_document(REPORT)
    real.wait_summarized()
    shown = real.summary_text().split("\n")
    assert shown
    assert all(sentence in REPORT for sentence in shown)
    about = real.summarize.document.about.whole
    assert about.startswith("152 words · ")
    assert "covered" in real.summarize.summary.about.whole
    real.wait(lambda: real.work().startswith("Read 152 words, all of it · "))
    assert real.summarize.header.models.label() == "Key sentences (no model)"


def test_every_edit_is_followed_and_makes_the_marks_vanish_at_once(real):
    real.paste_document(REPORT)
    real.wait_summarized()
    real.summarize.evidence.step(1)
    assert real.document.marks
    before = real.summary_text()
    real.document.moveCursor(real.document.textCursor().MoveOperation.End)
    QTest.keyClicks(real.document, "And now something else.")
    assert not real.document.marks
    assert real.summary_text() == before, "the old summary can be read until the new one comes"
    assert "before" in real.summarize.summary.about.whole
    real.wait_summarized()
    assert "before" not in real.summarize.summary.about.whole
    real.document.selectAll()
    QTest.keyClick(real.document, Qt.Key.Key_Delete)
    real.wait(lambda: real.summary_text() == "")
    assert real.summarize.document.about.whole == ""


def test_a_checkpoint_works_when_it_is_asked(page_of):
    engine = SummaryEngine()
    drive = page_of(engine, **MODEL)
    drive.paste_document(REPORT)
    drive.wait(lambda: drive.summarize.document.about.whole == "152 words")
    assert not engine.requests
    assert "Press Summarize" in drive.summary.hint
    drive.summarize.document.summarize_button.click()
    drive.wait_summarized()
    assert engine.requests[-1].checkpoint == "distilbart-cnn-12-6"
    assert drive.summary_text().split("\n") == [said for said, _, _ in REPORT_PARTS]
    drive.press_control(Qt.Key.Key_Return)
    drive.wait(lambda: len(engine.requests) == 2)
    drive.wait_summarized()
    assert drive.summarize.header.models.note == "fp32 · CPU"


def test_parts_appear_as_they_come_and_cancel_keeps_them(page_of):
    drive = page_of(SummaryEngine(stop_after=2), **MODEL)
    drive.paste_document(REPORT)
    drive.press_control(Qt.Key.Key_Return)
    drive.wait(lambda: len(drive.summary_text().split("\n")) == 2)
    drive.wait(drive.summarize.status.cancel.isVisible)
    assert "Read 101 of 152 words" in drive.work()
    drive.summarize.status.cancel.click()
    assert drive.work() == "Stopped: 101 of 152 words were read"
    assert len(drive.summary_text().split("\n")) == 2
    assert not drive.summarize.status.cancel.isVisible()
    drive.summarize.evidence.step(1)
    assert drive.document.marks, "what is there has its evidence"


def test_escape_lets_go_and_then_cancels(page_of):
    drive = page_of(SummaryEngine(stop_after=1), **MODEL)
    drive.paste_document(REPORT)
    drive.press_control(Qt.Key.Key_Return)
    drive.wait(lambda: drive.summary_text() != "")
    drive.summarize.evidence.step(1)
    drive.press(Qt.Key.Key_Escape)
    assert drive.summarize.evidence.pinned is None
    assert drive.control.busy
    drive.press(Qt.Key.Key_Escape)
    assert not drive.control.busy


def test_an_error_is_one_sentence_with_something_to_do(page_of):
    engine = SummaryEngine(fault=Problem("The model is cut off.", "Fetch it again."))
    drive = page_of(engine)
    drive.paste_document(REPORT)
    message = drive.summarize.message
    drive.wait(message.isVisible)
    assert message.text.text() == "The model is cut off. Fetch it again."
    engine.fault = None
    message.action.click()
    drive.wait_summarized()
    assert not message.isVisible()


def test_a_notice_is_shown(page_of):
    drive = page_of(SummaryEngine(notice="This model does not know Swedish."))
    drive.paste_document(REPORT)
    drive.wait_summarized()
    assert drive.summarize.message.text.text() == "This model does not know Swedish."


def test_the_summary_goes_to_the_other_page(page_of):
    drive = page_of()
    drive.paste_document(REPORT)
    drive.wait_summarized()
    drive.summarize.summary.translate_button.click()
    assert drive.page.isVisible()
    assert drive.source.plain_text() == drive.summarize.summary.summary.text
    drive.wait_translated()


def test_a_long_text_goes_from_the_other_page_to_this_one(real):
    real.window.show_page(0)
    button = real.page.source.summarize_button
    real.paste("Too short for a summary.")
    assert not button.isVisible()
    real.paste(f"{REPORT}\n\n{REPORT}")
    real.wait(button.isVisible)
    button.click()
    assert real.document.isVisible()
    assert real.document.plain_text() == real.source.plain_text()
    real.wait_summarized()
    assert real.summary_text()


@pytest.mark.parametrize("text", ["\n \n\n", "😀 !!!", "___"])
def test_a_document_without_words_has_no_summary_and_no_error(page_of, text):
    drive = page_of()
    drive.paste_document(REPORT)
    drive.wait_summarized()
    drive.paste_document(text)
    drive.wait(lambda: drive.summary_text() == "")
    drive.wait(lambda: not drive.control.busy)
    assert drive.summarize.document.about.whole == ""
    assert not drive.summarize.message.isVisible()
    assert drive.work() == "Ready"


def test_copy_takes_the_text_of_the_summary(page_of):
    drive = page_of()
    drive.paste_document(REPORT)
    drive.wait_summarized()
    drive.press(Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.clipboard().text() == drive.summarize.summary.summary.text


def test_document_and_choices_come_back_unless_they_should_be_forgotten(page_of, home):
    drive = page_of(**MODEL, summary_form=Form.BULLETS)
    drive.paste_document(REPORT)
    drive.window.close()
    again = page_of()
    assert again.document.plain_text() == REPORT
    assert again.summarize.header.models.label() == "distilbart-cnn-12-6"
    assert again.app.settings.values.summary_form is Form.BULLETS
    again.app.settings.set("forget_text", True)
    again.window.close()
    third = page_of()
    assert third.document.plain_text() == ""


def test_nothing_is_asked_before_the_page_is_seen(qtbot, open_app):
    engine = SummaryEngine()
    app = open_app(engine, sample_seen=True, document=REPORT)
    drive = SummaryDriver(qtbot, app)
    drive.wait(lambda: drive.document.plain_text() == REPORT)
    qtbot.wait(600)
    assert not engine.requests
    drive.open()
    drive.wait_summarized()


@pytest.mark.timed
def test_five_megabytes_leave_the_window_alive(page_of):
    drive = page_of(SummaryEngine(REPORT_PARTS[:1]), **MODEL)
    text = (REPORT + "\n") * (5_000_000 // len(REPORT))
    late, last = [], [time.perf_counter()]

    def tick():
        now = time.perf_counter()
        late.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(5)
    drive.paste_document(text)
    drive.wait(lambda: drive.document.document().characterCount() > len(text), 60_000)
    drive.wait(lambda: "words" in drive.summarize.document.about.whole, 60_000)
    timer.stop()
    ordered = sorted(late)
    assert ordered[len(ordered) // 2] < 0.1
    assert ordered[-1] < 1.5, "one look at the event queue was very late"
    drive.app.settings.set("forget_text", True)  # five megabytes are not to be written


def test_everything_has_a_name_and_fits_the_smallest_window(page_of):
    drive = page_of()
    drive.window.resize(*SMALLEST_WINDOW)
    drive.paste_document(REPORT)
    drive.wait_summarized()
    drive.summarize.evidence.step(1)
    drive.wait(lambda: not clipped(drive.window))
    for widget in drive.summarize.findChildren(object):
        policy = getattr(widget, "focusPolicy", None)
        if policy and policy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            face = QAccessible.queryAccessibleInterface(widget)
            assert face.text(QAccessible.Text.Name), widget


def test_keys_belong_to_the_page_that_is_seen(page_of):
    drive = page_of()
    drive.paste_document(REPORT)
    drive.wait_summarized()
    drive.press(Qt.Key.Key_F6)
    assert drive.summary.hasFocus()
    drive.press(Qt.Key.Key_F6)
    assert drive.document.hasFocus()
    drive.press_control(Qt.Key.Key_3)
    assert drive.window.library.isVisible()
    drive.press_control(Qt.Key.Key_2)
    assert drive.document.hasFocus()
