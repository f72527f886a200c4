"""The controller: debounce, one current request, stale events dropped, quiet short work."""

import pytest

from desktop_app.choices import Choices
from desktop_app.controller import SHOW_WORK_AFTER_MS, TYPING_PAUSE_MS
from desktop_app.frames import Frames
from desktop_app.progress import Pace, Progress
from desktop_app.routes import Model, Route
from desktop_app.status import Phase, Status
from models.messages import (
    Cancelled,
    Failed,
    Finished,
    Loading,
    Notice,
    Opened,
    Options,
    Partial,
    Result,
    SegmentDone,
    Task,
    Translate,
)
from tests.fakes import checkpoint, segment
from tests.gui.control_bench import Bench, done


@pytest.fixture
def bench(qapp):
    return Bench()


def test_typing_waits_for_a_pause(qtbot, bench):
    bench.control.edit(False)
    qtbot.wait(TYPING_PAUSE_MS * 3 // 4)
    bench.control.edit(False)
    qtbot.wait(TYPING_PAUSE_MS // 2)
    assert bench.worker.asked == []
    assert bench.control.busy
    qtbot.waitUntil(lambda: bool(bench.worker.asked), timeout=15_000)
    (request,) = bench.worker.asked
    assert (request.text, request.checkpoint) == ("one", "fake-en-pt")
    assert request.options.split_punctuation
    assert bench.named("began") == ["one"]


def test_an_urgent_edit_does_not_wait(qtbot, bench):
    bench.control.edit(True)
    qtbot.waitUntil(lambda: bool(bench.worker.asked), timeout=TYPING_PAUSE_MS // 2)


def test_a_new_key_cancels_the_running_request_at_once(bench):
    bench.control.translate()
    bench.control.edit(False)
    assert bench.worker.asked[1:] == ["cancel"]


def test_events_of_an_older_request_are_dropped(bench):
    bench.control.translate()
    bench.control.edit(False)
    bench.give(done(1), Result(1, 1, ""), Finished(1, 1.0))
    bench.control.translate()
    bench.give(done(1), Failed(1, "old"), done(2), Finished(2, 0.5))
    assert [event.request_id for each in bench.named("output") for event in each] == [2]
    assert [event.request_id for event in bench.named("finished")] == [2]
    assert bench.named("failed") == []


def test_nothing_is_asked_for_empty_text_or_without_a_model(bench):
    bench.text = " \n "
    bench.control.translate()
    bench.text, bench.choices = "one", Choices()
    bench.control.translate()
    assert bench.worker.asked == []
    assert bench.named("began") == [" \n ", "one"]


def test_with_live_translation_off_only_a_command_translates(qtbot, bench):
    bench.live = False
    bench.control.edit(True)
    qtbot.wait(30)
    assert bench.worker.asked == []
    bench.control.translate()
    assert isinstance(bench.worker.asked[0], Translate)


def test_short_work_shows_nothing_but_its_time(qtbot, bench):
    bench.control.translate()
    bench.give(Loading(1, "m"), Opened(1, "m", "fp32", "cpu"), done(1), Finished(1, 0.042))
    qtbot.wait(SHOW_WORK_AFTER_MS + 50)
    assert bench.named("status_changed") == [Status(Phase.READY, seconds=0.042)]
    assert not bench.control.busy


def test_long_work_shows_opening_then_progress(qtbot, bench):
    bench.control.translate()
    bench.give(Loading(1, "m"))
    qtbot.wait(SHOW_WORK_AFTER_MS + 50)
    assert bench.named("status_changed")[-1] == Status(Phase.OPENING, ("en", "pt"))
    bench.give(Opened(1, "m", "fp32", "cpu"), done(1, 0, 300))
    qtbot.wait(50)
    status = bench.named("status_changed")[-1]
    assert (status.phase, status.progress.sentence, status.progress.total) == (
        Phase.WORKING,
        1,
        100,
    )
    bench.control.cancel()
    assert bench.named("status_changed")[-1] == Status()
    assert bench.worker.asked[-1] == "cancel"


def test_a_failure_is_reported_once(bench):
    bench.control.translate()
    bench.give(Failed(1, "what", "hint", "details"))
    assert [each.what for each in bench.named("failed")] == ["what"]
    assert not bench.control.busy


def test_warming_up_opens_the_model_and_shows_no_time(bench):
    bench.control.warm_up()
    (request,) = bench.worker.asked
    assert (request.id, request.text) == (0, "")
    bench.give(Loading(0, "m"), Opened(0, "m", "fp32", "cpu"), Finished(0, 1.5))
    assert bench.named("status_changed")[-1] == Status()
    assert len(bench.named("opened")) == 1


def test_a_cancelled_event_leads_back_to_ready(bench):
    bench.control.translate()
    bench.give(Cancelled(1))
    assert not bench.control.busy


def test_frames_hold_back_what_comes_too_fast_and_lose_nothing(qtbot):
    frames = Frames()
    shown = []
    frames.frame.connect(shown.append)
    events = [Partial(1, n, n, "", "x") for n in range(500)]
    for event in events:
        frames.feed([event])
    assert len(shown) == 1, "the first goes out at once"
    qtbot.waitUntil(lambda: sum(map(len, shown)) == 500, timeout=15_000)
    assert [event for each in shown for event in each] == events
    assert len(shown) < 60


def test_frames_forget_what_was_dropped(qtbot):
    frames = Frames()
    shown = []
    frames.frame.connect(shown.append)
    frames.feed([Finished(1, 0.0)])
    frames.feed([Finished(2, 0.0)])
    frames.drop()
    qtbot.wait(60)
    assert shown == [(Finished(1, 0.0),)]


def test_the_pace_leaves_out_what_came_from_the_cache():
    now = [0.0]
    pace = Pace(lambda: now[0])

    def note(index, end, at):
        now[0] = at
        return pace.note(SegmentDone(1, index, segment("a", "b"), end, 100_000))

    assert note(99, 10_000, 0.001) == Progress(100, 1000, None)
    assert note(104, 10_500, 0.501).left is None, "too early to tell"
    assert note(114, 11_500, 1.501).left == pytest.approx(88.5)
    assert note(1000, 100_000, 2.0) == Progress(1001, 1001, 0.0)


def test_a_pivot_asks_for_both_models_and_both_pairs(bench):
    via = Model("fake-en-pt", checkpoint())
    first = Model("fake-de-en", checkpoint("fake-de-en", "de", "en"))
    route = Route(first, Task("de", "en"), via, Task("en", "pt"))
    bench.choices = Choices(("de",), ("pt",), "de", "pt", (), route)
    bench.control.translate()
    (request,) = bench.worker.asked
    assert (request.checkpoint, request.via) == ("fake-de-en", "fake-en-pt")
    assert (request.task, request.via_task) == (Task("de", "en"), Task("en", "pt"))


def test_requests_say_where_and_how_to_run(bench):
    bench.options = Options(device="cuda", precision="bf16")
    bench.control.warm_up()
    bench.control.translate()
    for request in (bench.worker.asked[0], bench.worker.asked[-1]):
        assert (request.options.device, request.options.precision) == ("cuda", "bf16")


def test_a_notice_goes_on_and_the_work_too(bench):
    bench.control.translate()
    bench.give(Notice(1, "The processor goes on."))
    assert [each.what for each in bench.named("noticed")] == ["The processor goes on."]
    assert bench.control.busy
    assert bench.named("failed") == []
