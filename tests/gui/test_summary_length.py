"""The number of words that a summary should have, typed in the row above the panes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.messages import Form, Length, Size
from tests.gui.driving import CONTROL
from tests.gui.summaries import REPORT, SummaryEngine
from tests.gui.summary_driving import opener

LEFT = Qt.MouseButton.LeftButton
A_WHILE = 700  # milliseconds; longer than the pause after which a number counts


@pytest.fixture
def page_of(qtbot, open_app):
    return opener(qtbot, open_app)


@pytest.fixture
def engine():
    return SummaryEngine()


@pytest.fixture
def drive(page_of, engine):
    """A checkpoint is chosen, and 40 is being typed in place of 100."""
    made = page_of(engine, summarizer="distilbart-cnn-12-6")
    made.paste_document(REPORT)
    header = made.summarize.header
    QTest.mouseClick(header.sizes.group.button(3), LEFT)
    assert header.words.hasFocus()
    QTest.keyClicks(header.words, "40")
    assert made.app.settings.values.summary_words == 100
    return made


def length(drive):
    return drive.app._parts.summaries.choices.length


def test_a_size_takes_the_place_of_a_number_for_good(drive):
    QTest.mouseClick(drive.summarize.header.sizes.group.button(0), LEFT)
    drive.qtbot.wait(A_WHILE)
    assert length(drive) == Length(Size.SHORT)
    assert drive.summarize.header.sizes.group.button(0).isChecked()
    assert not drive.summarize.header.words.isVisible()


def test_a_size_that_does_not_take_the_keyboard_does_so_too(drive):
    drive.summarize.header.sizes.group.button(0).click()
    drive.qtbot.wait(A_WHILE)
    assert length(drive) == Length(Size.SHORT)


def test_what_is_being_typed_is_asked_for(drive, engine):
    QTest.mouseClick(drive.summarize.document.summarize_button, LEFT)
    drive.wait_summarized()
    assert [each.length.words for each in engine.requests] == [40]


def test_enter_counts_at_once_and_does_not_end_what_follows(drive, engine):
    words = drive.summarize.header.words
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert length(drive).words == 40
    engine.stop_after = 1
    QTest.keyClick(words, Qt.Key.Key_Return, CONTROL)
    drive.wait(lambda: drive.summary_text() != "")
    drive.qtbot.wait(A_WHILE)
    assert drive.control.busy
    assert [each.length.words for each in engine.requests] == [40]


def test_control_enter_asks_for_what_is_being_typed(drive, engine):
    QTest.keyClick(drive.summarize.header.words, Qt.Key.Key_Return, CONTROL)
    drive.wait_summarized()
    assert [each.length.words for each in engine.requests] == [40]


def test_an_arrow_counts_after_a_while(drive):
    QTest.keyClick(drive.summarize.header.words, Qt.Key.Key_Up)
    assert length(drive).words == 100
    drive.wait(lambda: length(drive).words == 50)


def test_another_choice_leaves_what_is_being_typed(drive):
    drive.app._parts.summaries.choose_form(Form.BULLETS)
    assert drive.summarize.header.words.text() == "40"
    QTest.keyClick(drive.summarize.header.words, Qt.Key.Key_Return)
    assert length(drive).words == 40
