"""Other words for a word: the list under it, its preview, and what is taken."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.view.places import Side
from desktop_app.view.rewritten import own_words
from tests.gui.driving import CONTROL
from tests.gui.rewriting_driving import (
    go_to,
    open_words,
    place_caret,
    quiet_text,
    segment_of,
    select,
    texts,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups
RED_HOUSE = "The old red house on the hill was sold yesterday."


@pytest.fixture
def drive(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    return drive


def preview(drive, shown, word):
    before = drive.result_text()
    go_to(shown, word)
    drive.wait(lambda: drive.result_text() != before)


def test_the_list_has_the_word_itself_and_others_by_probability(drive):
    shown = open_words(drive, "antiga")
    assert {"antiga", "velha"} <= set(texts(shown))
    assert texts(shown)[shown.view.currentIndex().row()] == "antiga"
    assert shown.rows[texts(shown).index("antiga")].aside.endswith(" %")
    assert "percent" not in shown.rows[0].spoken
    figures = [row.aside for row in shown.rows if row.aside != "< 1 %"]
    shares = [int(figure.removesuffix(" %")) for figure in figures]
    assert shares == sorted(shares, reverse=True)


def test_arrows_preview_in_grey_and_escape_restores(drive):
    text, marks = drive.result_text(), segment_of(drive)
    shown = open_words(drive, "antiga")
    preview(drive, shown, "velha")
    assert drive.result_text().startswith("A velha ")
    assert quiet_text(drive.result).startswith(" ")
    assert "velha" not in quiet_text(drive.result)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert drive.result_text() == text
    assert quiet_text(drive.result) == ""
    assert segment_of(drive) == marks
    assert not shown.isVisible()


def test_enter_takes_it_and_ctrl_z_goes_back(drive):
    text = drive.result_text()
    shown = open_words(drive, "antiga")
    preview(drive, shown, "velha")
    QTest.keyClick(shown.line, Qt.Key.Key_Return)
    taken = drive.result_text()
    assert taken.startswith("A velha ")
    assert quiet_text(drive.result) == ""
    assert "velha" in drive.words(Side.TARGET)
    drive.hover(drive.result, "velha")
    assert drive.lit(drive.source)["old"] > 0.4
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    assert drive.result_text() == text
    assert "antiga" in drive.words(Side.TARGET)
    drive.key(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier, drive.result)
    assert drive.result_text() == taken


def test_enter_before_the_preview_is_there_takes_it_when_it_comes(drive):
    shown = open_words(drive, "antiga")
    go_to(shown, "velha")
    QTest.keyClick(shown.line, Qt.Key.Key_Return)
    drive.wait(lambda: drive.result_text().startswith("A velha "))
    drive.wait(lambda: not shown.isVisible())


def test_a_trail_of_choices_is_undone_step_by_step(drive):
    texts_seen = [drive.result_text()]
    for word, own in (("antiga", "velha"), ("colina", "montanha")):
        shown = open_words(drive, word)
        QTest.keyClicks(shown.line, own)
        QTest.keyClick(shown.line, Qt.Key.Key_Return)
        drive.wait(lambda own=own: own in drive.words(Side.TARGET))
        texts_seen.append(drive.result_text())
    assert "velha" in texts_seen[2]
    for expected in reversed(texts_seen[:-1]):
        drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
        assert drive.result_text() == expected


def test_typing_forces_an_own_word_that_is_previewed_first(drive):
    text = drive.result_text()
    shown = open_words(drive, "vermelha")
    QTest.keyClicks(shown.line, "amarela")
    drive.wait(lambda: "amarela" in drive.result_text())
    assert "casa amarela" in drive.result_text()
    for _ in "amarela":
        QTest.keyClick(shown.line, Qt.Key.Key_Backspace)
    assert drive.result_text() == text
    QTest.keyClicks(shown.line, "azul")
    QTest.keyClick(shown.line, Qt.Key.Key_Return)
    drive.wait(lambda: "azul" in drive.words(Side.TARGET))
    assert not shown.isVisible()


@pytest.mark.parametrize("typed", ["x", "  "])
def test_a_row_is_chosen_still_when_what_was_typed_is_deleted(drive, typed):
    shown = open_words(drive, "antiga")
    preview(drive, shown, "velha")
    QTest.keyClicks(shown.line, typed)
    for _ in typed:
        QTest.keyClick(shown.line, Qt.Key.Key_Backspace)
    assert texts(shown)[shown.view.currentIndex().row()] == "velha"
    assert drive.result_text().startswith("A velha ")
    QTest.keyClick(shown.line, Qt.Key.Key_Return)
    assert drive.result_text().startswith("A velha ")
    assert "velha" in drive.words(Side.TARGET)


def test_other_words_come_although_one_was_typed_before(drive):
    place_caret(drive, "antiga")
    drive.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, drive.result)
    shown = drive.page.inquiry.alternatives.list
    assert not shown.rows
    QTest.keyClicks(shown.line, "x")
    QTest.keyClick(shown.line, Qt.Key.Key_Backspace)
    drive.wait(lambda: "velha" in texts(shown))
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_a_double_click_opens_the_list(drive):
    point = drive.point_in(drive.result, "colina")
    QTest.mouseDClick(
        drive.result.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        point,
    )
    shown = drive.page.inquiry.alternatives.list
    drive.wait(lambda: "colina" in texts(shown))
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_a_new_text_closes_the_list(drive):
    shown = open_words(drive, "colina")
    drive.source.selectAll()
    drive.paste("Good night.")
    assert not shown.isVisible()
    drive.wait_translated()
    assert drive.result_text() == "Boa noite."


def test_the_caret_stays_where_the_choice_was_made(drive):
    place_caret(drive, "antiga")
    at = drive.result.textCursor().position()
    shown = open_words(drive, "antiga")
    preview(drive, shown, "velha")
    QTest.keyClick(shown.line, Qt.Key.Key_Return)
    assert drive.result.textCursor().position() == at
    select(drive, "velha")
    assert drive.result.textCursor().selectedText() == "velha"


@pytest.mark.parametrize(
    ("target", "at", "expected"),
    [
        ("A casa velha.", 2, " x "),
        ("A (casa) velha.", 3, "x "),
        ("Casa velha.", 0, " x "),
        ("红色的房子。", 2, "x"),
        ("红色的房子。", 0, "x"),
        ("Casa", 0, " x "),
    ],
)
def test_own_words_get_the_blanks_of_their_language(target, at, expected):
    assert own_words(" x ", target, at) == expected
