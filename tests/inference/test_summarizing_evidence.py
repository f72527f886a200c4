"""A planted fact is found again: evidence points to it through several levels."""

import random

import pytest

from models.engine import Engine
from models.library import Library
from models.messages import Length, Summarize, SummaryDone
from models.summarizing import evidence
from tests.inference.copying import MARK, NOTHING, sentence, write_copying
from tests.inference.running import MEMORY, events

LIMIT = 64  # pieces; a sentence has about seven
DOCUMENTS, SENTENCES = 40, 40
FEW_WORDS = Length(words=7)


@pytest.fixture(scope="module")
def copying(tmp_path_factory):
    """An engine that knows the checkpoint that copies."""
    folder = tmp_path_factory.mktemp("library")
    write_copying(folder / "copying", LIMIT)
    return Engine(Library(folder), MEMORY)


def planted(seed, sentences=SENTENCES):
    """Sentences of a document, and the number of the marked one."""
    chance = random.Random(seed)
    found = [sentence(chance) for _ in range(sentences)]
    at = chance.randrange(sentences)
    return [*found[:at], f"{MARK} {found[at]}", *found[at + 1 :]], at


def summary(engine, text, **options):
    request = Summarize(1, text, "copying", **options)
    return next(e.summary for e in events(engine, request) if isinstance(e, SummaryDone))


def strongest(engine, seed):
    """The summary of a document with a planted fact; the sentence found, and the right one."""
    sentences, at = planted(seed)
    text = " ".join(sentences)
    found = summary(engine, text, length=FEW_WORDS)
    marked = [one for one in found.sentences if one.text.startswith(MARK)]
    best = marked[0].evidence[0] if marked and marked[0].evidence else None
    return found, best and text[best.start : best.end], sentences[at]


@pytest.mark.parametrize(
    ("word_share", "documents"), [(evidence.WORD_SHARE, DOCUMENTS), (0.0, DOCUMENTS // 2)]
)
def test_evidence_points_to_a_planted_fact_through_two_reductions(
    copying, monkeypatch, word_share, documents
):
    monkeypatch.setattr(evidence, "WORD_SHARE", word_share)
    right = 0
    for seed in range(documents):
        found, best, expected = strongest(copying, seed)
        assert found.levels >= 3
        assert found.read == found.words
        right += best == expected
    assert right >= 0.95 * documents


def test_evidence_keeps_its_promises(copying):
    for seed in range(10):
        sentences, _ = planted(seed)
        text = "\n\n".join(sentences)
        found = summary(copying, text)
        borders = {(one.start, one.end) for one in found.document}
        assert {text[start:end] for start, end in borders} == set(sentences)
        for one in found.sentences:
            weights = [source.weight for source in one.evidence]
            assert weights == sorted(weights, reverse=True)
            assert sum(weights) <= 1
            assert len(weights) <= 8
            assert all((source.start, source.end) in borders for source in one.evidence)
            assert found.text[one.start :].startswith(one.text)


def test_a_copied_sentence_rests_on_one(copying):
    sentences, at = planted(3, sentences=7)
    text = " ".join(sentences)
    (one,) = summary(copying, text, length=FEW_WORDS).sentences[:1]
    assert one.text == sentences[at]
    assert one.evidence[0].weight > 0.8


def test_nothing_is_said_of_a_text_without_a_mark(copying):
    text = " ".join(planted(5)[0]).replace(f"{MARK} ", "")
    assert summary(copying, text, length=FEW_WORDS).text.startswith(NOTHING)


def test_the_only_sentence_is_the_evidence(copying):
    text = f"{MARK} Anna babo gelu nimi."
    (one,) = summary(copying, text).sentences
    assert [(e.start, e.end, e.weight) for e in one.evidence] == [(0, len(text), 1.0)]
