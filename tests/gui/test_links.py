"""Tokens, partners and light: from a position in a text to what is lit."""

import re

import pytest
from PySide6.QtCore import QLocale

from desktop_app.settings import Tokens
from desktop_app.view.colors import STRONGEST, WEAKEST, link
from desktop_app.view.highlights import Light, lit_places
from desktop_app.view.places import Partner, Place, Reading, Side, partners, token_at
from desktop_app.view.pointing import Pointing
from desktop_app.view.strip_texts import Inks, explained, percent, spoken
from tests.fakes import segment, tokens

CROSSING = segment(
    "the red house", "a casa vermelha", [(0, 0, 0.5), (1, 2, 0.93), (2, 1, 0.8), (2, 2, 0.41)]
)


def read(*parts):
    reading = Reading("".join(each.before + each.source for each in parts))
    for each in parts:
        reading.add(each)
    return reading


def test_tokens_are_found_by_letter_and_by_caret():
    words = tokens("one two")
    assert [token_at(words, at, at_end=False) for at in range(8)] == [
        0,
        0,
        0,
        None,
        1,
        1,
        1,
        None,
    ]
    assert token_at(words, 3, at_end=True) == 0
    assert token_at(words, 7, at_end=True) == 1


def test_partners_are_sorted_and_weak_ones_left_out():
    level = CROSSING.alignment.words
    assert [each.token for each in partners(level, Side.SOURCE, 2, 0.4)] == [1, 2]
    assert [each.token for each in partners(level, Side.TARGET, 2, 0.4)] == [1, 2]
    assert partners(level, Side.TARGET, 2, 0.5) == (Partner(1, pytest.approx(0.93)),)
    assert partners(level, Side.SOURCE, 0, 0.6) == ()


def test_places_of_later_sentences_with_emoji_before_them():
    first = segment("😀😀 one", "UM")
    second = segment("two 😀", "DOIS 😀", start=7, before=" ")
    reading = read(first, second)
    # 😀 counts two units: "two" begins at code point 7, unit 9.
    assert reading.place_at(9, Tokens.WORDS, at_end=False) == Place(1, Side.SOURCE, 0)
    assert reading.source_span(Place(1, Side.SOURCE, 1), Tokens.WORDS) == (13, 15)
    assert reading.source_span(Place(0, Side.SOURCE, 0), Tokens.WORDS) == (0, 4)
    assert reading.segment_at(0) == 0
    assert reading.segment_at(15) == 1


def test_nothing_is_found_where_nothing_is_finished():
    reading = Reading("one. two. three.")
    assert reading.segment_at(3) is None
    assert reading.place_at(0, Tokens.WORDS, at_end=True) is None
    reading.add(segment("one.", "um."))
    assert reading.segment_at(4) == 0
    assert reading.segment_at(10) is None


def test_chosen_and_pinned_tokens_and_their_partners_are_lit():
    reading = read(CROSSING)
    red, house = Place(0, Side.SOURCE, 1), Place(0, Side.SOURCE, 2)
    lights = lit_places(reading, [house], frozenset({red}), Tokens.WORDS)
    assert lights[house] == Light(1.0, pinned=False, chosen=True)
    assert lights[red] == Light(1.0, pinned=True, chosen=True)
    vermelha = lights[Place(0, Side.TARGET, 2)]
    assert vermelha.strength == pytest.approx(0.93), "the strongest link counts"
    assert not vermelha.chosen
    assert set(lights) == {red, house, Place(0, Side.TARGET, 1), Place(0, Side.TARGET, 2)}


def test_opacity_follows_the_probability(qapp):
    palette = qapp.palette()
    opacities = [link(palette, p).alphaF() for p in (0, 0.25, 0.5, 1)]
    assert opacities == sorted(opacities)
    assert opacities[0] == pytest.approx(WEAKEST, abs=0.01)
    assert opacities[-1] == pytest.approx(STRONGEST, abs=0.01)


def test_pins_are_alone_or_several():
    a, b = Place(0, Side.SOURCE, 0), Place(0, Side.TARGET, 1)
    pointing = Pointing().pin(a, several=False).pin(b, several=True)
    assert pointing.pins == (a, b)
    assert pointing.pin(a, several=True).pins == (b,)
    assert pointing.pin(a, several=False).pins == (a,)
    assert pointing.spoken_of == b
    assert Pointing(hover=a, caret=b).chosen == (a,)


def test_a_place_that_is_not_there_is_not_lit():
    reading = read(CROSSING)
    gone = frozenset({Place(1, Side.SOURCE, 0), Place(0, Side.TARGET, 3)})
    assert lit_places(reading, [Place(2, Side.TARGET, 0)], gone, Tokens.WORDS) == {}


def test_what_screen_readers_say(qapp):
    def say(side, token):
        return spoken(CROSSING, Place(0, side, token), Tokens.WORDS)

    both = QLocale().createSeparatedList(["casa", "vermelha"])
    assert say(Side.TARGET, 0) == "a, from the, 50 percent, first of three"
    assert say(Side.SOURCE, 1) == "red, becomes vermelha, 93 percent, second of three"
    assert say(Side.SOURCE, 2) == f"house, becomes {both}, 80 percent, third of three"
    lone = segment("a b", "c", [])
    assert spoken(lone, Place(0, Side.TARGET, 0), Tokens.WORDS) == (
        "c, linked to nothing, first of one"
    )


def test_the_line_tells_links_from_certainty(qapp):
    inks = Inks("#111111", "#222222", "#333333")
    line = explained(CROSSING, Place(0, Side.TARGET, 2), Tokens.WORDS, inks)
    assert '<span style="color:#111111">link 93 %' in line
    assert '<span style="color:#222222">the model' in line
    plain = re.sub("<[^>]*>", "", line).replace("&nbsp;", "")
    assert "from red, link 93 % and house, link 41 %" in plain
    assert plain.endswith("· the model is 88 % sure")
    source = explained(CROSSING, Place(0, Side.SOURCE, 1), Tokens.WORDS, inks)
    assert "sure" not in source
    angry = segment("<b>", "</b>&", [(0, 0, 1.0)])
    assert "&lt;/b&gt;&amp;" in explained(angry, Place(0, Side.TARGET, 0), Tokens.WORDS, inks)


def test_only_certainty_is_a_hundred_per_cent():
    assert [percent(p) for p in (0.0, 0.004, 0.934, 0.996, 1.0)] == [0, 0, 93, 99, 100]
