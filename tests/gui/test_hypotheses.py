"""Other translations of a sentence: the list, what differs, and what is taken."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from desktop_app.view.places import Side
from tests.gui.driving import CONTROL
from tests.gui.rewriting_driving import ALT, SHIFT, place_caret, texts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups
TEXT = "Good morning.\nThe old red house on the hill was sold yesterday."


@pytest.fixture
def opened(drive):
    drive.paste(TEXT)
    drive.wait_translated()
    place_caret(drive, "colina")
    QTest.keyClick(drive.result, Qt.Key.Key_Down, ALT | SHIFT)
    shown = drive.page.inquiry.hypotheses.list
    drive.wait(lambda: shown.isVisible() and len(shown.rows) > 1)
    return drive, shown


def test_the_list_has_scores_and_marks_what_differs(opened):
    drive, shown = opened
    now = drive.result_text().split("\n")[1]
    assert texts(shown)[shown.view.currentIndex().row()] == now
    assert len(set(texts(shown))) == len(texts(shown))
    for row in shown.rows:
        assert row.aside.endswith(" %")
        assert bool(row.bold) == (row.text != now) or len(row.text) < len(now)


def test_a_row_is_shown_in_place_and_escape_takes_it_back(opened):
    drive, shown = opened
    before = drive.result_text()
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    assert drive.result_text() == f"Bom dia.\n{texts(shown)[1]}"
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert drive.result_text() == before


def test_enter_takes_one_with_its_links_and_it_can_be_undone(opened):
    drive, shown = opened
    before, wanted = drive.result_text(), texts(shown)[1]
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    drive.wait(lambda: drive.result_text() == f"Bom dia.\n{wanted}")
    drive.wait(lambda: drive.words(Side.TARGET) == wanted.replace(".", " .").split())
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    assert drive.result_text() == before


def test_what_was_chosen_stays_until_its_links_are_there(opened):
    drive, shown = opened
    wanted = f"Bom dia.\n{texts(shown)[1]}"
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert shown.isVisible()
    assert drive.result_text() == wanted
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    assert drive.result_text() == wanted, "it was chosen"
    drive.wait(lambda: not shown.isVisible())
    assert drive.result_text() == wanted
    assert drive.page.links.is_current


def test_escape_takes_a_choice_back_that_is_not_there_yet(opened):
    drive, shown = opened
    before = drive.result_text()
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    drive.wait(lambda: not drive.app.rewriting.busy)
    assert drive.result_text() == before


def test_what_is_written_meanwhile_stays(opened):
    drive, shown = opened
    wanted = f"Bom dia.\n{texts(shown)[1]} Sim."
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    drive.result.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(drive.result, " Sim.")
    assert drive.result_text() == wanted
    drive.wait(lambda: "Sim" in drive.words(Side.TARGET))
    assert drive.result_text() == wanted
    assert not shown.isVisible()
