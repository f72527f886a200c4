"""The two language boxes with many languages: a list that is filtered by typing."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.view import colors
from desktop_app.view.language_box import MOST_IN_A_MENU
from desktop_app.view.language_list import LanguageList
from desktop_app.view.languages import LanguageNames
from models.messages import Task
from tests.fakes import FakeEngine, FakeLibrary, checkpoint, multilingual
from tests.gui.driving import Driver
from tests.gui.many_languages import MOST, large_library, many

# The offscreen platform has no keyboard to grab and no order of windows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def box_of(qtbot, open_app):
    def make(library=None, interface="en", engine=None, **settings):
        app = open_app(
            engine or FakeEngine(),
            library or large_library(),
            names=LanguageNames([interface]),
            sample_seen=True,
            **settings,
        )
        return Driver(qtbot, app)

    return make


def opened():
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, LanguageList)
    return popup


def click(widget, point=None):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point or QPoint(10, 10))


def press(key):
    QTest.keyClick(opened().line, key)


def shown(popup):
    return [row.name for row in popup.rows.shown]


def current(popup):
    return popup.view.currentIndex().data()


def is_lit(popup, row):
    """Whether a row is painted on the accent."""
    image = popup.grab().toImage()
    rect = popup.view.visualRect(popup.rows.index(row))
    place = popup.view.viewport().mapTo(popup, rect.center())
    accent = colors.accent(popup.palette())
    return image.pixelColor(place.x(), rect.top() + popup.view.y() + 4) == accent


def test_a_click_and_a_few_letters_choose_among_419_languages(box_of):
    engine = FakeEngine()
    drive = box_of(engine=engine)
    box = drive.page.header.target
    drive.paste("one")
    drive.wait_translated()
    click(box)
    assert len(shown(opened())) == MOST, "the source too: choosing it turns the pair round"
    QTest.keyClicks(opened().line, "hausa")
    assert shown(opened()) == ["Hausa"]
    press(Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert box.label() == "Hausa"
    drive.wait_translated()
    assert engine.requests[-1].task == Task("en", "ha")
    assert drive.page.header.models.label() == "madlad400-3b-mt"
    assert drive.app.settings.values.target == "ha"


def test_the_arrow_keys_walk_and_what_is_current_is_painted_so(box_of):
    drive = box_of(recent=("pt", "uk"))
    drive.page.header.target.setFocus()
    QTest.keyClick(drive.page.header.target, Qt.Key.Key_Down)
    popup = opened()
    assert shown(popup)[:3] == ["Portuguese", "Ukrainian", "Abkhazian"]
    assert current(popup) == "Portuguese"
    assert [is_lit(popup, row) for row in range(3)] == [True, False, False]
    press(Qt.Key.Key_Down)
    assert [is_lit(popup, row) for row in range(3)] == [False, True, False]
    press(Qt.Key.Key_PageDown)
    assert popup.view.currentIndex().row() > 8
    press(Qt.Key.Key_Up)
    name = current(popup)
    press(Qt.Key.Key_Enter)
    assert drive.page.header.target.label() == name


def test_escape_and_a_click_beside_the_list_change_nothing(box_of):
    drive = box_of()
    before = drive.app.selection.choices
    click(drive.page.header.source)
    QTest.keyClicks(opened().line, "zulu")
    press(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert drive.app.selection.choices == before
    click(drive.page.header.source)
    assert opened().line.text() == "", "it begins anew"
    click(opened(), QPoint(-50, 5))
    assert QApplication.activePopupWidget() is None
    assert drive.app.selection.choices == before


def test_a_row_can_be_clicked_and_lights_up_under_the_mouse(box_of):
    drive = box_of()
    click(drive.page.header.source)
    popup = opened()
    row = shown(popup).index("Acehnese")
    middle = popup.view.visualRect(popup.rows.index(row)).center()
    drive.move(popup.view.viewport(), middle)
    assert current(popup) == "Acehnese"
    assert is_lit(popup, row)
    click(popup.view.viewport(), middle)
    assert drive.page.header.source.label() == "Acehnese"


def test_letters_on_the_closed_box_open_the_list_with_them(box_of):
    drive = box_of()
    drive.page.header.source.setFocus()
    QTest.keyClicks(drive.page.header.source, "z")
    assert opened().line.text() == "z"
    assert current(opened()) == shown(opened())[0]
    press(Qt.Key.Key_Escape)


def test_nothing_found_is_said_and_enter_does_nothing(box_of):
    drive = box_of()
    click(drive.page.header.source)
    QTest.keyClicks(opened().line, "qqqq")
    assert shown(opened()) == []
    image = opened().view.viewport().grab().toImage()
    inks = {image.pixel(x, y) for x in range(0, 300) for y in range(8, 28)}
    assert len(inks) > 1, "a sentence is painted"
    press(Qt.Key.Key_Return)
    assert opened().isVisible()
    press(Qt.Key.Key_Escape)


def test_names_are_the_users_and_found_by_english_ones_too(box_of):
    drive = box_of(interface="ar")
    assert drive.page.header.source.label() == "الإنجليزية"
    click(drive.page.header.target)
    QTest.keyClicks(opened().line, "german")
    assert shown(opened())[0] == "الألمانية"
    press(Qt.Key.Key_Return)
    assert drive.page.header.target.label() == "الألمانية"
    assert drive.app.settings.values.target == "de"


def test_the_last_chosen_languages_come_first_next_time(box_of):
    drive = box_of()
    for name in ("swahili", "welsh"):
        click(drive.page.header.target)
        QTest.keyClicks(opened().line, name)
        press(Qt.Key.Key_Return)
    click(drive.page.header.target)
    assert shown(opened())[:3] == ["Welsh", "Swahili", "Portuguese"]
    press(Qt.Key.Key_Escape)


def test_the_closed_box_is_no_wider_than_its_own_name(box_of):
    drive = box_of()
    box = drive.page.header.source
    widest = max(
        QFontMetrics(box.font()).horizontalAdvance(LanguageNames(["en"]).name(code))
        for code in many()
    )
    assert box.width() < widest


@pytest.mark.timed
def test_the_list_opens_at_once(box_of):
    drive = box_of()
    taken = []
    for _ in range(4):
        began = time.perf_counter()
        click(drive.page.header.target)
        opened().grab()  # painted
        taken.append(time.perf_counter() - began)
        press(Qt.Key.Key_Escape)
    assert min(taken) < 0.05


def test_few_languages_open_a_plain_menu(box_of):
    few = many()[:MOST_IN_A_MENU]
    drive = box_of(FakeLibrary(multilingual("few", few)), source=few[0], target=few[1])
    box = drive.page.header.source
    assert [box.itemData(row) for row in range(box.count())] == sorted(
        few, key=LanguageNames(["en"]).place
    )
    box.showPopup()
    assert not isinstance(QApplication.activePopupWidget(), LanguageList)
    box.hidePopup()


def test_all_parts_are_named_for_screen_readers(box_of):
    drive = box_of()
    click(drive.page.header.source)
    popup = opened()
    for widget in (popup, popup.line, popup.view):
        face = QAccessible.queryAccessibleInterface(widget)
        assert face.text(QAccessible.Text.Name) == "Translate from"
    cell = QAccessible.queryAccessibleInterface(popup.view).child(0)
    assert cell.text(QAccessible.Text.Name) == shown(popup)[0]
    press(Qt.Key.Key_Escape)


def test_the_list_stays_on_the_screen(box_of):
    drive = box_of()
    drive.window.move(600, 500)
    click(drive.page.header.target)
    screen = drive.window.screen().availableGeometry()
    assert screen.contains(opened().geometry())
    press(Qt.Key.Key_Escape)


def test_a_checkpoint_of_one_pair_needs_no_choice(box_of):
    drive = box_of(FakeLibrary(checkpoint("only", "ja", "de")))
    header = drive.page.header
    assert (header.source.label(), header.target.label()) == ("Japanese", "German")
    assert header.models.label() == "only"
