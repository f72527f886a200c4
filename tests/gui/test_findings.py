"""What the checks found: marks in both texts, a sentence each, and a list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from desktop_app.view.highlights import Line
from tests.gui.rewriting_driving import segment_of, select
from tests.gui.test_uncertain import underlined

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups
TEXT = "Good morning.\nIt was sold for 783,562 dollars."
WRONG = "Foi vendida por 733.562 dólares."


@pytest.fixture
def drive(drive):
    drive.paste(TEXT)
    drive.wait_translated()
    put_wrong(drive)
    return drive


def put_wrong(drive):
    """Write another number, as models really do."""
    cursor = drive.result.textCursor()
    start = drive.page.result.text.range_of(1)[0]
    cursor.setPosition(start)
    cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
    drive.result.setTextCursor(cursor)
    drive.result.setFocus()
    QApplication.clipboard().setText(WRONG)
    drive.result.paste()
    drive.wait(lambda: underlined(drive.result, Line.FINDING) == ["733.562"])


def tip(drive, edit, word):
    point = drive.point_in(edit, word)
    place = edit.viewport().mapToGlobal(point)
    QApplication.sendEvent(edit.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, point, place))
    return QToolTip.text()


def test_a_changed_number_is_marked_and_explained(drive):
    assert "783,562" in tip(drive, drive.result, "733.562")
    tip(drive, drive.result, "Bom")
    drive.wait(lambda: QToolTip.text() == "")


def test_the_list_has_one_sentence_each_and_leads_there(drive):
    button, shown = drive.page.inquiry.findings.button, drive.page.inquiry.findings.list
    assert button.isVisible()
    assert button.accessibleName() == f"{button.text().split()[0]} thing to check"
    button.click()
    assert [row.aside for row in shown.rows] == ["sentence 2"]
    assert "733.562" in shown.rows[0].text
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert drive.result.textCursor().selectedText() == "733.562"
    assert not shown.isVisible()


def test_checks_can_be_switched_off_and_on(drive):
    drive.window.menu.checks.trigger()
    drive.wait(lambda: underlined(drive.result, Line.FINDING) == [])
    assert not drive.app.settings.values.checks
    assert not drive.page.inquiry.findings.button.isVisible()
    drive.window.menu.checks.trigger()
    drive.wait(lambda: underlined(drive.result, Line.FINDING) == ["733.562"])


def test_what_is_mended_is_marked_no_more(drive):
    select(drive, "733.562")
    QTest.keyClicks(drive.result, "783.562")
    assert underlined(drive.source, Line.FINDING) == [], "without links nothing seems left out"
    drive.wait(lambda: bool(segment_of(drive, 1).alignment.words.target))
    drive.wait(lambda: underlined(drive.result, Line.FINDING) == [])
    assert not drive.page.inquiry.findings.button.isVisible()


def test_a_left_out_number_is_marked_in_the_source(drive):
    select(drive, " por 733.562 dólares")
    QTest.keyClick(drive.result, Qt.Key.Key_Delete)
    drive.wait(lambda: "783,562" in " ".join(underlined(drive.source, Line.FINDING)))
    assert tip(drive, drive.source, "783") != ""
    QToolTip.hideText()
