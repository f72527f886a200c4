"""The user's own words hold a new translation back: when it is asked for, when it is not."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop_app.controller import TYPING_PAUSE_MS
from desktop_app.routes import Model
from desktop_app.settings import Panel
from models.messages import Finished, Result
from tests.fakes import checkpoint
from tests.gui.control_bench import CHOICES, Bench, done
from tests.gui.driving import CONTROL
from tests.gui.rewriting_driving import settled, write


@pytest.fixture
def bench(qapp):
    return Bench()


@pytest.fixture
def edited(drive):
    """A translation with a word of the user's."""
    drive.paste("The old red house was sold yesterday.")
    drive.wait_translated()
    write(drive, "vermelha", "rubra")
    drive.wait(lambda: settled(drive))
    return drive


@pytest.mark.parametrize("live", [True, False])
def test_what_is_held_and_answers_the_text_again_is_not_asked_about(qtbot, bench, live):
    bench.control.translate()
    bench.give(done(1), Result(1, 1, ""), Finished(1, 0.1))
    bench.control.hold(True)
    bench.live = live
    bench.text = "once"
    bench.control.edit(True)
    qtbot.wait(30)
    assert len(bench.named("held_back")) == live
    bench.text = "one"
    bench.control.edit(True)
    qtbot.waitUntil(lambda: bool(bench.named("unchanged")), timeout=TYPING_PAUSE_MS // 2)
    assert len(bench.named("held_back")) == live
    bench.control.hold(False)
    qtbot.wait(TYPING_PAUSE_MS + 50)
    assert len(bench.worker.asked) == 1, "there is nothing to do"


def test_a_command_asks_about_what_is_held(bench):
    bench.control.translate()
    bench.control.hold(True)
    bench.control.translate()
    assert bench.named("unchanged") == []
    assert len(bench.named("held_back")) == 1


def test_another_model_and_the_first_again(bench):
    bench.control.translate()
    bench.control.hold(True)
    bench.choices = replace(
        CHOICES, route=replace(CHOICES.route, model=Model("x", checkpoint()))
    )
    bench.control.renew()
    assert (bench.named("held_back"), bench.named("unchanged")) == ([None], [])
    bench.choices = CHOICES
    bench.control.renew()
    assert (bench.named("held_back"), bench.named("unchanged")) == ([None], [None])


def test_what_was_refused_is_translated_when_nothing_is_held_any_more(qtbot, bench):
    bench.control.hold(True)
    bench.control.edit(True)
    qtbot.waitUntil(lambda: bool(bench.named("held_back")))
    assert bench.worker.asked == []
    bench.control.hold(False)
    qtbot.waitUntil(lambda: bool(bench.worker.asked))
    assert [request.text for request in bench.worker.asked] == ["one"]


def test_what_is_held_again_at_once_is_asked_about_again(qtbot, bench):
    bench.control.hold(True)
    bench.control.translate()
    bench.control.hold(False)
    bench.control.hold(True)
    qtbot.waitUntil(lambda: len(bench.named("held_back")) == 2)
    assert bench.worker.asked == []


def test_letting_go_of_what_nobody_asked_about_starts_nothing(qtbot, bench):
    bench.control.hold(True)
    bench.control.hold(False)
    qtbot.wait(TYPING_PAUSE_MS + 50)
    assert bench.worker.asked == []


def test_a_key_in_the_source_and_back_brings_the_links_back(edited):
    drive, page = edited, edited.page
    drive.type("x")
    drive.wait(page.inquiry.bar.isVisible)
    assert not page.links.is_current
    drive.key(Qt.Key.Key_Backspace)
    drive.wait(lambda: page.links.is_current)
    assert not page.inquiry.bar.isVisible()
    assert "rubra" in drive.result_text()
    drive.hover(drive.result, "rubra")
    assert "red" in drive.lit(drive.source)
    drive.wait(lambda: bool(drive.result.underlines))


def test_the_heads_come_back_with_the_links(edited):
    drive, strip = edited, edited.page.strip
    drive.page.setting_wanted.emit("panel", Panel.HEADS)
    drive.wait(strip.heads.isVisible)
    drive.type("x")
    drive.wait(lambda: not strip.heads.isVisible())
    drive.key(Qt.Key.Key_Backspace)
    drive.wait(strip.heads.isVisible)


def test_a_longer_source_is_translated_once_nothing_can_be_lost(edited):
    drive = edited
    drive.type(" Good night.")
    drive.wait(drive.page.inquiry.bar.isVisible)
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    assert not drive.page.inquiry.bar.isVisible()
    drive.wait(lambda: drive.result_text().endswith("Boa noite."))


def test_a_swap_takes_the_own_words_along(edited):
    drive = edited
    own = drive.result_text()
    drive.window.swap()
    assert drive.source.plain_text() == own
    drive.wait(lambda: "house" in drive.result_text())
    drive.wait_translated()
    assert not drive.page.inquiry.bar.isVisible()
    assert drive.page.links.reading.segments[0].source == own
