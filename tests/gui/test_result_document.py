"""The result's text: replaced segment by segment, always right in the end, never emptied."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCharFormat, QTextDocument

from desktop_app.view.result_document import (
    ResultDocument,
    common_prefix,
    common_suffix,
    displayable,
    units,
)
from models.messages import Note, Partial, Result, SegmentDone
from tests.fakes import segment, segments


class Shown:
    """A document, every text it ever had, and how much of it was rewritten."""

    def __init__(self):
        self.document = QTextDocument()
        self.result = ResultDocument(self.document, self.form)
        self.states = []
        self.written = 0
        self.document.contentsChange.connect(self.count)

    def form(self, notes):
        form = QTextCharFormat()
        form.setFontUnderline(bool(notes))
        return form

    def count(self, position, removed, added):
        self.written += added

    def run(self, text, upto=None, translate=str.upper):
        """Show the output for `text`, all or the first `upto` segments of it."""
        self.result.begin(text)
        self.states = []
        if not text.strip():
            return  # the engine is not asked
        made, tail = segments(text, translate)
        for index, each in enumerate(made[:upto]):
            done = SegmentDone(1, index, each, each.start + len(each.source), len(text))
            self.result.show([done])
            self.states.append(self.text())
        if upto is None:
            self.result.show([Result(1, len(made), tail)])

    def text(self):
        return self.document.toRawText().replace("\u2029", "\n")


@pytest.fixture
def shown(qapp):
    return Shown()


def test_gaps_and_tail_are_kept_letter_for_letter(shown):
    text = "\n  \none\n\n\ttwo\n x \n\n"
    shown.run(text)
    assert shown.text() == text.upper() == shown.result.text()
    assert shown.result.complete


def test_a_changed_sentence_is_replaced_and_the_rest_untouched(shown):
    shown.run("one\ntwo\nthree\n")
    shown.written = 0
    shown.run("one\ntwice\nthree\n")
    assert shown.text() == "ONE\nTWICE\nTHREE\n"
    assert shown.states == ["ONE\nTWO\nTHREE\n", "ONE\nTWICE\nTHREE\n", "ONE\nTWICE\nTHREE\n"]
    assert shown.written <= len("TWICE")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\ntwo\nthree", "zero\none\ntwo\nthree"),
        ("one\ntwo\nthree", "one\nmore\nand more\ntwo\nthree"),
        ("one\ntwo\nthree\nfour", "one\nfour"),
        ("one\ntwo\nthree", "two\nthree"),
        ("x\nx\nx", "x\nx\nx\nx"),
        ("x\nx\nx\nx", "x\nx"),
        ("one\ntwo", "one\ntwo\nthree"),
        ("a b\nc", "a\n b\nc"),
    ],
)
def test_sentences_that_come_and_go_leave_their_neighbours_alone(shown, before, after):
    shown.run(before)
    shown.run(after)
    assert shown.text() == after.upper()
    end = after.rsplit("\n", 1)[-1]
    for state in shown.states:
        assert end.upper() in state or end not in before, "the end stays while work goes on"


def test_partial_text_grows_in_place_and_never_shrinks_what_is_there(shown):
    shown.run("one\ntwo")
    shown.result.begin("one\ntwos")
    shown.result.show([SegmentDone(1, 0, segment("one", "ONE"), 3, 8)])
    shown.result.show([Partial(1, 1, 4, "\n", "T")])
    assert shown.text() == "ONE\nTWO"
    shown.result.show([Partial(1, 1, 4, "\n", "TWOS")])
    assert shown.text() == "ONE\nTWOS"


def test_a_partial_of_a_new_sentence_is_shown_at_once(shown):
    shown.result.begin("one")
    shown.result.show([Partial(1, 0, 0, "", "O")])
    shown.result.show([Partial(1, 0, 0, "", "ON")])
    assert shown.text() == "ON"
    assert shown.result.finished == 0
    assert shown.result.index_at(1) is None


def test_empty_text_clears_at_once_and_another_text_too(shown):
    shown.run("one\ntwo")
    shown.result.begin("quite another\nthing here")
    assert shown.text() == ""
    shown.run("one")
    shown.result.begin("  ")
    assert shown.text() == ""
    assert shown.result.complete


def test_ranges_count_utf16_units(shown):
    shown.run("😀 a\n\nb😀😀\nc")
    text = shown.document.toRawText()
    for index, expected in enumerate(["😀 A", "B😀😀", "C"]):
        start, end = shown.result.range_of(index)
        assert end - start == units(expected)
        assert shown.result.index_at(start) == shown.result.index_at(end - 1) == index
        assert shown.result.index_at(end) == index, "just behind the last letter"
    assert len(text) < shown.result.range_of(2)[1]


def test_notes_are_marked_and_taken_away_again(shown):
    def show(*notes):
        shown.result.begin("one")
        shown.result.show(
            [SegmentDone(1, 0, segment("one", "ONE", notes=notes), 3, 3), Result(1, 1, "")]
        )
        form = shown.document.firstBlock().begin().fragment().charFormat()
        return form.fontUnderline()

    assert show(Note.REPEATS)
    assert not show()
    assert shown.text() == "ONE"


def test_letters_that_qt_would_change_are_replaced_one_for_one(shown):
    text = "a\ud800b\udc00\ud83dc\r\u2029d\ufdd0é"
    safe = displayable(text)
    assert len(safe) == len(text)
    shown.result.begin("x")
    shown.result.show([SegmentDone(1, 0, segment("x", text), 1, 1), Result(1, 1, "")])
    assert shown.document.toRawText() == safe


LINES = st.lists(st.sampled_from(["one", "two words", "😀", "é", "", " "]), max_size=8)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(st.tuples(LINES, st.none() | st.integers(0, 4)), min_size=1, max_size=6))
def test_whatever_is_typed_and_interrupted_the_end_is_right(qapp, texts):
    shown = Shown()
    for lines, upto in texts:
        shown.run("\n".join(lines), upto)
        assert shown.result.text() == shown.text()
    final = "\n".join(texts[-1][0])
    shown.run(final)
    assert shown.text() == (final.upper() if final.strip() else "")


def test_common_ends():
    rng = random.Random(1)
    for _ in range(300):
        a = "".join(rng.choice("ab") for _ in range(rng.randrange(20)))
        b = "".join(rng.choice("ab") for _ in range(rng.randrange(20)))
        same = 0
        while same < min(len(a), len(b)) and a[same] == b[same]:
            same += 1
        assert common_prefix(a, b) == same
        assert common_suffix(a[::-1], b[::-1]) == same
    long = "x" * 100_000
    assert common_prefix(long + "a", long + "b") == 100_000
