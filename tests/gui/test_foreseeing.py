"""What will probably be asked next is asked before: the list of other words answers at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.details import Details
from desktop_app.rewriting import Rewriting
from desktop_app.wishes import Continuation
from models.messages import (
    Alternatives,
    Cancelled,
    Failed,
    Finished,
    Redecode,
    SegmentDone,
    Translate,
)
from tests.fakes import segment
from tests.gui.rewriting_driving import open_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups
FIRST, SECOND, THIRD = (Continuation("one", (number,)) for number in range(3))


class Desk:
    """A `Rewriting` with an engine that answers when it is told to."""

    def __init__(self, qtbot):
        self.qtbot = qtbot
        self.sent, self.answered = [], []
        self.details = Details(self.sent.append)
        self.rewriting = Rewriting(self.details, lambda: Translate(1, "one", "model"))
        self.rewriting.answered.connect(lambda wish, _: self.answered.append(wish))

    def foresee(self, wishes):
        self.rewriting.foresee(wishes)
        self.breathe()

    def breathe(self):
        """Let the pause before the next question pass."""
        self.qtbot.wait(80)

    @property
    def asked(self):
        return [Continuation(each.source, each.prefix_ids) for each in self.sent]

    def answer(self):
        identity = self.sent[-1].id
        done = SegmentDone(identity, 0, segment("one", "ONE"), 3, 3)
        self.details.feed((done, Finished(identity, 0.1)))
        self.breathe()

    def end(self, kind, *more):
        self.details.feed((kind(self.sent[-1].id, *more),))
        self.breathe()


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot)


def test_what_is_foreseen_is_asked_one_after_another(desk):
    desk.foresee((FIRST, SECOND))
    assert desk.asked == [FIRST]
    desk.answer()
    assert desk.asked == [FIRST, SECOND]
    desk.answer()
    desk.rewriting.ask(SECOND)
    assert desk.asked == [FIRST, SECOND], "nothing is asked twice"
    assert desk.answered == [FIRST, SECOND, SECOND]


def test_what_is_wanted_now_goes_before(desk):
    desk.foresee((FIRST, SECOND))
    desk.rewriting.ask(THIRD)
    assert desk.asked == [FIRST, THIRD]
    desk.answer()
    assert desk.answered == [THIRD]
    assert desk.asked == [FIRST, THIRD, SECOND]


def test_an_answer_that_is_on_its_way_is_waited_for(desk):
    desk.foresee((FIRST, SECOND))
    desk.rewriting.ask(FIRST)
    assert desk.asked == [FIRST]
    desk.answer()
    assert desk.answered == [FIRST]


def test_what_is_no_longer_foreseen_is_dropped(desk):
    desk.foresee((FIRST, SECOND))
    desk.foresee(())
    desk.answer()
    assert desk.asked == [FIRST]
    assert desk.answered == []


def test_failures_end_and_are_not_repeated(desk):
    desk.foresee((FIRST, SECOND))
    desk.end(Failed, "no", "", "")
    desk.end(Cancelled)
    assert desk.asked == [FIRST, SECOND]


@pytest.fixture
def sent(drive, monkeypatch):
    """What is asked about a translated sentence."""
    drive.paste("The old red house on the hill was sold yesterday.")
    drive.wait_translated()
    asked, submit = [], drive.app.worker.submit

    def watch(request, slot=None):
        asked.append(request)
        submit(request, slot)

    monkeypatch.setattr(drive.app.details, "_submit", watch)
    return asked


def test_the_second_key_is_answered_without_a_request(drive, sent):
    shown = open_words(drive, "antiga")
    drive.wait(lambda: not drive.app.rewriting.busy)
    others = len(shown.rows) - 1
    assert [type(each) for each in sent] == [Alternatives, *[Redecode] * others]
    seen = {drive.result_text()}
    for _ in range(2):
        QTest.keyClick(shown.line, Qt.Key.Key_Down)
        seen.add(drive.result_text())
    assert len(seen) == 3, "each key shows its rest before it returns"
    assert len(sent) == others + 1
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_typing_asks_for_no_more(drive, sent):
    shown = open_words(drive, "antiga")
    QTest.keyClicks(shown.line, "v")
    before = len(sent)
    drive.wait(lambda: not drive.app.rewriting.busy)
    assert len(sent) == before
    QTest.keyClick(shown, Qt.Key.Key_Escape)
