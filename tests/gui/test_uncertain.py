"""Words where the model hesitated: marks, the counter, and the way from one to the next."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.view.highlights import Line
from desktop_app.view.places import Side
from tests.gui.driving import CONTROL
from tests.gui.rewriting_driving import open_words, select
from tests.gui.scripted import ARABIC, LETTER, ScriptedEngine, document

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups
DOUBTFUL = "The old red house on the hill was sold yesterday for 783,562 dollars."


def underlined(edit, line=Line.DOUBT):
    text = edit.document().toRawText().encode("utf-16-le")
    return [
        text[2 * each.start : 2 * each.end].decode("utf-16-le")
        for each in edit.underlines
        if each.line is line
    ]


@pytest.fixture
def letter(drive_fake):
    text, parts = document(*LETTER)
    drive = drive_fake(ScriptedEngine(parts), checks=False)
    drive.paste(text)
    drive.wait_translated()
    return drive


def test_doubtful_words_are_dotted_and_counted(letter):
    button = letter.page.inquiry.doubts.button
    letter.wait(lambda: bool(underlined(letter.result)))
    assert underlined(letter.result) == ["que", "anos", "chaves"]
    assert button.text() == "3 uncertain words"
    assert "F8" in button.toolTip()


def test_the_marks_go_when_the_source_is_edited(letter):
    letter.wait(lambda: bool(underlined(letter.result)))
    letter.type("x")
    assert underlined(letter.result) == []


def test_f8_goes_from_one_to_the_next_and_round(letter):
    seen = []
    for _ in range(4):
        letter.key(Qt.Key.Key_F8)
        at = letter.result.textCursor().position()
        seen.append(letter.result_text()[at:].split()[0])
    assert seen == ["que", "anos", "chaves", "que"]
    assert letter.result.hasFocus()


def test_an_all_clear_can_be_seen(drive):
    drive.paste("Good morning.")
    drive.wait_translated()
    button = drive.page.inquiry.doubts.button
    assert button.text() == "No uncertain word"
    assert button.isVisible()
    assert not button.isEnabled()


def test_one_word_is_singular_and_a_click_on_it_asks_for_others(drive):
    drive.paste(DOUBTFUL)
    drive.wait_translated()
    drive.wait(lambda: underlined(drive.result) != [])
    (word,) = underlined(drive.result)
    assert drive.page.inquiry.doubts.button.text() == "1 uncertain word"
    drive.click(drive.result, word)
    shown = drive.page.inquiry.alternatives.list
    drive.wait(lambda: shown.isVisible() and bool(shown.rows))
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    drive.click(drive.result, "casa")
    assert not shown.isVisible(), "a sure word is for the caret"


def test_the_counter_follows_edits(drive):
    drive.paste("Good morning.")
    drive.wait_translated()
    select(drive, "dia")
    drive.result.setFocus()
    QTest.keyClicks(drive.result, "sapato")
    drive.wait(lambda: "sapato" in underlined(drive.result))
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    drive.wait(lambda: underlined(drive.result) == [])
    assert drive.page.inquiry.doubts.button.text() == "No uncertain word"


def test_a_lit_and_dotted_translation_can_be_taken_away_at_once(drive):
    drive.paste("The bank by the river collapsed.")
    drive.wait_translated()
    drive.wait(lambda: underlined(drive.result) != [])
    drive.result.setFocus()
    drive.click(drive.result, "margem")
    assert drive.lit(drive.result)
    drive.key(Qt.Key.Key_A, CONTROL, drive.result)
    drive.key(Qt.Key.Key_X, CONTROL, drive.result)
    assert drive.result_text() == ""
    assert not drive.result.extraSelections()
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    drive.wait(lambda: underlined(drive.result) != [])


def test_marks_rest_while_a_preview_is_shown(drive):
    drive.paste(DOUBTFUL)
    drive.wait_translated()
    drive.wait(lambda: underlined(drive.result) != [])
    text = drive.result_text()
    shown = open_words(drive, "antiga")
    QTest.keyClicks(shown.line, "velha")
    drive.wait(lambda: drive.result_text() != text)
    drive.wait(lambda: underlined(drive.result) == [])
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    drive.wait(lambda: underlined(drive.result) != [])


def test_right_to_left_words_are_dotted(drive_fake):
    text, parts = document(ARABIC)
    drive = drive_fake(ScriptedEngine(parts))
    drive.paste(text)
    drive.wait_translated()
    drive.wait(lambda: underlined(drive.result) != [])
    assert underlined(drive.result) == ["القديم"]


@pytest.fixture
def doubt(drive):
    """A window whose strip shows a sentence with one uncertain word, and that word."""
    drive.paste(DOUBTFUL)
    drive.wait_translated()
    drive.wait(lambda: underlined(drive.result) != [])
    (word,) = underlined(drive.result)
    return drive, word


def test_the_line_names_the_likeliest_other_word_and_leads_to_the_list(doubt):
    drive, word = doubt
    line = drive.page.strip.line
    QTest.mouseClick(drive.box(Side.TARGET, word), Qt.MouseButton.LeftButton)
    drive.wait(lambda: "instead:" in line.text())
    line.linkActivated.emit("other")
    shown = drive.page.inquiry.alternatives.list
    drive.wait(lambda: bool(shown.rows))
    others = [row.text for row in shown.rows if row.text != word]
    assert f">{others[0]}</a>" in line.text()
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_a_word_that_the_mouse_passes_over_is_not_asked_about(doubt):
    drive, word = doubt
    drive.hover(drive.result, word)
    assert "% sure" in drive.page.strip.line.text()
    drive.qtbot.wait(300)
    assert not drive.app.rewriting.busy
    assert "instead" not in drive.page.strip.line.text()


@pytest.mark.parametrize("fills", [False, True])
def test_other_words_open_from_the_strip(drive, fills):
    drive.paste(DOUBTFUL)
    drive.wait_translated()
    if fills:
        drive.page.fill_with_strip()
    shown, box = drive.page.inquiry.alternatives.list, drive.box(Side.TARGET, "casa")
    QTest.mouseDClick(box, Qt.MouseButton.LeftButton)
    drive.wait(lambda: "casa" in [row.text for row in shown.rows])
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    drive.wait(lambda: shown.isVisible() and "casa" in [row.text for row in shown.rows])
    QTest.keyClick(shown, Qt.Key.Key_Escape)
