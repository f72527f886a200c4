"""Comparisons with scripted models: what waits for what, directions, ways, the end of work."""

import threading
import time
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt

from models.messages import (
    Alternatives,
    Cancelled,
    Finished,
    Opened,
    Result,
    SegmentDone,
)
from tests.fakes import FakeLibrary, checkpoint, segments
from tests.gui.comparing_driving import choose, entries, on_ground, second, wait_compared
from tests.gui.driving import Driver

SEEN = {"sample_seen": True}
ARABIC = {"Good morning 😀": "صباح الخير 😀", "The house is old.": "البيت قديم."}
OTHER_ARABIC = {"Good morning 😀": "صباح النور 😀", "The house is old.": "المنزل قديم."}


@dataclass
class Tongues:
    """Each checkpoint writes in its own way, a line a segment; `slow` ones wait at a gate."""

    ways: dict
    slow: frozenset = frozenset()
    gate: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    requests: list = field(default_factory=list)

    def run(self, request, cancelled):
        self.requests.append(request)
        yield Opened(request.id, request.checkpoint, "fp32", "cpu")
        if isinstance(request, Alternatives):
            yield Finished(request.id, 0.01)
            return
        made, tail = segments(request.text, self.ways[request.checkpoint])
        for index, each in enumerate(made):
            while request.checkpoint in self.slow and not self.gate.acquire(timeout=0.005):
                if cancelled():
                    yield Cancelled(request.id)
                    return
                yield Opened(request.id, request.checkpoint, "fp32", "cpu")
            yield SegmentDone(request.id, index, each, 0, 0)
        yield Result(request.id, len(made), tail)
        yield Finished(request.id, 0.01)

    def asked(self, reference):
        return [each for each in self.requests if each.checkpoint == reference and each.text]


def library(*triples):
    return FakeLibrary(*(checkpoint(*each) for each in triples))


@pytest.fixture
def open_with(qtbot, open_app):
    def make(engine, *triples, **settings):
        return Driver(qtbot, open_app(engine, library(*triples), **SEEN, **settings))

    return make


@pytest.fixture
def slow(open_with):
    """A translation, and a way back that waits for a gate before each line."""
    engine = Tongues({"there": str.upper, "back": str.lower}, frozenset({"back"}))
    drive = open_with(engine, ("there", "en", "pt"), ("back", "pt", "en"))
    drive.paste("one\ntwo\nthree")
    drive.wait_translated()
    choose(drive, "Translate back")
    drive.wait(lambda: bool(engine.asked("back")))
    return drive, engine


def test_the_second_text_arrives_sentence_by_sentence(slow):
    drive, engine = slow
    pane = second(drive)
    engine.gate.release()
    drive.wait(lambda: pane.edit.plain_text() == "one")
    drive.wait(lambda: pane.count.text() == "Translating…")
    engine.gate.release(2)
    wait_compared(drive)
    assert pane.edit.plain_text() == "one\ntwo\nthree"
    assert pane.count.text() == "the same words"


@pytest.mark.timed
def test_typing_is_translated_at_once_while_a_comparison_runs(slow):
    drive, engine = slow
    began = time.perf_counter()
    drive.app.controller.translate()
    drive.wait(lambda: len(engine.asked("there")) == 2 and not drive.app.controller.busy)
    assert time.perf_counter() - began < 1
    assert engine.gate.acquire(blocking=False) is False, "nobody has let the comparison go on"
    drive.wait(lambda: len(engine.asked("back")) == 2)
    assert drive.result_text() == "ONE\nTWO\nTHREE"


def test_a_question_is_answered_while_a_comparison_runs(slow):
    drive, engine = slow
    heard = []
    drive.app.details.ask(
        "words", lambda identity: Alternatives(identity, "one", (), 0, "there", 8), heard.append
    )
    drive.wait(lambda: any(isinstance(each, Finished) for each in heard))
    assert second(drive).edit.plain_text() == ""
    engine.gate.release(3)
    wait_compared(drive)
    assert len(engine.asked("back")) == 1, "the comparison went on"


def test_closing_and_editing_stop_the_work(slow):
    drive, engine = slow
    second(drive).close_button.click()
    drive.type("x")
    drive.wait(lambda: drive.result_text() == "ONE\nTWO\nTHREEX")
    assert len(engine.asked("back")) == 1
    engine.gate.release(9)
    drive.qtbot.wait(50)
    assert second(drive).isHidden()
    assert second(drive).edit.plain_text() == ""


def test_cancelling_stops_the_comparison_and_says_so(slow):
    drive, engine = slow
    drive.source.setFocus()
    drive.page.escape()
    assert second(drive).fault.text() == "Stopped: choose it again to go on."
    engine.gate.release(9)
    choose(drive, "Translate back")
    wait_compared(drive)
    assert second(drive).fault.isHidden()
    assert second(drive).edit.plain_text() == "one\ntwo\nthree"


def test_right_to_left_and_emoji(open_with):
    engine = Tongues({"first": ARABIC.get, "second": OTHER_ARABIC.get})
    drive = open_with(engine, ("first", "en", "ar"), ("second", "en", "ar"), target="ar")
    drive.paste("Good morning 😀\nThe house is old.")
    drive.wait_translated()
    choose(drive, "second")
    wait_compared(drive)
    pane = second(drive)
    assert pane.edit.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    assert on_ground(drive.result) == ["الخير", "البيت"]
    assert on_ground(pane.edit) == ["النور", "المنزل"]


def test_two_models_in_a_row_are_a_way_beside_a_direct_one(open_with):
    engine = Tongues({"direct": str.upper, "first": str.title})
    drive = open_with(
        engine, ("direct", "en", "pt"), ("first", "en", "de"), ("second", "de", "pt")
    )
    drive.app.selection.choose_target("pt")
    assert [each for each in entries(drive) if each[0]] == [
        ("first, then second", True),
        ("No model here translates Portuguese into English", False),
        ("More models…", True),
    ]
    assert not drive.page.compare.translate_back()
    drive.paste("one two")
    drive.wait_translated()
    choose(drive, "first")
    wait_compared(drive)
    asked = engine.asked("first")[-1]
    assert (asked.via, asked.task.target, asked.via_task.target) == ("second", "de", "pt")
    assert second(drive).use_button.isHidden()


def test_without_a_model_there_is_only_the_library(open_with):
    drive = open_with(Tongues({}))
    assert entries(drive) == [("More models…", True)]


def test_a_comparison_opened_before_there_is_a_text_waits_for_it(open_with):
    engine = Tongues({"there": str.upper, "back": str.lower})
    drive = open_with(engine, ("there", "en", "pt"), ("back", "pt", "en"))
    choose(drive, "Translate back")
    assert second(drive).isVisible()
    assert second(drive).edit.placeholderText()
    drive.paste("one")
    wait_compared(drive)
    assert second(drive).edit.plain_text() == "one"


def test_the_pane_keeps_its_height_while_the_program_runs(slow):
    drive, engine = slow
    engine.gate.release(3)
    wait_compared(drive)
    whole = sum(drive.page.column.sizes())
    drive.page.column.setSizes([whole - 150, 150])
    height = second(drive).height()
    second(drive).close_button.click()
    drive.qtbot.wait(20)
    engine.gate.release(3)
    choose(drive, "Translate back")
    wait_compared(drive)
    assert abs(second(drive).height() - height) <= 1


def test_a_main_model_that_fails_leaves_no_second_text_of_an_older_one(slow):
    drive, engine = slow
    engine.gate.release(3)
    wait_compared(drive)
    engine.ways = {"back": str.lower}
    drive.type("x")
    drive.wait(drive.page.message.isVisible)
    assert second(drive).edit.plain_text() == ""
    assert second(drive).count.isHidden()
