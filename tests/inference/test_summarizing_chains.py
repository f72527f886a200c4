"""Summaries with a translation before or after, by the checkpoints that come with it."""

import pytest

from models.engine import Engine
from models.library import Library
from models.messages import (
    Failed,
    Finished,
    Form,
    Length,
    Notice,
    Step,
    Summarize,
    SummaryDone,
    SummaryPart,
    Task,
)
from tests.inference.copying import MARK, write_copying
from tests.inference.running import MEMORY, events, failure

SENTENCES = (
    "The old bridge over the river was closed in 1998.",
    "The city council wants to open the bridge again next year.",
    "The work costs 12 million euros.",
    "Many people cross the river by boat every morning.",
    "The boats are old and slow.",
    "Engineers from Lisbon looked at the bridge last week.",
    "They found that the stones of the bridge are still strong.",
    "The bridge will be open to people and bicycles.",
    "Cars will have to use the road in the north of the city.",
)
TEXT = "# The bridge\n\n" + "  ".join(SENTENCES[:5]) + "\n\n\n" + "\n".join(SENTENCES[5:])
TO_PORTUGUESE = Step("starter-en-pt", Task("en", "pt"))
TO_ENGLISH = Step("starter-pt-en", Task("pt", "en"))


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    write_copying(folder / "copying", 128)
    return Engine(Library(folder), MEMORY)


def summary(engine, request):
    found = events(engine, request)
    assert isinstance(found[-1], Finished), found[-1]
    assert isinstance(found[-2], SummaryDone)
    return found[-2].summary


def quotes(found, text):
    """The evidence of each sentence, in the document's own words."""
    borders = {(span.start, span.end) for span in found.document}
    for one in found.sentences:
        assert one.evidence
        assert all((source.start, source.end) in borders for source in one.evidence)
        assert found.text[one.start :].startswith(one.text)
    return [text[one.evidence[0].start : one.evidence[0].end] for one in found.sentences]


def test_a_translated_summary_keeps_its_evidence(engine):
    plain = summary(engine, Summarize(1, TEXT, length=Length(words=30)))
    found = summary(engine, Summarize(2, TEXT, length=Length(words=30), after=TO_PORTUGUESE))
    assert quotes(found, TEXT) == quotes(plain, TEXT)
    assert [one.evidence for one in found.sentences] == [
        one.evidence for one in plain.sentences
    ]
    assert "ponte" in found.text
    assert "bridge" not in found.text
    assert (found.document, found.words, found.read) == (
        plain.document,
        plain.words,
        plain.words,
    )
    assert found.extractive


def test_the_summary_of_a_translation_points_into_the_document(engine):
    request = Summarize(3, TEXT, length=Length(words=30), before=TO_PORTUGUESE)
    found = summary(engine, request)
    assert "ponte" in found.text
    assert set(quotes(found, TEXT)) <= {"The bridge", *SENTENCES}
    assert found.read == found.words == summary(engine, Summarize(4, TEXT)).words
    assert 0 < found.covered < 1
    for one, quote in zip(found.sentences, quotes(found, TEXT), strict=True):
        (numbers,) = ({c for c in text if c.isdigit()} for text in (one.text,))
        assert numbers <= set(quote)


def test_there_and_back(engine):
    request = Summarize(
        5, TEXT, length=Length(words=30), before=TO_PORTUGUESE, after=TO_ENGLISH
    )
    found = summary(engine, request)
    assert "bridge" in found.text
    for one, quote in zip(found.sentences, quotes(found, TEXT), strict=True):
        common = set(one.text.lower().split()) & set(quote.lower().split())
        assert len(common) >= 2, (one.text, quote)


def test_bullets_stay_bullets(engine):
    found = summary(
        engine,
        Summarize(6, TEXT, form=Form.BULLETS, length=Length(words=30), after=TO_PORTUGUESE),
    )
    lines = found.text.split("\n")
    assert len(lines) == len(found.sentences) > 1
    assert all(line.startswith("- ") for line in lines)


def test_an_abstractive_summary_of_a_translation(engine):
    text = f"O gato dorme. Boris babo gelu nimi. {MARK} Anna babo gelu nimi. A casa é velha."
    found = summary(
        engine,
        Summarize(7, text, "copying", length=Length(words=6), before=TO_ENGLISH),
    )
    assert not found.extractive
    assert found.read == found.words
    quotes(found, text)


def test_progress_of_a_chain_never_falls(engine):
    text = "\n\n".join(f"{sentence} {at} times." for at in range(25) for sentence in SENTENCES)
    shares = [
        event.done / event.total
        for event in events(engine, Summarize(8, text, "copying", before=TO_PORTUGUESE))
        if isinstance(event, SummaryPart)
    ]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_the_language_is_said_before_the_work(engine):
    text = "Die alte Brücke über den Fluss wurde vor vielen Jahren geschlossen. " * 3
    found = events(engine, Summarize(9, text, before=TO_PORTUGUESE))
    (said,) = [event for event in found if isinstance(event, Notice)]
    assert "German" in said.what
    rest = found[found.index(said) :]
    assert [type(event) for event in rest if not isinstance(event, SummaryPart)] == [
        Notice,
        SummaryDone,
        Finished,
    ]


def test_the_language_is_said_for_a_translation_of_the_documents_sentences(engine):
    text = "Die alte Brücke über den Fluss wurde vor vielen Jahren geschlossen. " * 3
    found = events(engine, Summarize(11, text, after=TO_PORTUGUESE))
    (said,) = [event for event in found if isinstance(event, Notice)]
    assert "German" in said.what


def test_steps_must_meet(engine):
    wrong = Step("starter-en-pt", Task("en", "pt"))
    found = failure(engine, Summarize(10, TEXT, before=TO_PORTUGUESE, after=wrong))
    assert isinstance(found, Failed)
    assert found.usage
    assert "does not read" in found.what
