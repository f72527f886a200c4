"""Word, OpenDocument and EPUB: order, lists, tables, notes, changes, and what is refused."""

import io
import zipfile

import docx
import pytest

from models.documents import read_document
from models.messages import Problem
from tests.inference.document_files import (
    CONTAINER,
    PARAGRAPHS,
    W,
    book,
    open_body,
    packed,
    word_body,
    word_paragraph,
    word_run,
)


@pytest.fixture
def read(tmp_path):
    """Reads a file of this name with these contents."""

    def write_and_read(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return read_document(path)

    return write_and_read


def test_a_word_document_is_read_in_its_order(read):
    made = docx.Document()
    made.add_heading("The report", 0)
    made.add_heading("First part", 1)
    for each in PARAGRAPHS:
        made.add_paragraph(each)
    made.add_paragraph("one", style="List Bullet")
    made.add_paragraph("two", style="List Number")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Year", "Sum", "2020", "10 €"), strict=True):
        cell.text = text
    made.add_paragraph("After\tthe table.\nNext line.")
    file = io.BytesIO()
    made.save(file)
    document = read("a.docx", file.getvalue())
    assert (document.kind, document.notes) == ("docx", ())
    assert document.text == "\n\n".join(
        (
            "The report",
            "First part",
            *PARAGRAPHS,
            "- one\n- two",
            "Year\tSum\n2020\t10 €",
            "After\tthe table.\nNext line.",
        )
    )


def test_changes_are_read_as_accepted(read):
    body = (
        f"<w:p>{word_run('Kept ')}<w:del><w:r><w:delText>gone </w:delText></w:r></w:del>"
        f"<w:moveFrom>{word_run('moved ')}</w:moveFrom><w:ins>{word_run('new')}</w:ins></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        f"{word_run('Two paragraphs ')}</w:p>{word_paragraph('are one now.')}"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{word_paragraph('x')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{word_paragraph('y')}</w:tc></w:tr></w:tbl>"
    )
    assert (
        read("a.docx", word_body(body)).text == "Kept new\n\nTwo paragraphs are one now.\n\ny"
    )


def test_word_says_nothing_twice_and_nothing_hidden(read):
    box = f"<w:txbxContent>{word_paragraph('In a box.')}</w:txbxContent>"
    choice = f'<mc:AlternateContent xmlns:mc="{W}mc"><mc:Choice>{box}</mc:Choice>'
    body = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:instrText>PAGE"
        f"</w:instrText></w:r>{word_run('Host')}<w:r>{choice}<mc:Fallback>{box}</mc:Fallback>"
        f"</mc:AlternateContent></w:r>{word_run('x', '<w:rPr><w:vanish/></w:rPr>')}</w:p>"
        f"<w:sdt><w:sdtContent>{word_paragraph('Inside a control.')}</w:sdtContent></w:sdt>"
    )
    assert read("a.docx", word_body(body)).text == "In a box.\n\nHost\n\nInside a control."


def test_headings_and_lists_come_from_styles_too(read):
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/>'
        '</w:style><w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Liste"/>'
        '</w:style><w:style w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr>'
        '<w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    named = "<w:pPr><w:pStyle w:val='{}'/>{}</w:pPr>".format
    nested = "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr>"
    body = (
        word_paragraph("Title", named("berschrift1", nested))
        + word_paragraph("one", named("Own", ""))
        + word_paragraph("in one", named("Own", nested))
        + word_paragraph("plain", named("Own", "<w:numPr><w:numId w:val='0'/></w:numPr>"))
    )
    text = read("a.docx", word_body(body, styles=styles)).text
    assert text == "Title\n\n- one\n  - in one\n\nplain"


def test_notes_of_a_word_document_stand_at_its_end(read):
    body = (
        f"<w:p>{word_run('First')}<w:r><w:footnoteReference w:id='2'/></w:r>"
        f"{word_run(' and last')}<w:r><w:endnoteReference w:id='2'/></w:r></w:p>"
        f"{word_paragraph('End.')}"
    )
    notes = (
        f'<w:{{0}}s xmlns:w="{W}"><w:{{0}} w:id="0" w:type="separator"/>'
        f'<w:{{0}} w:id="2">{word_paragraph("A {0}.")}</w:{{0}}></w:{{0}}s>'
    )
    data = word_body(body, footnotes=notes.format("footnote"), endnotes=notes.format("endnote"))
    assert read("a.docx", data).text == (
        "First[1] and last[2]\n\nEnd.\n\n[1] A footnote.\n\n[2] A endnote."
    )


def test_an_open_document_is_read_in_its_order(read):
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        "<text:h>Title</text:h><text:p>Two<text:s text:c='2'/>blanks,<text:tab/>a tab"
        "<text:line-break/>a <text:span>line</text:span>."
        "<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>The note.</text:p></text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>in "
        "one</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        "<office:annotation><text:p>comment</text:p></office:annotation><text:p>End.</text:p>"
    )
    document = read("a.odt", open_body(body))
    assert document.kind == "odt"
    assert document.text == (
        "Title\n\nTwo  blanks,\ta tab\na line.[1]\n\n- one\n  - in one\n\na\tb\n\nEnd.\n\n"
        "[1] The note."
    )


def test_chapters_come_in_reading_order_under_their_titles(read):
    contents = (
        "<ncx><navMap><navPoint><navLabel><text>The start</text></navLabel>"
        '<content src="text/c%200.xhtml#top"/></navPoint><navPoint>'
        "<navLabel><text>Unused</text></navLabel>"
        '<content src="text/c%201.xhtml"/></navPoint></navMap></ncx>'
    )
    chapters = ["<p>It&nbsp;began.</p>", "<h1>Two</h1><script/><p>It <b/>ended &lt;.</p>"]
    document = read("a.epub", book(chapters, contents))
    assert (document.kind, document.notes) == ("epub", ())
    assert document.text == "The start\n\nIt\xa0began.\n\nTwo\n\nIt ended <."


def test_a_book_with_a_missing_chapter_is_read_with_a_note(read):
    data = book(["<p>One.</p>", "<p>Two.</p>"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts["OPS/text/c 0.xhtml"]
    document = read("a.epub", packed(parts))
    assert document.text == "Two."
    assert document.notes == ("1 of 2 chapters could not be read.",)


def test_a_protected_book_says_so_and_scrambled_fonts_do_not_matter(read):
    xml = "<e><CipherData><CipherReference URI='{}'/></CipherData></e>".format
    with pytest.raises(Problem, match="copy-protected"):
        read("a.epub", book(["<p>x</p>"], encryption=xml("OPS/text/c%200.xhtml")))
    assert read("a.epub", book(["<p>x</p>"], encryption=xml("OPS/fonts/a.otf"))).text == "x"


def test_locked_packages_say_so(read):
    with pytest.raises(Problem, match="password"):
        read("a.odt", open_body("", **{"META-INF_manifest": "<m><encryption-data/></m>"}))
    data = bytearray(word_body(word_paragraph("x")))
    data[6] |= 1  # the mark of an encrypted entry, here and in the directory at the end
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Problem, match="password"):
        read("a.docx", bytes(data))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("cut.docx", word_body(word_paragraph("x"))[:-40], "damaged"),
        ("cut.epub", book(["<p>x</p>"])[:200], "damaged"),
        ("bad.docx", word_body("<w:p>"), "damaged"),
        ("no.epub", packed({"META-INF/container.xml": CONTAINER}), "damaged"),
        ("what.docx", packed({"a.txt": "x"}), "damaged"),
        ("what.zip", packed({"a.txt": "x"}), "archive"),
        ("empty.docx", word_body(""), "no text"),
        ("sheet.ods", packed({"content.xml": "<office><spreadsheet/></office>"}), "table"),
    ],
)
def test_damaged_packages_are_one_sentence(read, name, data, said):
    with pytest.raises(Problem, match=said) as caught:
        read(name, data)
    assert name in caught.value.what
    assert caught.value.hint


def test_what_unpacks_to_far_too_much_is_refused(read):
    bomb = word_body("<w:p><w:r><w:t>" + "0" * 60_000_000 + "</w:t></w:r></w:p>")
    assert len(bomb) < 100_000
    with pytest.raises(Problem, match="far more"):
        read("bomb.docx", bomb)


def test_entities_neither_grow_nor_fetch(read, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    kind = f'<!DOCTYPE d [<!ENTITY e0 "lol"><!ENTITY f SYSTEM "{secret.as_uri()}">{entities}]>'
    xml = "<w:body><w:p><w:r><w:t>a &e8; b &f; c</w:t></w:r></w:p></w:body></w:document>"
    data = packed({"word/document.xml": f'{kind}<w:document xmlns:w="{W}">{xml}'})
    with pytest.raises(Problem, match="damaged"):
        read("a.docx", data)
    outside = f'<!DOCTYPE d [<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY e "in">]>'
    xml = "<w:body><w:p><w:r><w:t>a &e; b &f; c</w:t></w:r></w:p></w:body></w:document>"
    data = packed({"word/document.xml": f'{outside}<w:document xmlns:w="{W}">{xml}'})
    assert read("a.docx", data).text.split() == ["a", "b", "c"]
    page = f'<?xml version="1.0"?>{kind}<html><body><p>a &e8; b &f; c</p></body></html>'
    text = read("a.epub", _book_of(page)).text
    assert "lol" not in text
    assert "secret" not in text


def _book_of(page):
    """An .epub whose only chapter is this file."""
    with zipfile.ZipFile(io.BytesIO(book(["<p>x</p>"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, "OPS/text/c 0.xhtml": page})


def test_names_in_archives_lead_nowhere(read, tmp_path):
    (tmp_path / "outside.xhtml").write_text("<p>secret</p>", "utf-8")
    opf = (
        "<package><manifest><item id='c' href='../../outside.xhtml' media-type='text/html'/>"
        "<item id='d' href='c.xhtml' media-type='text/html'/></manifest>"
        "<spine><itemref idref='c'/><itemref idref='d'/></spine></package>"
    )
    parts = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": opf,
        "OPS/c.xhtml": "<p>in</p>",
    }
    assert read("a.epub", packed(parts)).text == "in"
