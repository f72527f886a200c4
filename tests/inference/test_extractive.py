"""Summaries of the document's own sentences: lengths, forms, evidence, bad input, speed."""

import itertools
import random
import subprocess
import sys
import time
from statistics import median

import pytest

from models.decoding import Stopped
from models.messages import Form, Length, Problem, Size
from models.summarizing.assembling import quoted
from models.summarizing.centrality import centrality
from models.summarizing.extractive import extract
from models.summarizing.lengths import words_wanted
from models.summarizing.structure import sentences_of
from models.summarizing.terms import terms_of
from tests.inference.random_documents import random_document
from tests.source_tree import ROOT

SUBJECTS = (
    "the old bridge", "a gauge below the dam", "the council of the town", "every second farmer",
    "the water office", "our oldest witness", "the report of last year", "a boat from upstream",
)  # fmt: skip
VERBS = ("measured", "carried", "reported", "lost", "repaired", "described", "expected", "saw")
OBJECTS = (
    "the height of the flood", "three of the meadows", "a wall of sand", "the broken gate",
    "the rain in the hills", "the road to the mill", "more mud than water", "the first warning",
)  # fmt: skip
ENDS = ("", " in the night", " before anybody had gone to bed", ", as the papers say")


def document(sentences, seed=1):
    """A text of different sentences of different lengths, five to a paragraph."""
    chance = random.Random(seed)
    made = []
    for number in range(sentences):
        parts = [
            f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)}"
            for _ in range(chance.randint(1, 3))
        ]
        sentence = f"On day {number} " + ", and ".join(parts) + chance.choice(ENDS) + "."
        made.append(sentence + ("\n\n" if number % 5 == 4 else " "))
    return "".join(made)


def summary(text, length=None, form=Form.SENTENCES):
    found = extract(text, sentences_of(text), length or Length(), form, lambda: False)
    assert_is_of(text, found)
    return found


def assert_is_of(text, found):
    """Every sentence is one of the document, in order, and its own evidence."""
    spans = {(span.start, span.end) for span in found.document}
    for one in found.sentences:
        (evidence,) = one.evidence
        assert (evidence.start, evidence.end) in spans
        assert evidence.weight == 1.0
        source = quoted(text[evidence.start : evidence.end])
        assert one.text == source or one.text + source[-1] == source  # a title has no full stop
        assert found.text[one.start : one.start + len(one.text)] == one.text
        assert one.unfounded == ()
    starts = [one.evidence[0].start for one in found.sentences]
    assert starts == sorted(set(starts))
    assert 0 <= found.covered <= 1
    assert found.extractive and found.read == found.words


@pytest.mark.parametrize("sentences", [12, 40, 300])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_length_is_kept_from_three_sentences_to_half_the_document(sentences, seed):
    text = document(sentences, seed)
    parts = sentences_of(text)
    least = round(3 * median(one.words for one in parts))
    most = sum(one.words for one in parts) // 2
    for wanted in {least, (2 * least + most) // 3, (least + most) // 2, most}:
        got = summary(text, Length(words=wanted)).got
        assert 0.75 * wanted <= got <= 1.25 * wanted, (wanted, got)


@pytest.mark.parametrize("wanted", [1, 5, 12])
def test_of_long_sentences_there_is_at_least_one(wanted):
    text = "The river rose in the night and " * 3 + "nobody in the town was hurt by it. "
    text += "The council of the town repaired the bridge before the winter came to the hills."
    assert len(summary(text, Length(words=wanted)).sentences) == 1


def test_sizes_grow_and_their_share_falls():
    shares = []
    for sentences in (10, 60, 600, 3000):
        text = document(sentences)
        parts = sentences_of(text)
        words = sum(one.words for one in parts)
        wanted = [
            words_wanted(Length(size), Form.SENTENCES, words, parts)
            for size in (Size.SHORT, Size.MEDIUM, Size.LONG)
        ]
        assert wanted == sorted(set(wanted))
        shares.append(wanted[1] / words)
    assert shares == sorted(shares, reverse=True)
    assert shares[0] <= 0.5 and shares[-1] < 0.02


def test_a_size_is_what_comes_out():
    text = document(400)
    for size in Size:
        found = summary(text, Length(size))
        assert 0.75 * found.asked <= found.got <= 1.25 * found.asked


@pytest.mark.parametrize(
    "text",
    [
        "Cats sleep all day. Dogs need water and dogs need food. Dogs drink water. Birds sing "
        "loudly. Dogs eat their food. A red car stopped there.",
        "Кошки спят весь день. Собакам нужна вода и нужна еда. Собаки пьют воду. Птицы громко "
        "поют. Собака ест еду. Красная машина стояла там.",
        "猫整天都在睡觉。狗需要喝水，狗也需要食物。狗每天喝水。鸟儿大声唱歌。狗吃食物。红车停了。",
        "القطط تنام طوال اليوم. الكلاب تحتاج الماء والكلاب تحتاج الطعام. الكلاب تشرب الماء. "
        "الطيور تغني. الكلاب تأكل الطعام. توقفت سيارة حمراء هناك.",
    ],
)
def test_the_central_sentences_are_those_that_others_are_like(text):
    parts = sentences_of(text)
    terms = terms_of([text[one.start : one.end] for one in parts], lambda: False)
    order = centrality(terms, lambda: False).argsort()
    assert set(order[-3:]) == {1, 2, 4}


def test_what_was_said_is_not_said_again():
    said = "The council of the town repaired the old bridge before the flood."
    again = "The council of the town repaired the old bridge before the flood!"
    text = f"{said} {document(6)} {said}\n\n{again} {document(6, seed=5)} {said}"
    found = summary(text, Length(words=100))
    assert sum(one.text.startswith(said[:-1]) for one in found.sentences) <= 1


def test_sentences_that_differ_little_still_make_a_summary():
    text = " ".join(f"The gauge at the old bridge showed {n} cm at noon." for n in range(400))
    found = summary(text, Length(words=200))
    assert 150 <= found.got <= 250


def test_a_document_of_one_sentence_over_and_over():
    assert summary("Nothing new. " * 500).text == "Nothing new."


def test_bullets_are_lines():
    found = summary(document(30), Length(Size.SHORT), Form.BULLETS)
    assert found.text == "\n".join(f"- {one.text}" for one in found.sentences)
    assert len(found.sentences) > 2


def test_wrapped_sentences_are_quoted_on_one_line():
    text = (
        "The river had risen in the night, and when the first of the farmers came\n"
        "down to the meadows, the old bridge was no longer where it had been for\n"
        "so many years.\n"
    )
    assert summary(text, form=Form.BULLETS).text == "- " + " ".join(text.split())


def test_sentences_in_chinese_have_no_blanks_between_them():
    text = "河水昨夜上涨了很多米。村里的人都到山上去了。桥被水冲走了一半。"
    assert summary(text, Length(words=100)).text == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# The flood of Orrin\n\n{document(20)}", "The flood of Orrin"),
        (f"The flood of Orrin\n\n{document(20)}", "The flood of Orrin"),
        ("The bridge fell.", "The bridge fell"),
        ("Was it the bridge?", "Was it the bridge?"),
        ("It was built in the U.S.", "It was built in the U.S."),
    ],
)
def test_a_title_is_one_line_without_a_full_stop(text, title):
    assert summary(text, form=Form.TITLE).text == title


def test_without_a_heading_the_title_is_a_short_sentence():
    found = summary(document(40), form=Form.TITLE)
    assert len(found.sentences) == 1
    assert found.got <= 20


def test_a_number_of_words_is_not_for_a_title():
    text = document(40)
    assert summary(text, Length(words=1000), Form.TITLE) == summary(text, form=Form.TITLE)


def test_coverage_counts_the_words_of_what_is_quoted():
    text = "One two three four five.\n\nSix seven eight nine ten.\n"
    assert summary(text, Length(words=5)).covered == 0.5
    assert summary(text, Length(words=10)).covered == 1.0


@pytest.mark.parametrize("text", ["", " \n\t ", "--- * ---", "😀😀", "\ud800\x00"])
def test_a_text_without_words_is_one_sentence_of_fault(text):
    with pytest.raises(Problem, match="no words"):
        summary(text)


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "word " * 3000,
        "\n".join("\t".join(str(row * column) for column in range(9)) for row in range(80)),
        "字" * 5000,
        "The river rose. Река поднялась. 河水上涨了。 النهر ارتفع. " * 3,
        "- milk\n- bread\n- butter\n",
        "a" * 20_000,
        "\n\n".join(f"# Title {number}" for number in range(50)),
    ],
)
def test_whatever_has_a_word_has_a_summary(text):
    found = summary(text)
    assert found.text.strip()
    assert found.got <= max(1.25 * found.asked, 60)


def test_the_same_document_has_the_same_summary():
    text = document(200)
    assert summary(text) == summary(text)


def test_it_stops_when_cancelled():
    text = document(200)
    parts = sentences_of(text)
    for looks in (0, 1, 5):
        answers = itertools.chain([False] * looks, itertools.repeat(True))
        with pytest.raises(Stopped):
            extract(text, parts, Length(), Form.SENTENCES, lambda: next(answers))  # noqa: B023


def test_a_hundred_thousand_words_take_less_than_five_seconds():
    text = document(7000)
    started = time.process_time()
    found = summary(text)
    assert time.process_time() - started < 5
    assert found.words > 100_000
    assert 0.75 * found.asked <= found.got <= 1.25 * found.asked


def test_five_megabytes_have_a_summary():
    text = (document(30_000, seed=2) * 3)[:5_000_000]
    found = summary(text)
    assert found.words > 700_000
    assert 0.75 * found.asked <= found.got <= 1.25 * found.asked


def test_it_needs_no_torch():
    code = (
        "import sys; from models.summarizing.extractive import extract; "
        "from models.summarizing.structure import sentences_of; "
        "from models.messages import Form, Length; t = 'One two. Three four.'; "
        "extract(t, sentences_of(t), Length(), Form.SENTENCES, lambda: False); "
        "print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_ten_thousand_random_documents():
    lengths = (Length(Size.SHORT), Length(), Length(Size.LONG), Length(words=7))
    forms = (Form.SENTENCES, Form.BULLETS, Form.TITLE)
    summarized = 0
    for number in range(10_000):
        text = random_document(number)
        length, form = lengths[number % len(lengths)], forms[number % len(forms)]
        try:
            found = summary(text, length, form)
        except Problem:
            assert not sentences_of(text)
            continue
        summarized += 1
        assert found.text.strip()
        if number % 100 == 0:
            assert found == summary(text, length, form)
    assert summarized > 7000
