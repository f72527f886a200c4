"""The worker: newest wins, details run between events, one ending each, a quick end."""

import threading
import time

import pytest

from desktop_app.worker import Slot, Worker
from models.messages import (
    Attention,
    Cancelled,
    Failed,
    Finished,
    Loading,
    Opened,
    Problem,
    Result,
    SegmentDone,
    Translate,
)
from tests.fakes import FakeEngine


class Harness:
    """A started worker and all that came out of it, taken on the test's thread."""

    def __init__(self, qtbot, make_engine, find_devices=tuple):
        self.qtbot = qtbot
        self.worker = Worker(make_engine, find_devices)
        self.events = []
        self.threads = set()
        self.worker.ready.connect(self.fetch)
        self.worker.start()

    def fetch(self):
        self.threads.add(threading.current_thread())
        self.events.extend(self.worker.take())

    def ended(self, *ids):
        return set(ids) <= {
            event.request_id
            for event in self.events
            if isinstance(event, Finished | Cancelled | Failed)
        }

    def wait_for(self, *ids):
        self.qtbot.waitUntil(lambda: self.ended(*ids), timeout=15_000)

    def endings(self):
        final = (Finished, Cancelled, Failed)
        return [(type(e).__name__, e.request_id) for e in self.events if isinstance(e, final)]


@pytest.fixture
def harness(qtbot):
    made = []

    def make(make_engine, find_devices=tuple):
        made.append(Harness(qtbot, make_engine, find_devices))
        return made[-1]

    yield make
    for each in made:
        assert each.worker.close()


def text(identity, words="a\nb"):
    return Translate(identity, words, "m")


def test_a_request_gives_its_events_in_order_on_the_windows_thread(harness):
    worked = harness(FakeEngine)
    worked.worker.submit(text(1))
    worked.wait_for(1)
    kinds = [type(event) for event in worked.events]
    assert kinds == [Loading, Opened, SegmentDone, SegmentDone, Result, Finished]
    assert worked.threads == {threading.current_thread()}


def test_the_newest_wins_and_every_request_ends_once(harness):
    gate = threading.Semaphore(0)
    engine = FakeEngine(gate=gate)
    worked = harness(lambda: engine)
    worked.worker.submit(text(1))
    worked.qtbot.waitUntil(lambda: bool(engine.requests), timeout=15_000)
    worked.worker.submit(text(2))
    worked.worker.submit(text(3))
    for _ in range(10):
        gate.release()
    worked.wait_for(1, 2, 3)
    assert sorted(worked.endings()) == [("Cancelled", 1), ("Cancelled", 2), ("Finished", 3)]
    assert [request.id for request in engine.requests] in ([1, 3], [1, 2, 3])


def test_a_detail_runs_between_two_events_without_disturbing_the_text(harness):
    gate = threading.Semaphore(0)
    engine = FakeEngine(gate=gate)
    worked = harness(lambda: engine)
    worked.worker.submit(text(1, "a\nb\nc"))
    gate.release()
    worked.qtbot.waitUntil(
        lambda: any(isinstance(e, SegmentDone) for e in worked.events), timeout=15_000
    )
    worked.worker.submit(Attention(2, "a", (1,), "m"))
    gate.release()
    gate.release()
    worked.wait_for(1, 2)
    order = [event.request_id for event in worked.events]
    first, last = order.index(2), len(order) - 1 - order[::-1].index(2)
    assert set(order[first : last + 1]) == {2}, "a detail is not interleaved"
    assert order[0] == order[-1] == 1, "the text went on"
    assert worked.endings() == [("Finished", 2), ("Finished", 1)]


def test_a_second_text_waits_for_the_text_and_lets_it_and_details_pass(harness):
    gate = threading.Semaphore(0)
    engine = FakeEngine(gate=gate)
    worked = harness(lambda: engine)
    worked.worker.submit(text(-9, "a\nb\nc"), Slot.SECOND)
    gate.release()
    worked.qtbot.waitUntil(
        lambda: any(isinstance(e, SegmentDone) for e in worked.events), timeout=15_000
    )
    worked.worker.submit(text(1, "d"))
    worked.worker.submit(Attention(2, "a", (1,), "m"))
    for _ in range(3):
        gate.release()
    worked.wait_for(1, 2, -9)
    assert worked.endings() == [("Finished", 2), ("Finished", 1), ("Finished", -9)]
    order = [event.request_id for event in worked.events]
    assert set(order[order.index(2) : order.index(1)]) == {2}
    last = len(order) - 1 - order[::-1].index(1)
    assert set(order[order.index(1) : last + 1]) == {1}, "the text is not interleaved"


def test_a_second_text_begins_when_nothing_else_waits(qtbot):
    engine = FakeEngine()
    worker = Worker(lambda: engine, tuple)
    heard = []
    worker.ready.connect(lambda: heard.extend(worker.take()))
    worker.submit(text(-9), Slot.SECOND)
    worker.submit(text(1))
    worker.start()
    qtbot.waitUntil(
        lambda: sum(isinstance(each, Finished) for each in heard) == 2, timeout=15_000
    )
    assert [each.id for each in engine.requests] == [1, -9]
    assert worker.close()


@pytest.mark.parametrize(
    ("first", "then"), [(Slot.SUMMARY, Slot.SECOND), (Slot.SECOND, Slot.SUMMARY)]
)
def test_long_works_let_each_other_pass_and_a_text_too(harness, first, then):
    gate = threading.Semaphore(1)
    engine = FakeEngine(gate=gate)
    worked = harness(lambda: engine)
    worked.worker.submit(text(-9, "a\nb\nc"), first)
    worked.qtbot.waitUntil(
        lambda: any(isinstance(e, SegmentDone) for e in worked.events), timeout=15_000
    )
    worked.worker.submit(text(-8, "d\ne"), then)
    worked.worker.submit(text(1, "f"))
    gate.release(6)
    worked.wait_for(1, -8, -9)
    assert worked.endings() == [("Finished", 1), ("Finished", -8), ("Finished", -9)]


def test_a_newer_summary_takes_the_place_of_one_that_let_another_work_pass(harness):
    gate = threading.Semaphore(0)
    engine = FakeEngine(gate=gate)
    worked = harness(lambda: engine)
    for number, slot in enumerate((Slot.SUMMARY, Slot.SECOND, Slot.SUMMARY), 7):
        worked.worker.submit(text(number, "a\nb\nc"), slot)
        gate.release(1 if number == 7 else 2)  # one is for a segment of what runs already
        worked.qtbot.waitUntil(
            lambda wanted=number: any(
                isinstance(e, SegmentDone) and e.request_id == wanted for e in worked.events
            ),
            timeout=15_000,
        )
    gate.release(20)
    worked.wait_for(7, 8, 9)
    assert worked.endings() == [("Finished", 9), ("Finished", 8), ("Cancelled", 7)]


def test_cancelling_a_second_text_leaves_the_text_alone(harness):
    gate = threading.Semaphore(0)
    engine = FakeEngine(gate=gate)
    worked = harness(lambda: engine)
    worked.worker.submit(text(1))
    worked.worker.submit(text(-9), Slot.SECOND)
    worked.worker.cancel(Slot.SECOND)
    for _ in range(2):
        gate.release()
    worked.wait_for(1, -9)
    assert worked.endings() == [("Cancelled", -9), ("Finished", 1)]


def test_cancel_ends_running_work(harness):
    engine = FakeEngine(gate=threading.Semaphore(0))
    worked = harness(lambda: engine)
    worked.worker.submit(text(1))
    worked.qtbot.waitUntil(lambda: bool(engine.requests), timeout=15_000)
    worked.worker.cancel()
    worked.wait_for(1)
    assert worked.endings() == [("Cancelled", 1)]


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (Problem("The file is short.", "Fetch it again."), "The file is short."),
        (ZeroDivisionError("x"), "ZeroDivisionError"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_a_fault_is_one_failure_and_the_thread_lives_on(harness, fault, what):
    engine = FakeEngine(fault=fault)
    worked = harness(lambda: engine)
    worked.worker.submit(text(1))
    worked.wait_for(1)
    failed = worked.events[-1]
    assert isinstance(failed, Failed)
    assert what in failed.what
    assert "Traceback" in failed.details
    engine.fault = None
    worked.worker.submit(text(2))
    worked.wait_for(2)
    assert worked.endings() == [("Failed", 1), ("Finished", 2)]


def test_an_engine_that_cannot_be_made_is_tried_again(harness):
    attempts = []

    def make():
        attempts.append(1)
        if len(attempts) == 1:
            raise ImportError("torch is missing")
        return FakeEngine()

    worked = harness(make)
    worked.worker.submit(text(1))
    worked.wait_for(1)
    worked.worker.submit(text(2))
    worked.wait_for(2)
    assert worked.endings() == [("Failed", 1), ("Finished", 2)]


@pytest.mark.timed
def test_closing_in_the_middle_ends_within_a_second(qtbot):
    engine = FakeEngine(gate=threading.Semaphore(0))
    worked = Harness(qtbot, lambda: engine)
    worked.worker.submit(text(1))
    qtbot.waitUntil(lambda: bool(engine.requests), timeout=15_000)
    began = time.perf_counter()
    assert worked.worker.close()
    assert time.perf_counter() - began < 1
    assert worked.worker.isFinished()


def test_closing_a_worker_that_never_started(qapp):
    assert Worker(FakeEngine, tuple).close()


def test_the_devices_are_looked_for_once_in_the_workers_thread(harness):
    asked, heard = [], []

    def find():
        asked.append(threading.get_ident())
        return ("cuda",)

    worked = harness(FakeEngine, find)
    worked.worker.devices_found.connect(heard.append)
    worked.worker.submit(text(1))
    worked.wait_for(1)
    worked.worker.submit(text(2))
    worked.wait_for(2)
    assert heard == [("cuda",)]
    assert len(asked) == 1
    assert asked[0] != threading.get_ident()


def test_a_driver_that_breaks_does_not_stop_the_processor(harness):
    def find():
        raise RuntimeError("driver")

    worked, heard = harness(FakeEngine, find), []
    worked.worker.devices_found.connect(heard.append)
    worked.worker.submit(text(1))
    worked.wait_for(1)
    assert worked.endings() == [("Finished", 1)]
    assert heard == [()]
