import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.messages import Piece
from models.unknowns import carry_over, unknown_runs

UNKNOWN = 1


def pieces(text, *parts):
    """Pieces of the given texts in order; those of unknown characters are marked by a tuple."""
    found, at = [], 0
    for part in parts:
        shown = part[0] if isinstance(part, tuple) else part
        start = text.index(shown, at)
        at = start + len(shown)
        found.append(Piece(shown, start, at, UNKNOWN if isinstance(part, tuple) else 9))
    return (*found, Piece("</s>", len(text), len(text), 0))


def rows(*looks, columns):
    matrix = np.zeros((len(looks), columns), np.float32)
    for row, look in enumerate(looks):
        matrix[row, look] = 1
    return matrix


def carried(source, source_pieces, target, target_pieces, attention):
    runs = unknown_runs(source, source_pieces, UNKNOWN)
    return carry_over(source, source_pieces, runs, target, target_pieces, attention)


def test_a_dash_that_looks_at_an_emoji_is_the_emoji():
    source, target = "I 😀 you", "Eu - te"
    found = carried(
        source,
        pieces(source, "I", ("😀",), "you"),
        target,
        pieces(target, "Eu", "-", "te"),
        rows(0, 1, 2, 3, columns=4),
    )
    assert found.text == "Eu 😀 te"
    assert found.span(5, 7) == (5, 7)


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("1\ufffd ans.", "1 ans."),
        ("\ufffd ans", "ans"),
        ("a \ufffd\ufffd b", "a b"),
        ("a \ufffd.", "a."),
        ("a \ufffdb", "a b"),
        ("a \ufffd", "a"),
        ("\ufffd", ""),
    ],
)
def test_what_is_no_character_is_not_shown(target, shown):
    """Neither unknown pieces nor bytes of half a character, unless the source has the sign."""
    read = pieces("1", "1")
    wrote = pieces(target, target)
    found = carry_over("1", read, [], target, wrote, rows(0, 1, columns=2))
    assert found.text == shown
    assert found.span(0, len(target)) == (0, len(shown))
    kept = carry_over("\ufffd", pieces("\ufffd", "\ufffd"), [], target, wrote, np.eye(2))
    assert kept.text == target


def test_a_sign_whose_place_a_character_took_keeps_its_blanks():
    source, target = "a 7 b", "x \ufffd \ufffd y"
    found = carried(
        source,
        pieces(source, "a", ("7",), "b"),
        target,
        pieces(target, "x", "\ufffd", "\ufffd", "y"),
        rows(0, 0, 1, 2, 3, columns=4),
    )
    assert found.text == "x 7 y"


def test_without_a_dash_it_stands_after_the_words_before_it():
    source, target = "I love 😀 you", "Eu amo você"
    found = carried(
        source,
        pieces(source, "I", "love", ("😀",), "you"),
        target,
        pieces(target, "Eu", "amo", "você"),
        rows(0, 1, 3, 4, columns=5),
    )
    assert found.text == "Eu amo 😀 você"
    assert found.text[slice(*found.span(7, 11))].strip() == "você"


def test_a_dash_of_the_sentences_own_stays():
    source, target = "a - b 😀", "a - b"
    found = carried(
        source,
        pieces(source, "a", "-", "b", ("😀",)),
        target,
        pieces(target, "a", "-", "b"),
        rows(0, 1, 2, 4, columns=5),
    )
    assert found.text == "a - b 😀"


@pytest.mark.parametrize(("source", "expected"), [("😀 Hi", "😀 Olá"), ("😀", "😀")])
def test_at_the_start_or_alone(source, expected):
    target = "Olá" if "Hi" in source else ""
    parts = [("😀",), "Hi"] if target else [("😀",)]
    found_pieces = pieces(target, "Olá") if target else pieces("")
    found = carried(
        source,
        pieces(source, *parts),
        target,
        found_pieces,
        rows(*range(1, len(found_pieces) + 1), columns=len(parts) + 1),
    )
    assert found.text == expected


def test_neighbours_are_one_run():
    source = "hi 日本 x 語"
    split = pieces(source, "hi", ("日",), ("本",), "x", ("語",))
    runs = unknown_runs(source, split, UNKNOWN)
    assert [(run.first, run.last, run.start, run.end) for run in runs] == [
        (1, 3, 3, 5),
        (4, 5, 8, 9),
    ]


@pytest.mark.parametrize(
    ("source", "parts"),
    [("hi y語z", ("hi", "y", ("語",), "z")), ("hi ※ ‖", ("hi", ("※",), ("‖",)))],
)
def test_letters_within_words_and_odd_marks_are_lost(source, parts):
    split = pieces(source, *parts)
    found = carried(source, split, "oi", pieces("oi", "oi"), rows(0, 0, columns=len(split)))
    assert found.text == "oi"


@given(st.lists(st.sampled_from(["a", "😀", "語", "-"]), min_size=1, max_size=8), st.data())
def test_every_run_is_in_the_output(parts, data):
    source = " ".join(parts)
    split = pieces(source, *[(p,) if p in "😀語" else p for p in parts])
    words = data.draw(st.lists(st.sampled_from(["um", "-", "dois"]), max_size=6))
    target = " ".join(words)
    written = pieces(target, *words)
    looks = [data.draw(st.integers(0, len(split) - 1)) for _ in written]
    found = carried(source, split, target, written, rows(*looks, columns=len(split)))
    for sign in "😀語":
        assert found.text.count(sign) == source.count(sign)
    for word in ("um", "dois"):
        assert found.text.count(word) == words.count(word)
