"""The text form of a sentence's links, as pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.word_table import cells, word_table
from models.messages import Alignment, Level, Matrix, Token


def alignment(source, target, links, threshold=0.4):
    """Words of one letter or more and `links` as {(source, target): probability}."""
    rows = [[links.get((s, t), 0.0) for s in range(len(source))] for t in range(len(target))]
    tokens = [tuple(Token(text, 0, len(text)) for text in side) for side in (source, target)]
    level = Level(*tokens, Matrix.of(rows, len(source)))
    return Alignment(level, level, threshold)


CROSSING = alignment(
    ["the", "red", "house"],
    ["a", "casa", "vermelha"],
    {(0, 0): 0.98, (1, 2): 0.93, (2, 1): 0.905, (2, 0): 0.2},
)


def test_each_word_stands_above_its_translation():
    assert word_table(CROSSING, ("en", "pt"), 80) == [
        "en  the   red       house",
        "pt  a     vermelha  casa",
        "    98 %  93 %      90 %",
    ]


def test_words_without_a_partner_are_not_lost():
    table = word_table(alignment(["do", "I"], ["eu", "não"], {(1, 0): 0.7}), ("en", "pt"), 80)
    assert table == [
        "en  do  I     –",
        "pt  –   eu    não",
        "        70 %",
    ]


def test_a_word_that_became_several_shows_all_of_them():
    table = word_table(
        alignment(["Don't"], ["Não", "faça"], {(0, 0): 0.5, (0, 1): 0.6}), ("en", "pt"), 80
    )
    assert table == ["en  Don't", "pt  Não faça", "    60 %"]


def test_wide_and_combining_characters_keep_the_columns():
    table = word_table(
        alignment(["红", "e\u0301"], ["red", "e"], {(0, 0): 1.0, (1, 1): 0.5}), ("zh", "en"), 80
    )
    assert table == ["zh  红     e\u0301", "en  red    e", "    100 %  50 %"]


def test_a_narrow_terminal_gets_blocks():
    assert word_table(CROSSING, ("en", "pt"), 21) == [
        "en  the   red",
        "pt  a     vermelha",
        "    98 %  93 %",
        "",
        "en  house",
        "pt  casa",
        "    90 %",
    ]


@pytest.mark.parametrize(
    ("text", "width"), [("casa", 4), ("家", 2), ("é", 1), ("e\u0301", 1), ("\u200d", 0)]
)
def test_cells_of_a_terminal(text, width):
    assert cells(text) == width


word = st.text(min_size=1, max_size=8)


@given(st.lists(word, max_size=6), st.lists(word, max_size=6), st.integers(0, 40))
def test_every_word_is_shown_at_any_width(source, target, width):
    links = {(s, t): 0.5 for s in range(len(source)) for t in range(len(target)) if s % 2}
    shown = "".join(word_table(alignment(source, target, links), ("en", "pt"), width))
    assert all(text.rstrip() in shown for text in (*source, *target))
