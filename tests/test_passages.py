"""Sentences translated line by line stand where they stood in their text."""

import pytest

from desktop_app.passages import Passage, Passages, Places
from models.messages import Finished, Partial, Result, SegmentDone
from tests.fakes import segment

LETTER = Passages(
    (
        Passage("\t", "Dear all 😀"),
        Passage("\n\n", "..."),
        Passage("\n", "We\nmeet."),
        Passage(" ", ""),
        Passage(" ", "Bye"),
    ),
    " \n",
)


def done(index, text, start):
    """What the engine says of a line."""
    return SegmentDone(-1, index, segment(text, text.upper(), start=start, before="?"), 0, 0)


def told(places, *events):
    return [each for event in events for each in places.placed(event)]


@pytest.fixture
def places():
    return Places(LETTER)


def test_a_text_is_its_sentences_and_what_is_between():
    assert LETTER.document() == "\tDear all 😀\n\n...\nWe\nmeet.  Bye \n"
    assert LETTER.lines() == ("Dear all 😀", "...", "We meet.", "", "Bye")


def test_what_nothing_is_told_of_stays_as_it_is(places):
    first, dots, third, empty, last, result = told(
        places,
        done(0, "Dear all", 0),
        done(1, "We meet.", 15),
        done(2, "Bye", 25),
        Result(-1, 3, ""),
        Finished(-1, 0.1),
    )
    assert [each.index for each in (first, dots, third, empty, last)] == [0, 1, 2, 3, 4]
    parts = [each.segment for each in (first, dots, third, empty, last)]
    assert [each.target for each in parts] == ["DEAR ALL 😀", "...", "WE MEET.", "", "BYE"]
    assert result == Result(-1, 5, " \n")
    written = "".join(each.before + each.target for each in parts) + result.tail
    assert written == "\tDEAR ALL 😀\n\n...\nWE MEET.  BYE \n"
    document = LETTER.document()
    for part in parts:
        assert document[part.start : part.start + len(part.source)] == part.source


def test_a_running_sentence_is_where_it_will_end_up(places):
    told(places, done(0, "Dear all", 0))
    dots, partial = told(places, Partial(-1, 1, 15, "\n", "WE"))
    assert (dots.index, dots.segment.target) == (1, "...")
    assert (partial.index, partial.before, partial.text) == (2, "\n", "WE")
    assert LETTER.document()[partial.start :].startswith("We\nmeet.")


def test_nothing_to_translate_is_all_passed_through():
    places = Places(Passages((Passage("", "..."), Passage("\n", "!"))))
    outputs = told(places, Result(-1, 0, ""))
    assert [each.segment.target for each in outputs[:-1]] == ["...", "!"]
