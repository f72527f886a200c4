"""The real window: which words are lit, in both panes and in the strip."""

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.settings import Panel, Theme, Tokens
from desktop_app.view import colors
from desktop_app.view.buttons import FlatButton
from desktop_app.view.metrics import SMALLEST_WINDOW
from desktop_app.view.places import Side
from desktop_app.view.pointing import Pointing
from models.messages import Note
from tests.fakes import FakeEngine
from tests.gui.driving import CONTROL, NONE

RED_HOUSE = "The old red house on the hill was sold yesterday."


def test_hovering_a_word_lights_its_partner_on_both_sides(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    drive.hover(drive.source, "red")
    assert drive.lit(drive.source) == {"red": 1.0}
    (word, strength), *others = drive.lit(drive.result).items()
    assert (word, others) == ("vermelha", [])
    assert 0.4 < strength < 1.0
    assert drive.lit_in_strip() == {"red", "vermelha"}
    drive.hover(drive.result, "casa")
    assert set(drive.lit(drive.source)) == {"house"}
    drive.leave(drive.result)
    assert drive.lit(drive.source) == {}


def test_the_partner_is_really_painted_as_strong_as_its_link(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    point = drive.point_in(drive.result, "vermelha")
    corner = QPoint(point.x(), drive.result.cursorRect().top() + 2)
    plain = drive.page.grab().toImage()
    drive.hover(drive.source, "red")
    strength = drive.lit(drive.result)["vermelha"]
    lit = drive.page.grab().toImage()
    spot = drive.result.viewport().mapTo(drive.page, corner) * lit.devicePixelRatio()
    base = drive.page.palette().base().color()
    wanted = colors.blend(base, colors.accent(drive.page.palette()), 0.12 + 0.48 * strength)
    assert plain.pixelColor(spot) == base
    painted = lit.pixelColor(spot)
    for mine, theirs in zip(painted.getRgb(), wanted.getRgb(), strict=True):
        assert abs(mine - theirs) <= 3, (painted.name(), wanted.name())


def test_the_caret_in_a_word_lights_it_and_an_edit_puts_all_lights_out(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    drive.click(drive.source, "hill")
    assert set(drive.lit(drive.result)) == {"colina"}
    assert "hill" in drive.page.strip.line.text()
    drive.type("x")
    assert drive.lit(drive.source) == drive.lit(drive.result) == {}
    drive.hover(drive.source, "house")
    assert drive.lit(drive.source) == {}, "old links are not shown for a new text"


def test_the_caret_of_the_translation_counts_too(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    drive.click(drive.result, "vendida")
    assert set(drive.lit(drive.source)) >= {"sold"}
    assert "the model is" in drive.page.strip.line.text()


def test_control_click_pins_several_and_escape_lets_go(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    drive.click(drive.source, "red", CONTROL)
    drive.click(drive.result, "casa", CONTROL)
    drive.leave(drive.source)
    assert set(drive.lit(drive.source)) == {"red", "house"}
    assert [mark.light.pinned for mark in drive.source.marks].count(True) == 1
    drive.key(Qt.Key.Key_Escape)
    assert drive.lit(drive.source) == drive.lit(drive.result) == {}


def test_the_strip_follows_the_caret_and_the_arrows_walk_it(drive):
    drive.paste("Good morning. " + RED_HOUSE)
    drive.wait_translated()
    drive.click(drive.source, "Good")
    assert drive.page.strip.header.label.text() == "Sentence 1 of 2"
    drive.page.strip.header.next.click()
    assert drive.words(Side.SOURCE)[:3] == ["The", "old", "red"]
    assert drive.source.textCursor().position() == len("Good morning. ")
    red = drive.box(Side.SOURCE, "old")
    drive.strip.row(Side.SOURCE).focus(1)
    drive.key(Qt.Key.Key_Right, widget=red)
    assert drive.window.focusWidget() is drive.box(Side.SOURCE, "red")
    drive.key(Qt.Key.Key_Down, widget=drive.window.focusWidget())
    assert drive.window.focusWidget() is drive.box(Side.TARGET, "vermelha")
    assert drive.lit(drive.source).keys() == {"red"}
    drive.key(Qt.Key.Key_Home, widget=drive.window.focusWidget())
    assert drive.window.focusWidget() is drive.strip.row(Side.TARGET).boxes[0]
    drive.key(Qt.Key.Key_End, widget=drive.window.focusWidget())
    assert drive.window.focusWidget() is drive.strip.row(Side.TARGET).boxes[-1]


def test_words_and_pieces(drive):
    drive.paste("Unbelievable antidisestablishmentarianism.")
    drive.wait_translated()
    words = drive.words(Side.SOURCE)
    drive.page.strip.header.switch.group.button(1).click()
    assert len(drive.words(Side.SOURCE)) > len(words)
    assert drive.app.settings.values.tokens is Tokens.PIECES
    drive.click(drive.source, "Unb")
    assert drive.lit(drive.source)


def test_screen_readers_find_two_lists_of_words(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    row = QAccessible.queryAccessibleInterface(drive.strip.row(Side.TARGET))
    assert row.role() == QAccessible.Role.List
    assert row.text(QAccessible.Text.Name) == "Words of the translation"
    words = drive.words(Side.TARGET)
    items = [row.child(number) for number in range(row.childCount())]
    seen = [item for item in items if not item.state().invisible]
    assert {item.role() for item in seen} == {QAccessible.Role.ListItem}
    texts = [item.text(QAccessible.Text.Name) for item in seen]
    assert len(texts) == len(words)
    at = words.index("vermelha")
    assert texts[at].startswith("vermelha, from red, ")
    assert texts[at].endswith(" percent, fourth of ten")


def test_emoji_do_not_shift_the_lights(drive):
    drive.paste("😀😀 Hello 👩‍👩‍👧! " + RED_HOUSE)
    drive.wait_translated()
    drive.hover(drive.source, "red")
    assert drive.lit(drive.source) == {"red": 1.0}
    assert set(drive.lit(drive.result)) == {"vermelha"}
    drive.hover(drive.result, "vermelha")
    assert set(drive.lit(drive.source)) == {"red"}


def test_a_language_from_right_to_left_turns_pane_and_row(drive_fake):
    drive = drive_fake(FakeEngine())
    drive.page.strip.view.set_right_to_left(False, True)
    drive.page.result.set_right_to_left(True)
    drive.paste("one two three")
    drive.wait_translated()
    boxes = drive.strip.row(Side.TARGET).boxes
    assert boxes[0].x() > boxes[1].x() > boxes[2].x()
    assert drive.result.cursorRect().x() > drive.result.width() / 2
    drive.strip.row(Side.TARGET).focus(0)
    drive.key(Qt.Key.Key_Left, widget=boxes[0])
    assert drive.window.focusWidget() is boxes[1]


def test_notes_are_explained_where_they_are_marked(drive_fake):
    drive = drive_fake(FakeEngine())
    result = drive.page.result
    form = result._note_format((Note.REPEATS,))
    assert form.underlineStyle() == form.UnderlineStyle.WaveUnderline
    assert form.toolTip() == "The model repeats itself here."
    assert {note for note in Note if not result._sentence(note)} == {Note.UNLINKED}
    assert not result._note_format((Note.UNLINKED,)).toolTip()


def test_the_accent_is_one_of_the_palette(drive):
    assert colors.accent(drive.page.palette()) == QColor(
        drive.page.palette().highlight().color()
    )


def test_long_sentences_scroll_and_the_partner_is_shown(drive_fake):
    drive = drive_fake(FakeEngine())
    drive.window.resize(*SMALLEST_WINDOW)
    words = [f"word{n:02}" for n in range(40)]
    drive.paste(" ".join(words))
    drive.wait_translated()
    bar = drive.strip.horizontalScrollBar()
    assert bar.maximum() > 0
    view = drive.strip.viewport()
    drive.wait(lambda: view.height() >= drive.strip.widget().height())
    height = drive.page.strip.height()
    drive.click(drive.source, "word30")
    for side, word in ((Side.SOURCE, "word30"), (Side.TARGET, "WORD30")):
        box = drive.box(side, word)
        assert view.rect().contains(QRect(box.mapTo(view, QPoint()), box.size()))
    assert drive.page.strip.height() == height
    bar.setValue(0)
    chip = next(
        chip
        for chip in drive.strip.findChildren(FlatButton)
        if chip.isVisible() and chip.text().casefold() == "word30"
    )
    chip.click()
    box = drive.box(Side.SOURCE, "word30")
    assert view.rect().contains(box.mapTo(view, box.rect().center()))


def test_a_step_through_the_strip_with_no_sentences_does_nothing(drive):
    drive.page.links.step(1)
    drive.key(Qt.Key.Key_F6)
    assert drive.words(Side.SOURCE) == []


@pytest.mark.parametrize("panel", [Panel.ROWS, Panel.MATRIX])
def test_the_links_of_an_older_text_light_nothing_of_the_new_one(drive_fake, panel):
    gate = threading.Semaphore(3)
    drive = drive_fake(FakeEngine(gate=gate))
    drive.page.setting_wanted.emit("panel", panel)
    drive.paste("one\ntwo\nthree four five six")
    drive.wait_translated()
    drive.source.selectAll()
    drive.paste("seven")
    drive.wait(lambda: not drive.page.links.reading.segments)
    point_in_panel(drive)
    assert drive.page.links.pointing == Pointing()
    gate.release()
    drive.wait_translated()
    assert drive.result_text() == "SEVEN"
    assert not drive.result.isReadOnly()
    assert drive.page.inquiry.doubts.button.isVisible()
    point_in_panel(drive)
    assert drive.page.links.pointing != Pointing()


def point_in_panel(drive):
    """Walk over the view, press, and ask for other words."""
    strip = drive.page.strip
    if strip.panel is Panel.MATRIX:
        place = strip.matrix.viewport().rect().center()
        for at in range(60, 200, 20):
            drive.move(strip.matrix.viewport(), QPoint(at, place.y()))
        QTest.keyClick(strip.matrix, Qt.Key.Key_Right)
        QTest.keyClick(strip.matrix, Qt.Key.Key_Return)
        return
    box = drive.strip.row(Side.TARGET).boxes[-1]
    at = QPointF(3, 3)
    QApplication.sendEvent(box, QEnterEvent(at, at, at))
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    drive.strip.focus_word()
    QTest.mouseDClick(box, Qt.MouseButton.LeftButton)


def test_a_click_in_the_strip_pins_one_and_with_control_several(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    for word, modifiers in (("old", NONE), ("red", NONE), ("house", CONTROL)):
        box = drive.box(Side.SOURCE, word)
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, modifiers)
    pins = [box.text for box in drive.strip.row(Side.SOURCE).boxes if box.light]
    assert pins == ["red", "house"]
    accent = colors.accent(drive.page.palette()).name()
    assert accent in drive.page.strip.line.text()
    drive.window.setting_wanted.emit("theme", Theme.DARK)
    drive.wait(lambda: accent not in drive.page.strip.line.text(), timeout=15_000)
    drive.window.setting_wanted.emit("theme", Theme.LIGHT)
