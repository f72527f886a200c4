"""What a summary says that its evidence does not, and how a summary is put together."""

import pytest
from hypothesis import given, settings

from models.messages import Evidence, Form, Span, SummarySentence
from models.summarizing.assembling import summary_of
from models.summarizing.structure import sentences_of
from models.summarizing.unfounded import unfounded
from tests.inference.any_text import texts

REPORT = (
    "Dr. Anna Meier of the United Nations said on 3 May 1998 that 1,250 people, five of them "
    "from Paris, had left. It cost 5.5 million euros. GPT-4 was used in room B12."
)


def marked(sentence, *evidence):
    return [sentence[span.start : span.end] for span in unfounded(sentence, evidence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Meier said in 1998 that 1250 people had left.",
        "In May 1998, 5 people left for 5,500,000 euros.",
        "On 1998-05-03 the UN said that five people had left.",
        "Meier's report is about 1.250 Parisian people.",
        "ANNA MEIER USED GPT-4.",
        "People left. Cost was high: “Nobody knew.”",
        "One of the first two had left twice.",
        "Room B12 was used.",
        "",
    ],
)
def test_what_the_evidence_has_in_any_form_is_not_marked(sentence):
    assert marked(sentence, REPORT) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Angela Merkel said in 1999 that 1250 left.", ["Angela Merkel", "1999"]),
        ("People from Lyon left for 6 million euros.", ["Lyon", "6 million"]),
        ("The people left UNESCO in June 1998.", ["UNESCO", "June"]),
        ("She used an iPhone in room B13.", ["iPhone", "13"]),
        ("Anna Meiners had left.", ["Meiners"]),
        ("Seven people left.", ["Seven"]),
        ("They had left Paris for New York City.", ["New York City"]),
    ],
)
def test_numbers_names_and_dates_that_are_nowhere_are_marked(sentence, found):
    assert marked(sentence, REPORT) == found


def test_a_version_that_is_not_there_is_marked():
    assert marked("It was GPT-7.", "It was GPT-4.") == ["7"]


def test_months_of_other_languages():
    assert marked("Foi em 3 de março de 1998.", "Foi em 3 de abril de 1998.") == ["março"]
    assert marked("Foi em 3 de abril de 1998.", "Data: 3/4/1998.") == []
    assert marked("It may rain, as in March.", "It rains.") == ["March"]


def test_all_evidence_counts():
    assert marked("Meier left in 1998.", "Anna Meier left.", "It was in 1998.") == []
    assert marked("It was in 1998.") == ["1998"]


def test_german_nouns_are_no_names():
    evidence = (
        "In der Stadt wurden laut der Zeitung viele Häuser und Gärten von dem Mann im Sommer "
        "an die Frau und das Kind verkauft."
    )
    assert marked("Die Gebäude wurden laut NABU an die Familie verkauft.", evidence) == ["NABU"]


def test_forms_of_a_name():
    assert marked("Всё было в Москвы.", "Он жил в Москве.") == []
    assert marked("It was Mr. Johnston.", "It was Mr. Johnson.") == ["Johnston"]
    assert marked("It was Mr. Marcel.", "It was in March.") == ["Marcel"]


def test_scripts_without_case_have_numbers_and_foreign_names():
    assert marked("東京で1998年にPyTorchが5個", "東京で1998年に") == ["PyTorch", "5"]
    assert marked("وصل ١٢ شخصا", "وصل 12 شخصا") == []
    assert marked("वे 1997 में आए", "वे 1998 में आए") == ["1997"]


@given(texts(), texts())
@settings(max_examples=200, deadline=None)
def test_marks_are_inside_in_order_and_of_nothing_that_is_quoted(sentence, evidence):
    found = unfounded(sentence, [evidence])
    ends = [0, *(end for span in found for end in (span.start, span.end))]
    assert ends == sorted(ends) and ends[-1] <= len(sentence)
    assert all(span.start < span.end for span in found)
    assert unfounded(sentence, [sentence]) == ()


DOCUMENT = "One two three four. Five six seven.\n\nEight nine ten eleven twelve."


def assembled(found, form=Form.SENTENCES, text=DOCUMENT, **fields):
    given_fields = {
        "read": 12, "parts": 2, "levels": 1, "asked": 9, "extractive": False, **fields
    }  # fmt: skip
    return summary_of(text, sentences_of(text), found, form, **given_fields)


def sentence(text, *evidence):
    return SummarySentence(text, 0, tuple(Evidence(*one, 0.5) for one in evidence))


def test_sentences_are_put_together_with_what_they_say_of_themselves():
    found = assembled([sentence("One four.", (0, 19)), sentence("Two in 1998.", (0, 19))])
    assert found.text == "One four. Two in 1998."
    assert [one.start for one in found.sentences] == [0, 10]
    assert [one.unfounded for one in found.sentences] == [(), (Span(7, 11),)]
    assert found.document == (Span(0, 19), Span(20, 35), Span(37, 66))
    assert (found.words, found.got, found.asked) == (12, 5, 9)
    assert (found.read, found.parts, found.levels) == (12, 2, 1)
    assert found.covered == 4 / 12
    assert not found.extractive


def test_what_is_not_to_be_checked_is_not_marked():
    found = assembled([sentence("Two in 1998.", (0, 19))], checked=False)
    assert found.sentences[0].unfounded == ()


def test_bullets_and_titles():
    some = [sentence("One four.", (0, 19)), sentence("Five six.", (20, 35))]
    found = assembled(some, Form.BULLETS)
    assert found.text == "- One four.\n- Five six."
    assert [one.start for one in found.sentences] == [2, 14]
    assert assembled(some[:1], Form.TITLE).text == "One four"
    assert assembled([], Form.BULLETS).text == ""


def test_what_stands_between_sentences():
    def joined(*texts):
        return assembled([sentence(text) for text in texts]).text

    assert joined("你好。", "世界很大。") == "你好。世界很大。"
    assert joined("你好。", "Hello.") == "你好。 Hello."
    assert joined("No stop", "Next.") == "No stop\nNext."
    assert joined("“Quoted.”", "Next.") == "“Quoted.” Next."


def test_half_of_the_document_is_half_covered():
    assert assembled([sentence("x", (0, 19)), sentence("y", (5, 36))]).covered == 7 / 12
    assert assembled([sentence("x", (0, 66))]).covered == 1.0
    assert assembled([], text="", read=0).covered == 0.0
