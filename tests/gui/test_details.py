"""Questions beside the translation: one after another, none lost, none told too late."""

from desktop_app.details import Details
from models.messages import AttentionKind, Failed, Finished, Inspect, Notice


class Slot:
    """What the worker was given, and what it is to say."""

    def __init__(self):
        self.asked = []
        self.details = Details(self.asked.append)

    def ask(self, topic, heard):
        self.details.ask(topic, question, heard.append)


def question(identity):
    return Inspect(identity, "a", (1, 0), AttentionKind.CROSS, "tiny")


def test_the_second_waits_for_the_end_of_the_first():
    slot, first, second = Slot(), [], []
    slot.ask("weights", first)
    slot.ask("words", second)
    assert [each.id for each in slot.asked] == [-1]
    slot.details.feed([Notice(-1, "here"), Finished(-1, 0.1)])
    assert [each.id for each in slot.asked] == [-1, -2]
    slot.details.feed([Failed(-2, "no", "", "")])
    assert first == [Notice(-1, "here"), Finished(-1, 0.1)]
    assert second == [Failed(-2, "no", "", "")]


def test_only_the_newest_question_of_a_topic_is_answered():
    slot, old, other, new = Slot(), [], [], []
    slot.ask("weights", old)
    slot.ask("words", other)
    slot.ask("weights", new)
    ids = [each.id for each in slot.asked]
    slot.details.feed([Notice(ids[0], "late"), Finished(ids[0], 0.1)])
    for _ in range(2):
        slot.details.feed([Finished(slot.asked[-1].id, 0.1)])
    assert old == []
    assert [len(heard) for heard in (other, new)] == [1, 1]


def test_dropped_questions_are_not_told_and_others_go_on():
    slot, dropped, kept = Slot(), [], []
    slot.ask("weights", dropped)
    slot.ask("words", kept)
    slot.details.drop("weights")
    slot.details.feed([Finished(-7, 0.1), Finished(-1, 0.1), Finished(-2, 0.1)])
    assert dropped == []
    assert kept == [Finished(-2, 0.1)]


def test_an_answer_may_ask_again():
    slot, heard = Slot(), []

    def again(event):
        heard.append(event)
        if len(heard) == 1:
            slot.details.ask("weights", question, again)

    slot.details.ask("weights", question, again)
    slot.details.feed([Finished(-1, 0.1)])
    assert [each.id for each in slot.asked] == [-1, -2]
    slot.details.feed([Finished(-2, 0.1)])
    assert len(heard) == 2
