"""Text, web pages and subtitles from files, and one sentence for what cannot be read."""

import subprocess
import sys

import pytest

from models.documents import decode, read_document
from models.messages import Problem
from tests.inference.document_files import PARAGRAPHS, html_page, pdf
from tests.source_tree import ROOT

TEXT = "Größe: 10 €, “naïve” façade\r\nŁódź 😀\n"


@pytest.fixture
def read(tmp_path):
    """Reads a file of this name with these contents."""

    def write_and_read(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_document(path)

    return write_and_read


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_files_of_every_kind_are_read(read, encoding):
    assert read("a.txt", TEXT.encode(encoding)).text == TEXT


def test_old_western_files_are_read():
    for text, encoding in (("Größe, façade", "latin-1"), ("“naïve” – 10 €", "cp1252")):
        assert decode(text.encode(encoding), "a").text == text


def test_what_is_no_text_is_refused_by_name():
    with pytest.raises(Problem, match=r"photo\.jpg"):
        decode(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" * 50, "photo.jpg")


@pytest.mark.parametrize(("name", "kind"), [("a.txt", "text"), ("a.md", "markdown")])
def test_text_and_markdown_stay_as_they_are(read, name, kind):
    text = "# Title\r\n\r\n* one\n\t* two  \n\n<html> is a word here\n"
    document = read(name, text)
    assert (document.text, document.kind, document.name) == (text, kind, name)


def test_a_text_in_a_file_of_any_other_name_is_read(read):
    assert read("notes.log", "One line.").kind == "text"
    assert read("noending", TEXT).text == TEXT


def test_a_page_is_known_by_what_it_says(read):
    assert read("page.txt", html_page(PARAGRAPHS)).kind == "html"
    assert read("page.htm", "<p>One</p><p>Two").text == "One\n\nTwo"


def test_the_blocks_of_a_page_are_told_apart(read):
    page = """<html><head><title>Site</title><style>p {}</style></head><body>
    <h1>The <i>old</i>
      house</h1><p>Sold&nbsp;for 5&thinsp;&euro; &amp; gone.<br>Yes.</p>
    <script>document.write("x < y")</script><!-- not this -->
    <ul><li>one<ul><li>in one</li></ul></li><li><p>two</p><p>still two</p></li></ul>
    <ol><li>first</li></ol>
    <table><tr><th>Year</th><th>Sum</th></tr><tr><td>2020</td><td><p>1</p> <p>a</p></td></tr>
    </table><pre>a = 1
      b = 2</pre><p hidden>unseen</p><p style="display: none">unseen</p></body></html>"""
    assert read("a.html", page).text == (
        "The old house\n\nSold\xa0for 5\u2009€ & gone.\nYes.\n\n- one\n  - in one\n- two\n\n"
        "still two\n\n- first\n\nYear\tSum\n2020\t1 a\n\na = 1\n      b = 2"
    )


@pytest.mark.parametrize("main", ["main", "article", 'div role="main"'])
def test_what_stands_around_the_main_part_is_left_out(read, main):
    tag = main.split()[0]
    page = (
        "<body><header>Our site</header><nav><a>Home</a></nav>"
        f"<{main}><h1>Title</h1><p>What it is about.</p></{tag}><footer>Imprint</footer>"
    )
    assert read("a.html", page).text == "Title\n\nWhat it is about."


def test_teasers_and_comments_are_not_the_article(read):
    article = "<article><h1>Bridge</h1><p>It opens again after the storm of May.</p></article>"
    teaser = "<aside><article><h3>Cup final</h3><p>Read more</p></article></aside>"
    comment = "<section><article><p>Great news!</p></article></section>"
    page = f"<body>{teaser}{article}{comment}</body>"
    assert read("a.html", page).text == "Bridge\n\nIt opens again after the storm of May."


def test_a_small_article_does_not_hide_the_rest_of_a_page(read):
    page = "<body><p>" + "A long text. " * 20 + "</p><article>A comment</article></body>"
    text = read("a.html", page).text
    assert text.startswith("A long text.")
    assert text.endswith("A comment")


def test_a_table_for_the_layout_is_no_row(read):
    page = (
        "<table><tr><td><h2>Left</h2><p>a</p></td><td><table><tr><td>1</td><td>2</td></tr>"
        "<tr><td></td><td>4</td></tr></table></td></tr></table>"
    )
    assert read("a.html", page).text == "Left\n\na\n\n1\t2\n\t4"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="shift_jis">', "shift_jis"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb2312"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="nonsense">', "utf-8"),
        ('<meta charset="utf-8">', "utf-16"),
    ],
)
def test_a_page_says_its_encoding(read, head, encoding):
    said = "“quoted”" if encoding == "cp1252" else "大学老家"
    page = f"<html><head>{head}</head><body><p>{said}</p></body></html>"
    assert read("a.html", page.encode(encoding)).text == said


def test_a_very_deep_page_is_read(read):
    page = "<div>" * 5000 + "<p>Deep down.</p>" + "</div>" * 5000 + "And after it."
    assert read("a.html", page).text == "Deep down.\n\nAnd after it."


SRT = """1
00:00:01,000 --> 00:00:02,500
<i>The old house</i>
was sold

2
00:00:02,600 --> 00:00:04,000
{\\an8}for 10 < 20.
It was red.

3
00:00:09,000 --> 00:00:10,000
- Yes?
- No.
"""


def test_cues_become_sentences(read):
    document = read("film.srt", SRT.replace("\n", "\r\n"))
    assert document.kind == "subtitles"
    assert document.text == (
        "The old house was sold for 10 < 20. It was red.\n\n- Yes?\n\n- No."
    )


def test_what_is_said_twice_is_read_twice(read):
    cue = "{}\n00:00:0{},000 --> 00:00:0{},500\nNo.\n\n".format
    assert read("film.srt", cue(1, 1, 1) + cue(2, 2, 2)).text == "No. No."


def test_web_subtitles_lose_their_notes_and_what_rolls(read):
    text = """WEBVTT - a film

NOTE never said

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start
<v Ann>Where <00:01.500>is &amp; was

00:02.000 --> 00:03.000
is &amp; was it?

NOTE nor this

00:03.000 --> 00:04.000
是 他
的
"""
    text = text.replace("<v Ann>Where <00:01.500>is &amp; was", "Where\n<v Ann>is &amp; was")
    text = text.replace("is &amp; was it?", "is &amp; was\nit?")
    assert read("film.vtt", text).text == "Where is & was it? 是 他的"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "no text"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old office"),
        ("a.rtf", b"{\\rtf1 Hello}", "Rich Text"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a text file"),
        ("a.bin", bytes(range(1, 32)) * 40 + b"\xff\xfe", "not a text file"),
        ("a.docx", b"\x01\x02\xff\xfe" * 300, "damaged"),
        ("a.pdf", bytes(range(256)), "damaged"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_what_to_do(read, name, content, said):
    with pytest.raises(Problem, match=said) as caught:
        read(name, content)
    assert name in caught.value.what
    assert caught.value.hint.endswith(".") or caught.value.hint.endswith("?")


def test_an_office_file_with_a_password_is_named_so(read):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Problem, match="password"):
        read("a.docx", data)


def test_a_missing_file_and_a_folder_are_sentences(tmp_path):
    with pytest.raises(Problem, match="could not be read"):
        read_document(tmp_path / "gone.txt")
    with pytest.raises(Problem, match="is a folder"):
        read_document(tmp_path)


def test_very_large_files_are_refused(tmp_path):
    for name, size in (("a.txt", 20_000_001), ("a.pdf", 50_000_001)):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(b"%PDF-1.7" if name == "a.pdf" else b"word ")
            file.truncate(size)
        with pytest.raises(Problem, match="too large"):
            read_document(path)


def test_a_wrong_ending_does_not_matter(read):
    assert read("a.txt", pdf([[(72, 700, 11, "A page.")]])).kind == "pdf"
    assert read("a.pdf", "Only text.").text == "Only text."
    assert read("a.pdf", b"\r\n\r\n" + pdf([[(72, 700, 11, "A page.")]])).text == "A page."
    assert read("a.txt", "A file begins with %PDF-1.7.").kind == "text"


def test_importing_the_readers_loads_none_of_their_libraries():
    code = (
        "import models.documents, sys;"
        "libraries = ('chardet', 'lxml', 'pypdf', 'docx', 'torch', 'numpy');"
        "print([m for m in libraries if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
