"""Random texts come back word for word; random damage is a text or one sentence."""

import io
import random
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents import Document, read_document
from models.messages import Problem
from tests.inference.document_files import (
    PARAGRAPHS,
    book,
    html_body,
    html_page,
    open_text,
    packed,
    pdf,
    set_page,
    word_body,
    word_paragraph,
)

# All that may stand in XML, without what is no letter and is taken out.
LETTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\xad\ufeff\ufffe\uffff", codec="utf-8"
)
TEXTS = st.lists(
    st.text(LETTERS, min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=8
)


def written_by_docx(paragraphs):
    made = docx.Document()
    for number, each in enumerate(paragraphs):
        made.add_paragraph(each, style=("List Bullet", None, "Heading 2")[number % 3])
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


WRITERS = {
    "txt": lambda paragraphs: "\n\n".join(paragraphs).encode(),
    "html": lambda paragraphs: html_page(paragraphs).encode(),
    "odt": open_text,
    "epub": lambda paragraphs: book([html_body([each]) for each in paragraphs]),
    "docx": lambda paragraphs: word_body("".join(map(word_paragraph, paragraphs))),
}


@pytest.mark.parametrize("ending", WRITERS)
@settings(max_examples=60, deadline=None)
@given(paragraphs=TEXTS)
def test_every_word_comes_back_in_order(tmp_path_factory, ending, paragraphs):
    path = tmp_path_factory.getbasetemp() / f"words.{ending}"
    path.write_bytes(WRITERS[ending](paragraphs))
    assert read_document(path).text.split() == " ".join(paragraphs).split()


@settings(max_examples=15, deadline=None)
@given(paragraphs=TEXTS)
def test_every_word_of_a_document_with_lists_comes_back(tmp_path_factory, paragraphs):
    path = tmp_path_factory.getbasetemp() / "words.docx"
    path.write_bytes(written_by_docx(paragraphs))
    marked = [("- " if n % 3 == 0 else "") + each for n, each in enumerate(paragraphs)]
    assert read_document(path).text.split() == " ".join(marked).split()


def stored(data):
    """The same archive without compression, so that damage reaches what is in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts, zipfile.ZIP_STORED)


GOOD = {
    "a.txt": "\n\n".join(PARAGRAPHS).encode(),
    "a.html": html_page(PARAGRAPHS).encode(),
    "a.odt": open_text(PARAGRAPHS),
    "b.odt": stored(open_text(PARAGRAPHS)),
    "a.epub": book([html_body(PARAGRAPHS)] * 2),
    "b.epub": stored(book([html_body(PARAGRAPHS)] * 2)),
    "a.docx": word_body("".join(map(word_paragraph, PARAGRAPHS)), footnotes="<x/>"),
    "b.docx": stored(word_body("".join(map(word_paragraph, PARAGRAPHS)), styles="<x/>")),
    "a.pdf": pdf([set_page(PARAGRAPHS)] * 2, pictures=True),
    "a.srt": b"1\n00:00:01,000 --> 00:00:02,000\n<i>One</i>\n\n2\n00:00:03,000 --> 1:2\nTwo.\n",
    "a.vtt": b"WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\n<v A>One &amp; two\n",
}


@pytest.mark.parametrize("name", GOOD)
def test_damage_is_a_text_or_one_sentence(tmp_path, name):
    chance = random.Random(name)
    path = tmp_path / name
    for _ in range(200):
        path.write_bytes(damage(GOOD[name], chance))
        try:
            document = read_document(path)
        except Problem as problem:
            assert problem.what
            assert problem.hint
        else:
            assert isinstance(document, Document)
            assert document.text.strip()
            document.text.encode("utf-8")


def damage(data, chance):
    """Bytes changed, taken out or put in twice at a few places."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(changed))
        end = at + chance.choice((1, 1, 1, 4, 40))
        kind = chance.randrange(4)
        if kind == 0 and len(changed) > 50:
            del changed[at:end]
        elif kind == 1:
            changed[at:at] = changed[at:end]
        else:
            changed[at:end] = chance.randbytes(len(changed[at:end]))
    return bytes(changed)
