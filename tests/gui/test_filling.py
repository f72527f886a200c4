"""The links while they have the texts' room: the keyboard, the bars, and how it ends."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_app.settings import Panel, Tokens
from desktop_app.view.metrics import SMALLEST_WINDOW
from models.messages import Failed, Notice
from tests.gui.clipping import clipped
from tests.gui.driving import CONTROL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups

KEYS = "She handed over the keys."


@pytest.fixture
def drive(drive):
    drive.paste(KEYS)
    drive.wait_translated()
    return drive


def fill(drive):
    drive.key(Qt.Key.Key_I, CONTROL, drive.window)


def fills(drive):
    return drive.page.strip.isVisible() and not drive.page.panes.isVisible()


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def write_anywhere(drive, text):
    for letter in text:
        QTest.keyClick(drive.window.windowHandle(), letter)


def test_f6_stays_in_the_filling_panel(drive):
    drive.window.activateWindow()
    texts = drive.source.plain_text(), drive.result_text()
    fill(drive)
    seen = set()
    for _ in range(4):
        drive.key(Qt.Key.Key_F6, widget=drive.window.focusWidget())
        focused = drive.window.focusWidget()
        assert focused.isVisible() and drive.page.strip.isAncestorOf(focused)
        write_anywhere(drive, "z")
        seen.add(focused)
    assert len(seen) == 2
    assert (drive.source.plain_text(), drive.result_text()) == texts


@pytest.mark.parametrize("text", ["source", "result"])
def test_the_keyboard_goes_along_and_comes_back(drive, text):
    edit = getattr(drive, text)
    edit.setFocus()
    drive.click(edit, {"source": "keys", "result": "chaves"}[text])
    lit = drive.lit(edit)
    fill(drive)
    assert drive.page.strip.isAncestorOf(drive.window.focusWidget())
    assert drive.lit(edit) == lit != {}
    fill(drive)
    assert drive.window.focusWidget() is edit


def test_another_page_and_back_gives_the_keyboard_to_what_can_be_seen(drive):
    drive.window.activateWindow()
    fill(drive)
    drive.window.show_page(2)
    drive.window.show_page(0)
    assert fills(drive)
    assert drive.page.strip.isAncestorOf(drive.window.focusWidget())


def test_the_next_uncertain_word_is_shown_in_its_text(drive):
    fill(drive)
    drive.key(Qt.Key.Key_F8, widget=drive.window)
    assert not fills(drive)


def test_what_is_said_stays_in_sight(drive):
    page = drive.page
    fill(drive)
    page.message.show_notice(Notice(0, "Saved as links.json."))
    assert page.message.isVisible()
    assert page.message.mapTo(page, QPoint()).y() < page.strip.y()
    page.show_failure(Failed(1, "The weights are gone.", "Fetch them again."))
    page.inquiry.ask_before_loss()
    drive.window.resize(*SMALLEST_WINDOW)
    assert page.message.isVisible() and page.inquiry.bar.isVisible()
    assert clipped(drive.window) == []
    assert page.strip.height() > page.height() / 2, "bars take only what they need"


def test_without_a_bar_the_panel_has_all_the_room(drive):
    page = drive.page
    above = page.header.geometry().bottom()
    fill(drive)
    drive.wait(lambda: page.strip.y() - above <= 10)
    page.message.show_notice(Notice(0, "Saved."))
    drive.wait(lambda: page.strip.y() - above > page.message.height())


def test_a_comparison_ends_the_filling(drive):
    fill(drive)
    drive.key(Qt.Key.Key_B, CONTROL, drive.window)
    drive.wait(drive.page.compared.pane.isVisible)


def test_the_compare_menu_opens_below_its_button(drive):
    menu, button = drive.page.compare, drive.page.result.compare_button
    seen = []
    menu.aboutToShow.connect(lambda: seen.append(button.isVisible()))
    menu.aboutToShow.connect(menu.hide, Qt.ConnectionType.QueuedConnection)
    fill(drive)
    drive.key(Qt.Key.Key_D, CONTROL, drive.window)
    assert seen == [True]


def test_other_views_tokens_and_themes_do_not_end_the_filling(drive):
    header = drive.page.strip.header
    fill(drive)
    buttons = (header.panels.group.button(1), header.switch.group.button(1))
    for button in buttons:
        press(button)
        assert fills(drive)
    assert drive.app.settings.values.panel is Panel.MATRIX
    assert drive.app.settings.values.tokens is Tokens.PIECES
    drive.key(Qt.Key.Key_Plus, CONTROL, drive.window)
    assert fills(drive)


def test_closed_links_are_closed_again_afterwards(drive):
    drive.window.setting_wanted.emit("strip_open", False)
    assert not drive.strip.isVisible()
    fill(drive)
    assert fills(drive) and drive.strip.isVisible()
    fill(drive)
    assert drive.source.isVisible() and not drive.strip.isVisible()
    assert not drive.app.settings.values.strip_open


@pytest.mark.parametrize("was_open", [False, True])
def test_closing_the_links_ends_the_filling(drive, was_open):
    drive.window.setting_wanted.emit("strip_open", was_open)
    fill(drive)
    press(drive.page.strip.header.toggle)
    assert drive.source.isVisible() and not drive.strip.isVisible()
    press(drive.page.strip.header.toggle)
    assert drive.source.isVisible() and drive.strip.isVisible()
