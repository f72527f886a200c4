import itertools
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings

from models.text.sentences import sentences, split_document, split_lines
from models.text.wrapping import BREAK
from tests.inference.any_text import languages, texts
from tests.inference.list_markers import MARKER


def cut(text, language="en"):
    return [text[span.start : span.end] for span in split_document(text, language)]


def test_blank_lines_indents_and_tabs_are_between_sentences():
    text = "\n\n  First.\t \n\n\tSecond one.  Third.\r\n\r\n\fLast"
    assert cut(text) == ["First.", "Second one.", "Third.", "Last"]


MARKERS = (
    *(
        "- ",
        "* ",
        "+ ",
        "• ",
        "•\t",
        "– ",
        "1. ",
        "12) ",
        "(3) ",
        "(a) ",
        "(iv) ",
        "b) ",
        "1.2. ",
    ),
    *("# ", "### ", "> ", ">> ", "> > ", "- [ ] ", "- [x] ", "☐ ", "✓ ", "→ ", "> - ", "３．"),
)


@pytest.mark.parametrize("marker", MARKERS)
def test_markers_at_the_start_of_a_line_are_not_translated(marker):
    assert cut(f"{marker}Buy milk.\n  {marker}Then rest.") == ["Buy milk.", "Then rest."]


LOOK_ALIKES = (
    *("3.5 km are far.", "-5 degrees.", "1.", "(a)", "#tag it.", "*bold* text.", "+49 30 1234"),
    *(
        "10 apples",
        "—Hola, amigo.",
        "(see above) and more",
        "A. Smith is here.",
        "[1] is here.",
    ),
)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_a_marker_stays(text):
    assert cut(text) == [text]


def test_an_ordinal_at_the_start_of_a_line_is_no_marker():
    assert cut("3. Oktober ist Feiertag.\n4. Milch", "de") == [
        "3. Oktober ist Feiertag.",
        "Milch",
    ]
    assert cut("3. ledna přijel.", "cs") == ["3. ledna přijel."]


@pytest.mark.parametrize(
    "text", ["", " \n\t", "-----", "***\n* * *", "😀😀 🎉", "...", "? !", "\ud800\x00"]
)
def test_without_a_letter_there_is_no_sentence(text):
    assert cut(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("😀 Hello there! 🎉🎉", ["Hello there!"]),
        ("Wow 👩‍👩‍👧‍👦", ["Wow"]),
        ("❤️ Love", ["Love"]),
        ("I love you 😀 so much ❤️.", ["I love you 😀 so much ❤️."]),
        ("It is 20 °C ☀️", ["It is 20 °C"]),
        ("€5 or 5 %", ["€5 or 5 %"]),
        ("“Quoted.” (Bracketed)", ["“Quoted.”", "(Bracketed)"]),
        ("\u200fשלום עולם.\u200f", ["שלום עולם."]),
        ("\ufeffHello", ["Hello"]),
        ("cafe\u0301 😀", ["cafe\u0301"]),
        ("Number 1️⃣", ["Number 1️⃣"]),
        ("\u0e33", ["\u0e33"]),
        ("Hello\u200d\n", ["Hello\u200d"]),
    ],
)
def test_symbols_at_the_edges_are_between_sentences(text, expected):
    assert cut(text) == expected


def test_columns_are_cells_of_their_own():
    assert cut("Name\tBig city\nAnna     New York") == ["Name", "Big city", "Anna", "New York"]


def test_each_line_is_a_sentence_of_its_own():
    text = "Roses are red\nViolets are blue\nsugar is sweet"
    assert cut(text) == text.split("\n")


WRAPPED = """\
  This paragraph was wrapped by a mail program at some seventy columns, so
that the sentences go on from line to line. Here Mr. Smith wrote to Mrs.
Jones about the weather in Berlin.
"""


def test_sentences_of_a_wrapped_paragraph_cross_its_lines():
    assert cut(WRAPPED) == [
        "This paragraph was wrapped by a mail program at some seventy columns, so\n"
        "that the sentences go on from line to line.",
        "Here Mr. Smith wrote to Mrs.\nJones about the weather in Berlin.",
    ]


def test_quoted_and_indented_paragraphs_are_wrapped_too():
    lines = (
        "the first line of a letter that was wrapped when it was",
        "sent, and so it goes on.",
    )
    for first, then in (("> ", "> "), ("- ", "  "), ("    ", "    "), ("1. ", "   ")):
        assert len(cut(f"{first}{lines[0]}\n{then}{lines[1]}\n")) == 1, first
    assert len(cut(f"{lines[0]}\n> {lines[1]}")) == 2
    assert len(cut(f"{lines[0]}\n- {lines[1]}")) == 2
    assert len(cut(f"{lines[0]}\n\n{lines[1]}")) == 2


def test_text_in_capitals_is_wrapped_too():
    text = WRAPPED.upper()
    assert BREAK.search(cut(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "Shall I compare thee to a summer's day, my fair and lovely one\n"
        "Thou art more lovely and more temperate than all the flowers",
        "one short line that is not full at all but\ngoes on",
        "This line ends the sentence, although it is long enough to be wrapped.\n"
        "This is another one, which begins the next sentence after the break.",
        "Anna Schmidt, Hauptstrasse 5, 10115 Berlin, Germany, Europe\n"
        "Peter Miller, 5 High Street, London SW1 4AB, United Kingdom",
    ],
)
def test_lines_that_are_not_wrapped_stay_apart(text):
    assert cut(text) == text.split("\n")


def test_only_the_paragraph_that_is_wrapped_crosses_lines():
    text = f"A heading\n\n{WRAPPED}\nRegards\nAnna\n"
    assert cut(text)[0] == "A heading"
    assert cut(text)[-2:] == ["Regards", "Anna"]


def test_lines_are_never_split():
    text = "One. Two.\r\n\n  - Three 😀\n...\nFour"
    assert [text[span.start : span.end] for span in split_lines(text)] == [
        "One. Two.",
        "- Three",
        "Four",
    ]


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "qq", ""])
def test_any_language_code_works(language):
    assert cut("Dr. Smith is here. He waits.", language) == ["Dr. Smith is here.", "He waits."]


def rebuilt(text, spans):
    """The text put together from spans and gaps."""
    edges = [
        0,
        *itertools.chain.from_iterable((span.start, span.end) for span in spans),
        len(text),
    ]
    return "".join(text[start:end] for start, end in pairwise(edges))


@settings(deadline=None)
@given(texts(), languages())
def test_sentences_and_gaps_make_the_document(text, language):
    spans = split_document(text, language)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert rebuilt(text, spans) == text
    for span in spans:
        inside = text[span.start : span.end]
        assert inside == inside.strip()
        assert any(character.isalnum() for character in inside)


@settings(deadline=None)
@given(texts(), languages())
def test_no_letter_is_left_between_sentences_but_list_markers(text, language):
    reached = 0
    for start, end in [
        *((s.start, s.end) for s in split_document(text, language)),
        (len(text),) * 2,
    ]:
        gap = text[reached:start]
        if any(character.isalnum() for character in gap):
            line = text[:start].splitlines(keepends=True)[-1]
            found = MARKER.match(line)
            assert found, (gap, line)
            assert not any(character.isalnum() for character in line[found.end() :])
            outside = gap[: len(gap) - len(line)]
            assert not any(character.isalnum() for character in outside)
        reached = end


@settings(deadline=None)
@given(texts())
def test_lines_keep_all_letters(text):
    spans = split_lines(text)
    assert rebuilt(text, spans) == text
    inside = "".join(text[span.start : span.end] for span in spans)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]
    assert "\n" not in inside
    assert len(spans) == sum(any(c.isalnum() for c in line) for line in text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "This is a sentence of a long text. " * 30_000,
        "no full stop " * 80_000,
        "x" * 1_000_000,
        "今天天气很好。" * 140_000,
        "a short line\n" * 75_000,
        "this line is wrapped at sixty columns and goes on and on to\n" * 17_000,
        "\n" * 1_000_000 + "a",
        " " * 1_000_000 + "a",
        "." * 1_000_000 + "a",
        '"' * 1_000_000 + "a",
        "> " * 500_000 + "a",
        "e\u0301" * 500_000,
        "😀 " * 500_000 + "a",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_megabyte_takes_seconds_and_begins_at_once(text):
    start = time.perf_counter()
    found = sum(1 for _ in sentences(text, "en"))
    assert found
    assert time.perf_counter() - start < 10


def test_the_first_sentence_does_not_wait_for_the_last():
    text = "This is a sentence. And one more.\n\n" * 100_000
    start = time.perf_counter()
    first = next(sentences(text, "en"))
    assert time.perf_counter() - start < 0.3
    assert text[: first.end] == "This is a sentence."


def test_a_long_sentence_is_not_cut_within_a_word_or_a_letter():
    for text in ("word " * 2000, "e\u0301" * 3000, "👩‍👩‍👧" * 900 + "a"):
        spans = split_document(text, "en")
        for span in spans:
            inside = text[span.start : span.end]
            assert not inside.startswith(("ord", "rd", "\u0301", "\u200d"))
            assert not inside.endswith(("wo", "wor", "\u200d"))
