"""Paragraphs that were wrapped by hand, where capitals at the start of a line say little."""

import textwrap

import pytest

from models.summarizing.structure import sentences_of
from models.summarizing.wrapped import wrapped_in
from models.text.sentences import split_document


def filled(text, width=72):
    return textwrap.fill(" ".join(text.split()), width, break_on_hyphens=False) + "\n"


GERMAN = filled("""
Der Rat der Stadt hat am Freitag beschlossen, dass die Brücke zwischen
Altstadt und Hafen im kommenden Sommer für acht Wochen gesperrt wird. Die
Arbeiten sollen im Juni beginnen. Wer mit dem Wagen kommt, muss mit einem
Umweg von etwa drei Kilometern rechnen. Der Bauhof will
Geländer, Pfeiler und Fahrbahn erneuern. Auch die Wege in Niederau,
Wiesental und Bergheim werden neu gebaut. Kritik kam von den Händlern
Baumann und Seidel.
""")
ENGLISH = """\
The oldest book of the town says that it was the best of summers and that
Mr. Holt was the worst of the farmers, as Martha often told to Jane and
Lydia Marsh. Mr. Green came to Northfield with Miss Harper and with
Mrs. Hill on a Monday.
"""
LICENCE = filled("""
Each Contributor grants You a licence under the rights of that very
Contributor to use the Covered Work, to change the Covered Work, and
Distribute it, as far as the Larger Work of such
Contributor allows the Distribution of a Covered Work in
Source Form or in any other Form.
""")
TITLES = """\
The Old Man of the Northern Sea and His Seven Grey Ships
Where Rivers Meet: Letters From a Small Town in the Hills
Gardens of Stone and Silver, or the Last King of Orrin
A Handbook of Bridges, Weirs and Locks for Young Readers
"""
VERSES = """\
When all the fields are white and still beneath the winter moon
The miller's wife goes down the hill and hums a little tune
She hears the wheel that does not turn, the water that is ice
And counts the candles that still burn, and counts the candles twice
"""


def cut(text, language=""):
    return [" ".join(text[one.start : one.end].split()) for one in sentences_of(text, language)]


@pytest.mark.parametrize("language", ["", "de", "qq"])
def test_nouns_with_capitals_begin_no_sentence(language):
    found = cut(GERMAN, language)
    assert len(found) == 6
    assert all(one.endswith(".") for one in found)
    assert found[1] == "Die Arbeiten sollen im Juni beginnen."


@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize(("text", "sentences"), [(ENGLISH, 2), (LICENCE, 1)])
def test_names_with_capitals_begin_no_sentence(text, sentences, language):
    found = cut(text, language)
    assert len(found) == sentences
    assert all(one.endswith(".") for one in found)


@pytest.mark.parametrize("text", [TITLES, VERSES])
@pytest.mark.parametrize("language", ["", "en"])
def test_lists_and_verses_stay_apart_in_a_document_that_is_wrapped(text, language):
    whole = f"{ENGLISH}\n{text}"
    lines = [whole[span.start : span.end] for span in split_document(whole, language)]
    assert lines[2:] == text.splitlines()


def test_a_narrow_quote_does_not_hide_how_wide_the_document_is():
    quote = "  it was so cold in the night that nobody of us\n  could sleep, and we talked.\n"
    half = (
        "the report of the council was read by all of the members of the board,\n"
        "Baker said, and it was found to be true by the council of the old town\n"
        "Orrin.\n"
    )
    assert len(cut(f"{ENGLISH}\n{quote}\n{half}")) == 4


def test_the_language_of_wrapped_text_is_found():
    assert wrapped_in(GERMAN) == "de"
    assert wrapped_in(GERMAN.replace("\n", " ")) == ""
    assert wrapped_in("Ein kurzer Satz.\nNoch ein Satz.\n" * 5) == ""


def test_its_abbreviations_end_no_sentence():
    text = filled(GERMAN.replace("Auch die Wege", "Wege, Brücken bzw. Stege"))
    assert len(cut(text, wrapped_in(text))) == 6
