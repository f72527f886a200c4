from collections import Counter

import pytest
from hypothesis import given, settings

from models.text.rewritten import Rewritten
from models.text.wrapping import BREAK, rewrap, unwrap
from tests.inference.any_text import texts


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one line", "one line"),
        ("two\nlines", "two lines"),
        ("two\r\n  lines", "two    lines"),
        ("two \n\tlines", "two   lines"),
        ("quoted\n> > mail", "quoted     mail"),
    ],
)
def test_breaks_become_as_many_blanks(source, expected):
    assert unwrap(source) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("The old red house\r\n  was sold yesterday.", "A casa foi vendida ontem.",
         "A casa foi\r\n  vendida ontem."),
        ("a b\nc d\ne f", "u v w x y z", "u v\nw x\ny z"),
        ("It is here\n> now.", "Está aqui agora.", "Está aqui\n> agora."),
        ("Half of it\nand half.", "一半和另一半。", "一半和另\n一半。"),
        ("one\ntwo", "Ja.", "Ja.\n"),
        ("a\nb\nc\nd", "u v", "u\nv\n\n"),
        ("one\ntwo", "", "\n"),
        ("one line", "eine Zeile", "eine Zeile"),
    ],
)  # fmt: skip
def test_breaks_come_back_at_the_places_that_correspond(source, target, expected):
    assert rewrap(source, target).text == expected


def test_words_keep_their_places_beside_a_break():
    found = rewrap("Half of it\nand half.", "一半和另一半。")
    assert found.text == "一半和另\n一半。"
    assert [found.text[slice(*found.span(at, at + 2))] for at in (0, 2, 4)] == [
        "一半",
        "和另",
        "一半",
    ]
    blank = rewrap("a b\nc d", "u v w x")
    assert blank.text == "u v\nw x"
    assert [blank.text[slice(*blank.span(at, at + 1))] for at in (0, 2, 4, 6)] == list("uvwx")
    assert blank.text[slice(*blank.span(3, 5))] == "w"


def visible(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@settings(deadline=None)
@given(texts())
def test_unwrapping_keeps_every_offset(text):
    assert len(unwrap(text)) == len(text)
    assert BREAK.search(unwrap(text)) is None


@settings(deadline=None)
@given(texts(), texts())
def test_rewrapping_loses_nothing(source, target):
    found = rewrap(source, target)
    breaks = [match.group() for match in BREAK.finditer(source)]
    assert visible(found.text) == visible(target) + visible("".join(breaks))
    for characters in breaks:
        assert characters in found.text


@settings(deadline=None)
@given(texts(), texts())
def test_rewrapping_keeps_offsets_in_order(source, target):
    found = rewrap(source, target)
    assert len(found.offsets) == len(target) + 1
    assert list(found.offsets) == sorted(found.offsets)
    for at, character in enumerate(target):
        if not character.isspace():
            start, end = found.span(at, at + 1)
            assert found.text[start:end] == character


def test_a_megabyte_of_blanks_takes_no_time():
    text = "a" + " " * 1_000_000 + "b\nc"
    assert len(unwrap(text)) == len(text)


def test_rewritings_compose():
    first = Rewritten("WEISSE KATZE", (0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12))
    second = rewrap("white\ncat", first.text)
    both = first.then(second)
    assert both.text == "WEISSE\nKATZE"
    assert both.span(0, 5) == (0, 6)
    assert both.span(6, 11) == (7, 12)


@settings(deadline=None)
@given(texts())
def test_an_unchanged_text_has_every_offset_in_place(text):
    found = Rewritten.unchanged(text)
    assert found.text == text
    assert all(found.offsets[at] == at for at in range(len(text) + 1))
    assert found.then(found) == found
