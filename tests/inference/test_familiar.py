import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text.familiar import familiar, own_spelling
from tests.inference.any_text import texts

LATIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZàáãçéêíóõú'\"-/.,!? ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Hello”, she said.", '"Hello", she said.'),
        ("It’s a well‑known name — Dvořák.", "It's a well-known name - Dvorák."),
        ("Łódź and Søren", "Lódz and Soren"),
        ("«olá» 1⁄2", '"olá" 1/2'),
        ("plain text", "plain text"),
        ("日本 😀", "日本  "),
        ("Às vezes", "às vezes"),
        ("my \U0001f468\u200d\U0001f469\u200d\U0001f467.", "my      ."),
        ("\u2764\ufe0f\u200d\U0001f525!", "    !"),
        ("a\u200dbc \U0001f468\u200de", "a bc   e"),
    ],
)
def test_unknown_characters_become_familiar_ones(text, expected):
    assert familiar(text, LATIN.__contains__) == expected


@pytest.mark.parametrize("known", ["\u200d", "\ufe0f", "\u2764", "\u200d\ufe0f\U0001f525"])
def test_nothing_is_left_of_a_joined_sign_that_is_known_in_part(known):
    text = "I \u2764\ufe0f\u200d\U0001f525 it"
    assert familiar(text, (LATIN | set(known)).__contains__) == "I      it"


def test_a_sign_that_is_known_stays():
    known = LATIN | set("\u2764\U0001f468\u200d\U0001f469")
    for text in ("I \u2764\ufe0f it", "my \U0001f468\u200d\U0001f469"):
        assert familiar(text, known.__contains__) == text


@given(texts())
def test_the_length_stays_and_known_characters_too(text):
    found = familiar(text, LATIN.__contains__)
    assert len(found) == len(text)
    for before, after in zip(text, found, strict=True):
        assert before == after or before not in LATIN


@given(st.text())
def test_nothing_is_touched_that_is_known(text):
    assert familiar(text, lambda _: True) == text


def test_copied_names_get_their_own_spelling_back():
    source, read = "Dvořák met Łukasz.", "Dvorak met Lukasz."
    assert own_spelling("Dvorak conheceu Lukasz.", source, read) == "Dvořák conheceu Łukasz."
    assert own_spelling("Ele conheceu alguém.", source, read) == "Ele conheceu alguém."


def test_short_words_and_capitals_are_not_names():
    assert own_spelling("as vezes", "Às vezes", "às vezes") == "as vezes"
    assert own_spelling("casa", "CASA", "casa") == "casa"


@given(st.text(), st.text())
def test_an_own_spelling_keeps_the_length(source, target):
    read = familiar(source, LATIN.__contains__)
    assert len(own_spelling(target, source, read)) == len(target)
