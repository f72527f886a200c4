"""A document as sentences, paragraphs and headings, with every word of it in one of them."""

import re
import time

import pytest
from hypothesis import given, settings

from models.summarizing.structure import count_words, sentences_of
from tests.inference.any_text import texts
from tests.inference.list_markers import MARKER

REPORT = """\
# The water of Orrin

The river rose twice in March. Nobody was hurt!

1. What was measured

Three gauges stood at the old bridge; two of them were lost
in the first night, and the third one was read by hand until
the water fell.

- The first gauge showed 4.20 m.
- The second gauge showed 4.35 m.

Results
=======
The dam held.

2.1 What comes next

It will rain again. 東京は日本の首都です。人口は約1400万人です。
"""


def shown(text):
    return [text[one.start : one.end] for one in sentences_of(text)]


def headings(text):
    return [text[one.start : one.end] for one in sentences_of(text) if one.heading]


def paragraphs(text):
    found = {}
    for one in sentences_of(text):
        found.setdefault(one.paragraph, []).append(text[one.start : one.end])
    return list(found.values())


def test_the_sentences_of_a_report():
    found = shown(REPORT)
    assert found[1:3] == ["The river rose twice in March.", "Nobody was hurt!"]
    assert found[4].startswith("Three gauges") and found[4].endswith("the water fell.")
    assert found[5] == "The first gauge showed 4.20 m."
    assert found[-2:] == ["東京は日本の首都です。", "人口は約1400万人です。"]


def test_title_lines_of_every_kind():
    titles = ["The water of Orrin", "What was measured", "Results", "2.1 What comes next"]
    assert headings(REPORT) == titles


@pytest.mark.parametrize(
    "text",
    [
        "One short line\n",
        "Milk\n\nBread\n\nButter\n\nCheese\n\nA pound of tea\n\nSalt is still there.\n",
        "The dog barks.\n\nThe cat sleeps.\n",
        "- Apples\n- Pears\n\nBoth are fruit, and both came from the market of the town.\n",
        "Apple\t12\t3.50\n\nThese are the prices of this week, without any of the taxes.\n",
        "12 30 44\n\nThese are the numbers of this week, without any of the numbers of last.\n",
        "and so it went\n\nThese are the last words of the story, as far as it was told.\n",
    ],
)
def test_what_is_no_title(text):
    assert headings(text) == []


def test_paragraphs_end_at_blank_lines_list_items_and_titles():
    found = paragraphs(REPORT)
    assert ["The river rose twice in March.", "Nobody was hurt!"] in found
    assert ["The first gauge showed 4.20 m."] in found
    assert next(one for one in found if len(one) == 3)[0] == "It will rain again."


def test_a_long_line_is_a_paragraph_of_its_own():
    first = "It is a long line " * 8 + "to its end. Then it ends."
    assert len(paragraphs(f"{first}\n{first}\n")) == 2


def test_a_row_of_a_table_is_one_sentence():
    assert shown("Apple\t12\t3.50\nPear\t3\t4.50\n") == ["Apple\t12\t3.50", "Pear\t3\t4.50"]


def test_a_text_without_any_mark_is_divided():
    found = sentences_of("word " * 3000)
    assert sum(one.words for one in found) == 3000
    assert max(one.words for one in found) <= 60
    assert len(found) < 3000 / 40


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("--- !", 0),
        ("A well-known man, 45 years old.", 6),
        ("Überall ist es schön.", 4),
        ("東京は日本の首都です", 5),
        ("東京は日本の首都", 4),
        ("PyTorch は速い", 3),
    ],
)
def test_words_are_counted(text, words):
    assert count_words(text) == words


def test_the_sentences_have_all_words_but_list_markers():
    english = REPORT[: REPORT.index("東")]
    number_of_the_list = 1
    assert sum(one.words for one in sentences_of(english)) == (
        count_words(english) - number_of_the_list
    )


def test_a_megabyte_takes_less_than_two_seconds():
    text = (REPORT * 2000)[:1_000_000]
    started = time.process_time()
    found = sentences_of(text)
    assert time.process_time() - started < 2
    assert len(found) > 10_000


@given(texts())
@settings(max_examples=300, deadline=None)
def test_sentences_are_in_order_and_hold_every_word(text):
    found = sentences_of(text)
    reached = 0
    for one in found:
        assert reached <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == text[one.start : one.end].strip()
        assert one.words == count_words(text[one.start : one.end])
        between = text[reached : one.start]
        assert not re.search(r"[^\W_]", MARKER.sub("", between))
        reached = one.end
    assert not re.search(r"[^\W_]", text[reached:])
    assert [one.paragraph for one in found] == sorted(one.paragraph for one in found)
