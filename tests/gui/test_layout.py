"""The real window: what it offers, how it is laid out, and what it remembers."""

import threading

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.settings import Panel, Theme
from desktop_app.view import colors
from desktop_app.view.languages import LanguageNames
from desktop_app.view.metrics import FIRST_WINDOW, SMALLEST_WINDOW
from desktop_app.view.panel_grip import Grip
from desktop_app.view.places import Side
from models.messages import Failed
from tests.fakes import FakeEngine, FakeLibrary, checkpoint
from tests.gui.clipping import clipped
from tests.gui.driving import CONTROL, NONE, Driver
from tests.gui.many_languages import large_library

RED_HOUSE = "The old red house on the hill was sold yesterday."


def test_everything_that_can_be_clicked_has_a_name(drive):
    for widget in drive.window.findChildren(object):
        policy = getattr(widget, "focusPolicy", None)
        if policy and policy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            face = QAccessible.queryAccessibleInterface(widget)
            assert face.text(QAccessible.Text.Name), widget


def test_text_and_layout_come_back_unless_they_should_be_forgotten(qtbot, open_app, engine):
    drive = Driver(qtbot, open_app(engine, sample_seen=True))
    drive.type("Good morning.")
    drive.window.resize(760, 560)
    drive.page.strip.header.toggle.click()
    drive.window.close()
    again = Driver(qtbot, open_app(engine))
    again.wait_translated()
    assert again.source.plain_text() == "Good morning."
    assert (again.window.width(), again.window.height()) == (760, 560)
    assert not again.strip.isVisible()
    again.app.settings.set("forget_text", True)
    again.window.close()
    third = Driver(qtbot, open_app(engine))
    assert third.source.plain_text() == ""


def test_a_text_outlives_a_program_that_is_killed(drive, home):
    drive.type("Good morning.")
    drive.wait(lambda: "Good morning." in stored(home))


def stored(home):
    file = home / "settings.json"
    return file.read_text("utf-8") if file.exists() else ""


def test_text_size_theme_and_live_translation(drive):
    size = drive.source.font().pointSizeF()
    drive.key(Qt.Key.Key_Plus, CONTROL)
    assert drive.source.font().pointSizeF() > size
    drive.key(Qt.Key.Key_0, CONTROL)
    assert drive.source.font().pointSizeF() == pytest.approx(size)
    drive.window.setting_wanted.emit("theme", Theme.DARK)
    drive.wait(lambda: colors.is_dark(drive.page.palette()), timeout=15_000)
    drive.window.setting_wanted.emit("theme", Theme.LIGHT)
    drive.wait(lambda: not colors.is_dark(drive.page.palette()), timeout=15_000)
    drive.window.setting_wanted.emit("live", False)
    drive.type("Good morning.")
    drive.qtbot.wait(400)
    assert drive.result_text() == ""
    drive.key(Qt.Key.Key_Return, CONTROL)
    drive.wait_translated()
    assert drive.result_text() == "Bom dia."
    assert drive.source.plain_text() == "Good morning."


def test_the_strip_fills_the_page_and_gives_it_back(drive):
    drive.key(Qt.Key.Key_I, CONTROL)
    assert not drive.source.isVisible()
    drive.key(Qt.Key.Key_Escape, widget=drive.window)
    assert drive.source.isVisible()


def test_f6_goes_round(drive):
    drive.paste("Good morning.")
    drive.wait_translated()
    seen = []
    for _ in range(3):
        drive.key(Qt.Key.Key_F6, widget=drive.window.focusWidget())
        seen.append(drive.window.focusWidget())
    assert seen == [drive.result, drive.strip.row(Side.TARGET).boxes[0], drive.source]


def test_both_texts_scroll_together(drive):
    drive.paste(
        "\n".join(f"This is the sentence number {n} of a long text." for n in range(60))
    )
    drive.wait_translated()
    assert drive.result.verticalScrollBar().value() == 0, "nothing scrolls by itself"
    bar = drive.source.verticalScrollBar()
    bar.setValue(0)
    bar.setValue(bar.maximum() // 2)
    top = drive.source.top_position()
    index = drive.page.links.reading.segment_at(top)
    other = drive.page.result.text.index_at(drive.result.top_position())
    assert 0 < index == other


def test_at_the_first_size_the_texts_own_the_window(drive):
    panes = sum(p.width() * p.height() for p in (drive.page.source, drive.page.result))
    assert (drive.window.width(), drive.window.height()) == (1280, 800)
    assert panes >= 0.55 * 1280 * 800


def test_nothing_is_cut_off_in_the_smallest_window(drive_fake):
    engine = FakeEngine(gate=threading.Semaphore(120))
    drive = drive_fake(engine)
    drive.window.resize(*SMALLEST_WINDOW)
    assert (drive.window.width(), drive.window.height()) == SMALLEST_WINDOW
    assert clipped(drive.window) == []
    drive.paste("\n".join(f"Sentence {n} of the text" for n in range(900)))
    drive.wait(lambda: "Sentence 120 of about " in drive.page.status.work.text())
    assert drive.page.status.cancel.isVisible()
    drive.wait(lambda: clipped(drive.window) == [])
    drive.page.show_failure(Failed(1, "The weights are gone.", "Fetch them again.", "x"))
    drive.page.message.more.click()
    drive.wait(lambda: not clipped(drive.window))


def test_a_pivot_is_said_in_fewer_words_in_a_narrow_window(qtbot, open_app):
    names = ("opus-mt-tc-big-de-en", "opus-mt-tc-big-en-pt-transformer-2023")
    catalogue = FakeLibrary(checkpoint(names[0], "de", "en"), checkpoint(names[1], "en", "pt"))
    drive = Driver(qtbot, open_app(FakeEngine(), catalogue, sample_seen=True, source="de"))
    box = drive.page.header.models
    drive.wait(lambda: box.note != "")
    assert box.label() == f"{names[0]}, then {names[1]}"
    drive.wait(lambda: clipped(drive.window) == [])
    drive.window.resize(*SMALLEST_WINDOW)
    drive.wait(lambda: box.label() == "Two models, through English")
    assert box.toolTip() == f"{names[0]}, then {names[1]}"
    drive.wait(lambda: clipped(drive.window) == [])


def test_long_names_of_languages_fit_into_the_smallest_window(qtbot, open_app):
    app = open_app(
        FakeEngine(), large_library(), LanguageNames(["en"]), source="gui", target="qub"
    )
    drive = Driver(qtbot, app)
    drive.window.resize(*SMALLEST_WINDOW)
    drive.wait(lambda: drive.window.width() == SMALLEST_WINDOW[0])
    header = drive.page.header
    names = ("Eastern Bolivian Guaraní", "Huallaga Huánuco Quechua")
    assert (header.source.label(), header.target.label()) == names
    assert [fault for fault in clipped(drive.window) if "madlad" not in fault] == []


def test_a_clipped_label_would_be_noticed(drive):
    drive.page.status.network.setFixedWidth(20)
    drive.qtbot.wait(30)
    assert any("network" in fault for fault in clipped(drive.window))


def test_broken_models_are_listed_grey_with_their_reason(qtbot, open_app):
    catalogue = FakeLibrary(
        checkpoint(), checkpoint("cut", state="model.bin is cut off after 3 of 17 MB.")
    )
    drive = Driver(qtbot, open_app(FakeEngine(), catalogue, sample_seen=True))
    box = drive.page.header.models
    texts = [box.itemText(row) for row in range(box.count())]
    assert texts == [
        "fake-en-pt",
        "cut: model.bin is cut off after 3 of 17 MB.",
        "",
        "More models…",
        "Open folder…",
    ]
    enabled = [
        bool(box.model().item(row).flags() & Qt.ItemFlag.ItemIsEnabled) for row in (0, 1)
    ]
    assert enabled == [True, False]
    assert not drive.page.header.swap.isEnabled()
    assert drive.page.header.swap.toolTip() == (
        "No installed model translates Portuguese into English."
    )


def test_without_any_model_there_is_one_sentence_and_one_button(qtbot, open_app):
    drive = Driver(qtbot, open_app(FakeEngine(), FakeLibrary()))
    drive.type("Good morning.")
    drive.qtbot.wait(50)
    bar = drive.page.message
    assert bar.isVisible()
    assert bar.action.text() == "Open library"
    assert not drive.page.header.source.isVisible()
    assert drive.source.plain_text() == "Good morning."


def test_another_model_in_the_middle_of_work_starts_anew(qtbot, open_app):
    engine = FakeEngine(gate=threading.Semaphore(1))
    catalogue = FakeLibrary(checkpoint(), checkpoint("other"))
    drive = Driver(qtbot, open_app(engine, catalogue, sample_seen=True))
    drive.paste("one\ntwo")
    drive.wait(lambda: drive.result_text() == "ONE")
    drive.page.header.models.model_chosen.emit("other")
    engine.gate = None
    drive.wait_translated()
    assert drive.result_text() == "ONE\nTWO"
    assert engine.requests[-1].checkpoint == "other"
    assert drive.app.settings.values.models == {"en-pt": "other"}


def test_reading_is_not_disturbed_by_text_that_arrives_above(drive_fake):
    drive = drive_fake(FakeEngine())
    lines = [f"Sentence {n} of a text that is longer than the window" for n in range(200)]
    drive.paste("\n".join(lines))
    drive.wait_translated()
    bar = drive.result.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = drive.page.result.text.index_at(drive.result.top_position())
    before = drive.result.y_of(drive.page.result.text.range_of(top)[0])
    cursor = drive.source.textCursor()
    cursor.setPosition(0)
    cursor.insertText("A new sentence\nand another\n")
    drive.wait(lambda: "A NEW SENTENCE" in drive.result_text())
    drive.wait_translated()
    after = drive.result.y_of(drive.page.result.text.range_of(top + 2)[0])
    assert abs(after - before) <= 2


@pytest.mark.parametrize("size", [FIRST_WINDOW, (1600, 1080)])
@pytest.mark.parametrize("panel", Panel)
def test_beside_the_links_the_texts_keep_half_of_the_window(drive, panel, size):
    drive.window.resize(*size)
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    drive.app.settings.set("panel", panel)
    strip = drive.page.strip
    drive.wait(lambda: strip.can_focus() and strip.height() < drive.window.height() / 2)
    drive.qtbot.wait(50)
    assert drive.page.panes.height() >= drive.window.height() / 2
    if panel is not Panel.ROWS:
        assert drive.page.panes.height() <= drive.window.height() / 2 + 16, "no room is wasted"


@pytest.mark.parametrize("panel", Panel)
def test_the_panel_is_dragged_by_its_edge_and_let_go_by_a_double_click(drive, panel):
    drive.window.resize(*FIRST_WINDOW)
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    drive.app.settings.set("panel", panel)
    strip = drive.page.strip
    drive.wait(strip.can_focus)
    drive.qtbot.wait(50)
    usual, grip = strip.height(), strip.findChild(Grip)
    for up, grown in ((120, 120), (2000, 600)):
        drag(grip, up)
        drive.wait(lambda grown=grown: strip.height() >= usual + min(grown, 100))
        assert strip.height() <= usual + grown
        assert drive.page.panes.height() > 100
    drive.window.resize(*SMALLEST_WINDOW)
    drive.wait(lambda: not clipped(drive.window))
    drive.window.resize(*FIRST_WINDOW)
    QTest.mouseDClick(grip, Qt.MouseButton.LeftButton)
    drive.wait(lambda: strip.height() == usual)


def drag(grip, up):
    middle = grip.rect().center()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=middle)
    place = QPointF(middle) - QPointF(0, up)
    left = Qt.MouseButton.LeftButton
    moved = QMouseEvent(QEvent.Type.MouseMove, place, grip.mapToGlobal(place), left, left, NONE)
    QApplication.sendEvent(grip, moved)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=middle)
