import time

import pytest

from models.engine import Engine
from models.library import Library
from models.messages import (
    Cancelled,
    Finished,
    Loading,
    Opened,
    Options,
    Result,
    SegmentDone,
    Translate,
)
from tests.inference.running import MEMORY, events, segments
from tests.tiny import write_student

EN_PT, PT_EN = "tiny-en-pt", "tiny-pt-en"


class CancelAfter:
    """Cancelled from the n-th question on; `since` is when that was."""

    def __init__(self, questions):
        self.left, self.since = questions, None

    def __call__(self):
        self.left -= 1
        if self.left < 0 and self.since is None:
            self.since = time.perf_counter()
        return self.left < 0


@pytest.mark.parametrize("questions", [0, 1, 2, 7, 30])
def test_cancelled_at_any_moment(tiny, questions):
    text = "\n".join(f"She reads letter {n} in the garden." for n in range(300))
    options = Options(threads=None, new_tokens=40)
    cancel = CancelAfter(questions)
    found = list(tiny.run(Translate(5, text, EN_PT, options=options), cancel))
    assert time.perf_counter() - cancel.since < 0.1
    assert found[-1] == Cancelled(5)
    ends = [event for event in found if isinstance(event, Cancelled | Finished | Result)]
    assert len(ends) == 1


def test_cancelling_a_starter_takes_no_time(starters):
    list(starters.run(Translate(0, "Warm up.", "starter-en-pt"), lambda: False))
    for questions in (3, 30, 60):
        cancel = CancelAfter(questions)
        lines = [f"The {questions} children read letter {n} here." for n in range(1200)]
        text = "\n".join(lines)
        list(starters.run(Translate(0, text, "starter-en-pt"), cancel))
        assert time.perf_counter() - cancel.since < 0.1


def test_two_requests_may_take_turns(tiny):
    first = Translate(1, "The old house.\nShe reads.", EN_PT, options=Options(new_tokens=5))
    second = Translate(2, "A velha casa.\nEla lê.", PT_EN, options=Options(new_tokens=6))
    alone = [[s.target for s in segments(tiny, request)] for request in (first, second)]
    engine = tiny
    running = [engine.run(request, lambda: False) for request in (first, second)]
    found = [[], []]
    while any(running):
        for at, one in enumerate(running):
            event = next(one, None) if one else None
            if event is None:
                running[at] = None
            elif isinstance(event, SegmentDone):
                found[at].append(event.segment.target)
            assert event is None or event.request_id == at + 1
    assert found == alone


def opened_again(engine, name):
    return any(isinstance(e, Loading) for e in events(engine, Translate(0, "a", name)))


def test_the_oldest_model_is_closed_and_two_stay(tmp_path):
    for at in range(3):
        write_student(tmp_path / f"m{at}-en-pt", seed=at)
    small, large = Engine(Library(tmp_path), 0), Engine(Library(tmp_path), MEMORY)
    for engine in (small, large):
        assert [opened_again(engine, f"m{at}-en-pt") for at in (0, 1, 0, 2)] == [True] * 2 + [
            False,
            True,
        ]
    assert not opened_again(small, "m0-en-pt")
    assert opened_again(small, "m1-en-pt")
    assert not any(opened_again(large, f"m{at}-en-pt") for at in range(3))


def test_a_model_closed_by_another_request_does_no_harm(tmp_path):
    for at in range(3):
        write_student(tmp_path / f"m{at}-en-pt", seed=at)
    engine = Engine(Library(tmp_path), 0)
    running = engine.run(Translate(0, "Who?", "m0-en-pt"), lambda: False)
    while not isinstance(next(running), Opened):
        pass
    for name in ("m1-en-pt", "m2-en-pt"):
        assert segments(engine, Translate(1, "Who?", name))
    assert isinstance(list(running)[-1], Finished)
