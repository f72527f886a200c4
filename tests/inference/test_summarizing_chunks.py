from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.summarizing.chunks import Chunks
from models.summarizing.structure import sentences_of
from tests.inference.any_text import texts

AROUND = 2


def count(text):
    """A piece for every four letters of a word, and two around."""
    return AROUND + sum(-(-len(word) // 4) for word in text.split())


def chunks(text, limit):
    return Chunks.of(text, sentences_of(text), count, limit)


def words(number, length):
    return " ".join(f"w{number}x{at}" for at in range(length))


def document(*sections):
    """Sections of paragraphs of sentences, each sentence of so many words."""
    found = []
    for number, section in enumerate(sections):
        found.append(f"# Section {number}")
        for paragraph in section:
            found.append(" ".join(f"S{words(number, length)}." for length in paragraph))
    return "\n\n".join(found)


@settings(max_examples=150, deadline=None)
@given(texts(), st.integers(8, 60))
def test_parts_hold_every_sentence_once_and_fit(text, limit):
    found = chunks(text, limit)
    parts = found.parts()
    assert [unit for part in parts for unit in part.units] == list(found.units)
    assert sum(part.words for part in parts) == sum(one.words for one in found.sentences)
    for part in parts:
        assert count(text[part.start : part.end]) <= limit or len(part.units) == 1
    for number, sentence in enumerate(found.sentences):
        own = [unit for unit in found.units if unit.sentence == number]
        assert own[0].start == sentence.start
        assert own[-1].end == sentence.end
        for before, after in pairwise(own):
            assert not text[before.end : after.start].strip()


def test_a_text_that_fits_is_one_part():
    text = document([[5, 6], [7]])
    (part,) = chunks(text, 200).parts()
    assert text[part.start : part.end] == text.removeprefix("# ")


def test_cuts_are_made_before_headings():
    text = document([[8, 8], [8]], [[8, 8], [8, 8]], [[8], [8, 8]], [[8, 8], [8]])
    for limit in (50, 60, 70):
        starts = [text[part.start :][:7] for part in chunks(text, limit).parts()]
        assert starts == ["Section"] * len(starts)
        assert len(starts) > 2


def test_cuts_are_made_between_paragraphs_rather_than_sentences():
    text = document([[4, 4, 4]] * 12)
    parts = chunks(text, 80).parts()
    paragraphs = [text[part.start - 2 : part.start] for part in parts[1:]]
    assert paragraphs == ["\n\n"] * len(paragraphs)
    assert len(parts) > 1


def test_a_heading_stays_with_what_follows():
    text = document(*([[[12]]] * 12))
    found = chunks(text, 60)
    for part in found.parts():
        assert not found.sentences[part.units[-1].sentence].heading


def test_parts_are_as_few_as_can_be_and_of_similar_size():
    text = " ".join(f"S{words(number, 9)}." for number in range(100))
    found = chunks(text, 200)
    sizes = [part.pieces for part in found.parts()]
    assert len(sizes) == -(-found.pieces // found.room)
    assert min(sizes) > 0.85 * max(sizes)


def test_an_endless_sentence_is_divided_at_words():
    text = "of " * 700
    found = chunks(text, 64)
    read = "".join(text[part.start : part.end] + " " for part in found.parts())
    assert read.split() == text.split()
    assert all(count(text[part.start : part.end]) <= 64 for part in found.parts())


@pytest.mark.parametrize("room", [10, 25])
def test_a_smaller_room_gives_more_parts(room):
    found = chunks(document([[8, 8], [8, 8, 8], [8]]), 500)
    assert all(part.pieces <= room or len(part.units) == 1 for part in found.parts(room))
    assert len(found.parts(room)) >= found.pieces / room
