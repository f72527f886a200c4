"""The queue of downloads: one at a time, and nothing is lost."""

import threading

import pytest

from desktop_app.download_state import Stage
from desktop_app.downloads import DownloadQueue
from models.messages import Problem, Unfinished
from tests.gui.shelves import FakeWork

FIRST, SECOND = "owner/first", "owner/second"


@pytest.fixture
def queue_of(qtbot, qapp):
    made = []

    def make(work):
        queue = DownloadQueue(work)
        made.append(queue)
        queue.start()
        return queue

    yield make
    for queue in made:
        queue.close()
        assert queue.join()


@pytest.fixture
def gated(queue_of):
    """A queue whose downloads take a step each time the gate is opened."""
    work = FakeWork(gate=threading.Semaphore(0))
    return queue_of(work), work


def stages(queue):
    return {each.repo: each.stage for each in queue.state.every}


def running(queue):
    return queue.state.running and queue.state.running.repo


def test_one_is_fetched_at_a_time_and_the_others_wait_in_order(qtbot, gated):
    queue, work = gated
    arrived = []
    queue.installed.connect(arrived.append)
    for repo in (FIRST, SECOND):
        queue.fetch(repo)
    qtbot.waitUntil(lambda: stages(queue).get(FIRST) is Stage.FETCHING)
    assert stages(queue) == {FIRST: Stage.FETCHING, SECOND: Stage.QUEUED}
    assert queue.state.of("owner--first").bytes == work.bytes
    for _ in range(2 * work.steps):
        work.gate.release()
    qtbot.waitUntil(lambda: len(arrived) == 2)
    assert arrived == ["owner--first", "owner--second"]
    assert queue.state.every == ()


def test_a_paused_one_keeps_its_bytes_and_lets_the_next_begin(qtbot, gated):
    queue, _ = gated
    for repo in (FIRST, SECOND):
        queue.fetch(repo)
    qtbot.waitUntil(lambda: stages(queue).get(FIRST) is Stage.FETCHING)
    queue.pause(FIRST)
    qtbot.waitUntil(lambda: running(queue) == SECOND)
    assert queue.state.of("owner--first").stage is Stage.PAUSED
    assert queue.state.of("owner--first").done > 0
    queue.fetch(FIRST)
    assert stages(queue)[FIRST] is Stage.QUEUED, "it waits for the second"


def test_one_that_waits_can_be_paused_too(qtbot, gated):
    queue, work = gated
    for repo in (FIRST, SECOND):
        queue.fetch(repo)
    qtbot.waitUntil(lambda: running(queue) == FIRST)
    queue.pause(SECOND)
    for _ in range(work.steps):
        work.gate.release()
    qtbot.waitUntil(lambda: stages(queue) == {SECOND: Stage.PAUSED})
    assert ("install", SECOND) not in work.asked


def test_what_is_not_wanted_any_more_is_thrown_away_once_nothing_writes_to_it(qtbot, gated):
    queue, work = gated
    queue.fetch(FIRST)
    qtbot.waitUntil(lambda: running(queue) == FIRST)
    queue.forget(FIRST)
    assert queue.state.every == ()
    qtbot.waitUntil(lambda: ("forget", "owner--first") in work.asked)
    queue.fetch(FIRST)
    qtbot.waitUntil(lambda: work.asked.count(("install", FIRST)) == 2)


def test_a_failure_is_kept_with_its_sentence_and_can_be_tried_again(qtbot, queue_of):
    work = FakeWork(fault=Problem("The disk is full.", "Make room.", "ENOSPC"))
    queue = queue_of(work)
    queue.fetch(FIRST)
    qtbot.waitUntil(lambda: stages(queue) == {FIRST: Stage.FAILED})
    (failed,) = queue.state.every
    assert (failed.said, failed.failed.hint) == ("The disk is full.", "Make room.")
    assert failed.failed.details == "ENOSPC"
    work.fault = None
    with qtbot.waitSignal(queue.installed):
        queue.fetch(FIRST)


def test_an_error_of_the_program_is_a_failure_and_not_the_end_of_the_queue(qtbot, queue_of):
    work = FakeWork(fault=ZeroDivisionError("no"))
    queue = queue_of(work)
    queue.fetch(FIRST)
    qtbot.waitUntil(lambda: stages(queue) == {FIRST: Stage.FAILED})
    work.fault = None
    with qtbot.waitSignal(queue.installed):
        queue.fetch(SECOND)


def test_what_earlier_runs_began_is_shown_paused_and_does_not_begin_by_itself(qtbot, gated):
    queue, work = gated
    queue.show_unfinished((Unfinished(FIRST, 10, 100),))
    qtbot.wait(50)
    assert stages(queue) == {FIRST: Stage.PAUSED}
    assert work.asked == []
    queue.fetch(FIRST)
    queue.show_unfinished((Unfinished(FIRST, 10, 100),))
    qtbot.waitUntil(lambda: running(queue) == FIRST)


def test_closing_stops_a_download_within_a_second(qtbot, gated):
    queue, _ = gated
    queue.fetch(FIRST)
    qtbot.waitUntil(lambda: running(queue) == FIRST)
    queue.close()
    assert queue.join()


def test_one_that_was_cancelled_can_be_wanted_again_at_once(qtbot, gated):
    queue, work = gated
    arrived = []
    queue.installed.connect(arrived.append)
    queue.fetch(FIRST)
    qtbot.waitUntil(lambda: stages(queue).get(FIRST) is Stage.FETCHING)
    queue.forget(FIRST)
    queue.fetch(FIRST)
    for _ in range(3 * work.steps):
        work.gate.release()
    qtbot.waitUntil(lambda: arrived == ["owner--first"])
    assert queue.state.every == ()
