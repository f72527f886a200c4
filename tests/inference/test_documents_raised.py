"""Raised and lowered numbers: never a digit of the number before them."""

import pytest

from models.documents import read_document
from tests.inference.document_files import book, word_body, word_run

LINKED = '<sup><a href="#n4">4</a></sup>'
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
LOWERED = '<w:rPr><w:vertAlign w:val="subscript"/></w:rPr>'


@pytest.fixture
def read(tmp_path):
    def write_and_read(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_document(path).text

    return write_and_read


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (f"It rained in 2013{LINKED}.", "It rained in 2013 [4]."),
        (f"It weighs 10{LINKED} tons.", "It weighs 10 [4] tons."),
        ('Of 10<a href="#n"><sup>4</sup></a> men', "Of 10 [4] men"),
        ('Of 10<sup class="footnote">4</sup> men', "Of 10 [4] men"),
        ('Of 10<a class="noteref" href="#n">12</a> men', "Of 10 [12] men"),
        ("Said<sup><a href='#c'>[7]</a></sup> twice", "Said [7] twice"),
        ("In 2014<sup>5</sup> and later.<sup>6</sup>", "In 2014 [5] and later. [6]"),
        ("The harvest<sup>2,3</sup> failed", "The harvest [2,3] failed"),
        ("磨坊<sup>3</sup>卖了", "磨坊 [3]卖了"),
        ("10<sup>6</sup> or 10<sup>−6</sup> m<sup>2</sup>", "10⁶ or 10⁻⁶ m²"),
        ("sin<sup>2</sup> x, (a + b)<sup>n</sup>", "sin² x, (a + b)ⁿ"),
        ("<sup>14</sup>C, Ca<sup>2+</sup> and CO<sub>2</sub>", "¹⁴C, Ca²⁺ and CO₂"),
        ("the 1<sup>st</sup> x<sub>max</sub>", "the 1st xmax"),
        ('<a href="#x">10<sup>6</sup> reasons</a>', "10⁶ reasons"),
    ],
)
def test_raised_signs_of_a_page(read, page, text):
    assert read("a.html", f"<html><body><p>{page}</p></body></html>") == text


def test_notes_of_a_book(read):
    space = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    sup = f'<a epub:type="noteref" {space} href="#n"><sup>4</sup></a>'
    plain = f'<a epub:type="noteref" {space} href="#n">5</a>'
    chapter = f"<p>It rained in 2013{sup} and 1998{plain}. 10<sup>6</sup> drops.</p>"
    assert read("a.epub", book([chapter])) == "It rained in 2013 [4] and 1998 [5]. 10⁶ drops."


def test_a_line_that_ends_within_a_raised_sign_is_whole(read):
    assert read("a.html", "<p>One<sup>2<p>Two</p></sup> three</p>") == "One2\n\nTwo\n\nthree"


def test_raised_signs_of_a_word_document(read):
    runs = [
        ("In 2013", ""),
        ("4", RAISED),
        (" the area was 10", ""),
        ("6", RAISED),
        (" m", ""),
        ("2", RAISED),
        (" of CO", ""),
        ("2", LOWERED),
        (" for the 1", ""),
        ("st", RAISED),
    ]
    body = "".join(word_run(text, properties) for text, properties in runs)
    assert (
        read("a.docx", word_body(f"<w:p>{body}</w:p>"))
        == "In 2013 [4] the area was 10⁶ m² of CO₂ for the 1st"
    )
