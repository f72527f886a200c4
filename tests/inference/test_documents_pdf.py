"""PDF: paragraphs over lines and pages, what stands on every page, and what has no text."""

import io
import logging
import time

import pytest
from pypdf import PdfReader, PdfWriter

from models.documents import ReadingCancelledError, read_document
from models.documents.lines import joined
from models.messages import Problem
from tests.inference.document_files import PARAGRAPHS, book, pdf, set_page

LONG = (
    "The old red house on the hill was sold yesterday to a family from the north, who had "
    "looked for one like it over many years and in many towns before they came here."
)
SECOND = "Nobody in the village had thought that it would ever find somebody who wanted it."


@pytest.fixture
def read(tmp_path):
    """Reads a PDF of these bytes."""

    def write_and_read(content, name="a.pdf"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_document(path)

    return write_and_read


def test_every_script_comes_back(read):
    document = read(pdf([set_page(PARAGRAPHS)]))
    assert document.text == "\n\n".join(PARAGRAPHS)
    assert (document.kind, document.notes) == ("pdf", ("1 page was read.",))


@pytest.mark.parametrize("width", [25, 40, 60, 80])
def test_lines_become_paragraphs(read, width):
    paragraphs = (LONG, SECOND, LONG)
    assert read(pdf([set_page(paragraphs, width)])).text == "\n\n".join(paragraphs)


def test_chinese_lines_are_joined_without_blanks(read):
    chinese = "老红房子昨天卖掉了，我们很高兴。" * 5
    assert read(pdf([set_page([chinese], 21)])).text == chinese


def test_a_paragraph_may_be_set_off_by_its_indent_alone(read):
    lines = [
        (90, 700, 11, "The first paragraph begins here and goes on for a while, as"),
        (72, 686, 11, "paragraphs do, until its last line fills the width to here."),
        (90, 672, 11, "The second one is set off by nothing but where it begins, as"),
        (72, 658, 11, "in most books."),
    ]
    first, second = read(pdf([lines])).text.split("\n\n")
    assert first.endswith("to here.")
    assert second.startswith("The second one")


def test_headings_and_lists_stand_alone(read):
    lines = [
        (72, 760, 18, "What the"),
        (72, 738, 18, "house was"),
        (72, 710, 11, "It was old and red and stood on the hill above the village,"),
        (72, 696, 11, "where the wind blew"),
        (72, 682, 11, "• cold in winter, and in autumn"),
        (72, 668, 11, "• warm in summer"),
    ]
    assert read(pdf([lines])).text == (
        "What the house was\n\nIt was old and red and stood on the hill above the village, "
        "where the wind blew\n\n- cold in winter, and in autumn\n- warm in summer"
    )


def test_a_paragraph_goes_on_over_the_end_of_a_page(read):
    pages = [
        set_page([SECOND, "It was sold to a"], head=["The house"], foot=["1"]),
        set_page(["family from the north.", SECOND], head=["The house"], foot=["2"]),
        set_page([SECOND], head=["The house"], foot=["3"]),
    ]
    assert read(pdf(pages)).text == "\n\n".join(
        (SECOND, "It was sold to a family from the north.", SECOND, SECOND)
    )


@pytest.mark.parametrize(
    "foot", ["{}", "Page {}", "- {} -", "Seite {} von 9", "{} / 9", "Annual report 2024 | {}"]
)
def test_numbers_of_pages_are_left_out(read, foot):
    pages = [set_page([LONG, SECOND], foot=[foot.format(n + 7)]) for n in range(4)]
    assert read(pdf(pages)).text == "\n\n".join((LONG, SECOND) * 4)


def test_a_sentence_that_begins_every_page_stays(read):
    pages = [set_page([LONG]) for _ in range(5)]
    assert read(pdf(pages)).text == "\n\n".join([LONG] * 5)
    pages = [set_page(PARAGRAPHS)] * 5
    assert read(pdf(pages)).text.split() == " ".join(PARAGRAPHS * 5).split()


def test_heads_that_change_with_the_chapter_are_known_by_the_page_number(read):
    heads = ["The house 11", "The house 12", "Those who bought 13", "The hill 14"]
    pages = [set_page([LONG], head=[head]) for head in heads]
    assert read(pdf(pages)).text == "\n\n".join([LONG] * 4)


def test_what_is_the_same_on_every_page_is_left_out(read):
    head, foot = ["Annual report 2024", "The house"], ["© The owners. All rights reserved."]
    pages = [set_page([LONG, f"Part {n}"], head=head, foot=foot) for n in (3, 9, 4, 7)]
    for page in pages:
        page[1] = (72, 799, 9, "The house")
    text = read(pdf(pages)).text
    assert text.split("\n\n") == [each for n in (3, 9, 4, 7) for each in (LONG, f"Part {n}")]


def test_numbers_that_do_not_count_pages_stay(read):
    pages = [set_page([LONG], foot=[f"Sum {n}"]) for n in (310, 44, 97, 12)]
    text = read(pdf(pages)).text
    assert all(f"Sum {n}" in text for n in (310, 44, 97, 12))


def test_what_stands_on_one_page_alone_stays(read):
    assert read(pdf([set_page([LONG], head=["Title"], foot=["1"])])).text.split("\n\n") == [
        "Title",
        LONG,
        "1",
    ]


@pytest.mark.parametrize(
    ("text", "line", "words", "whole"),
    [
        ("a trans-", "lation", (), "a translation"),
        ("a trans\xad", "lation", (), "a translation"),
        ("a well-", "known man", ("well-known",), "a well-known man"),
        ("a well-", "known man", ("well-known", "wellknown"), "a wellknown man"),
        ("Jean-", "Paul", (), "Jean-Paul"),
        ("1990-", "1995", (), "1990- 1995"),
        ("昨天", "卖掉了", (), "昨天卖掉了"),
        ("昨天", "in Beijing", (), "昨天 in Beijing"),
        ("한국어", "문장", (), "한국어 문장"),
        ("the end ", " of it", (), "the end of it"),
        ("", "of it", (), "of it"),
    ],
)
def test_broken_lines_are_put_together(text, line, words, whole):
    assert joined(text, line, frozenset(words)) == whole


def test_ligatures_are_letters(read):
    assert read(pdf([[(72, 700, 11, "The oﬃce ﬁrst ﬂoor")]])).text == "The office first floor"


def test_pages_without_text_are_told(read):
    pages = [set_page([LONG]), [], set_page([SECOND]), []]
    document = read(pdf(pages, pictures=True))
    assert document.notes == (
        "2 pages were read.",
        "2 of 4 pages have no text: they may be pictures.",
    )
    with pytest.raises(Problem, match="pictures of text"):
        read(pdf([[], []], pictures=True))


def _encrypted(password, algorithm="AES-256"):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([set_page([LONG])]))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_locked_file_says_so_and_one_that_opens_without_password_is_read(read, algorithm):
    with pytest.raises(Problem, match="password"):
        read(_encrypted("secret", algorithm))
    assert read(_encrypted("", algorithm)).text == LONG


def test_a_torn_file_is_read_as_far_as_it_can_be_or_refused(read):
    whole = pdf([set_page([LONG]) for _ in range(5)])
    for length in range(100, len(whole), 97):
        try:
            text = read(whole[:length]).text
        except Problem as problem:
            assert problem.hint
        else:
            assert text.startswith("The old red house")


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (b"/Count 3", b"/Count 999999999"),
        (b"/Kids [", b"/Kids [2 0 R "),
        (b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"),
        (b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 99 0 R"),
        (b"[0 0 595 842]", b"[" * 5000),
    ],
)
def test_what_leads_round_in_circles_ends(read, found, instead):
    data = pdf([set_page([LONG])] * 3)
    assert found in data
    try:
        assert read(data.replace(found, instead)).text.startswith("The old")
    except Problem as problem:
        assert "damaged" in problem.what


def test_reading_says_nothing_on_its_own(read, caplog, capfd):
    level = logging.getLogger("pypdf").level
    data = pdf([set_page([LONG])]).replace(b"startxref\n", b"startxref\n1")
    assert read(data).text == LONG
    assert (caplog.records, capfd.readouterr().err) == ([], "")
    assert logging.getLogger("pypdf").level == level


@pytest.mark.parametrize("make", ["pdf", "epub"])
def test_reading_can_be_stopped(tmp_path, make):
    path = tmp_path / "long"
    pages = [set_page([LONG])] * 50
    path.write_bytes(pdf(pages) if make == "pdf" else book([f"<p>{LONG}</p>"] * 50))
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(ReadingCancelledError):
        read_document(path, cancelled)
    assert len(asked) == 4


def test_long_files_are_read_in_a_few_seconds(read):
    paragraphs = [f"{LONG} Number {n}." for n in range(8)]
    pages = [set_page(paragraphs, 80, foot=[str(n)]) for n in range(100)]
    began = time.perf_counter()
    text = read(pdf(pages)).text
    assert time.perf_counter() - began < 15  # a second or two on an idle machine
    assert text == "\n\n".join(paragraphs * 100)
    began = time.perf_counter()
    text = read(book(["".join(f"<p>{each}</p>" for each in paragraphs * 5)] * 100)).text
    assert time.perf_counter() - began < 10
    assert text == "\n\n".join(paragraphs * 500)
