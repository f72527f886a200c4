"""Writes small documents of every format, byte by byte where no library is needed."""

import io
import zipfile
import zlib
from html import escape

PARAGRAPHS = (
    "Größe und Übermut, naïve façade: 10 € für Łódź.",
    "老红房子昨天卖掉了。我们很高兴。",
    "بيع المنزل الأحمر القديم أمس.",
    "Flags 🇵🇹 and families 👩‍👩‍👧 and x < y & z > w.",
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)


def packed(parts, compression=zipfile.ZIP_DEFLATED):
    """A zip archive with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def html_body(paragraphs):
    return "".join(f"<p>{escape(each)}</p>\n" for each in paragraphs)


def html_page(paragraphs):
    head = "<!DOCTYPE html><html><head><title>x</title></head>"
    return f"{head}<body>{html_body(paragraphs)}</body></html>"


def word_body(body, **parts):
    """A .docx of this body; `parts` are further files of its folder."""
    xml = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    more = {f"word/{name}.xml": text for name, text in parts.items()}
    return packed({"word/document.xml": xml, **more})


def word_run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def word_paragraph(text, properties=""):
    return f"<w:p>{properties}{word_run(text)}</w:p>"


def open_body(body, **parts):
    """An .odt of this body."""
    spaces = " ".join(
        f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "draw")
    )
    xml = (
        f"<office:document-content {spaces}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    more = {name.replace("_", "/") + ".xml": text for name, text in parts.items()}
    return packed({"mimetype": mimetype, "content.xml": xml, **more})


def open_text(paragraphs):
    return open_body("".join(f"<text:p>{escape(each)}</text:p>" for each in paragraphs))


def book(chapters, contents="", **parts):
    """An .epub of these bodies of chapters."""
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    toc = '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    opf = f"<package><manifest>{items}{toc}</manifest><spine>{spine}</spine></package>"
    pages = {
        f"OPS/text/c {n}.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        f"<body>{body}</body></html>"
        for n, body in enumerate(chapters)
    }
    more = {f"META-INF/{name}.xml": text for name, text in parts.items()}
    table = {"OPS/toc.ncx": contents} if contents else {}
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OPS/book.opf": opf,
            **pages,
            **table,
            **more,
        }
    )


def pdf(pages, pictures=False):
    """A PDF; each page is a sequence of (x, y, size, text)."""
    letters = sorted({letter for page in pages for line in page for letter in line[3]})
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 500 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    objects.append(_stream(_to_unicode(codes)))
    picture = "/XObject << /I 6 0 R >>" if pictures else ""
    objects.append(_picture())
    kids = []
    for page in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F 3 0 R >> {picture} >> >>"
        )
        objects.append(_stream(_content(page, codes, pictures)))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def _content(page, codes, pictures):
    lines = [
        f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{codes[c]:04x}' for c in text)}> Tj ET"
        for x, y, size, text in page
    ]
    return "\n".join([*lines, "q 100 0 0 100 0 0 cm /I Do Q" if pictures else ""]).encode()


def _to_unicode(codes):
    rows = [f"<{n:04x}> <{c.encode('utf-16-be').hex()}>" for c, n in codes.items()]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    maps = "".join(f"{len(b)} beginbfchar\n{chr(10).join(b)}\nendbfchar\n" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{maps}endcmap end end"
    ).encode()


def _picture():
    return _stream(
        bytes(3),
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB "
        "/BitsPerComponent 8",
    )


def _stream(data, more=""):
    packed_data = zlib.compress(data)
    head = f"<< /Length {len(packed_data)} /Filter /FlateDecode {more} >>\nstream\n"
    return head.encode() + packed_data + b"\nendstream"


def _file(objects):
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        content = each if isinstance(each, bytes) else each.encode()
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def as_seen(text):
    """A line in the order of its glyphs from left to right, as PDF has them."""
    return text[::-1] if any("\u0600" <= letter <= "\u06ff" for letter in text) else text


def set_page(paragraphs, width=60, head=(), foot=()):
    """Lines of one page, each paragraph wrapped at a width and with a gap after it."""
    import textwrap

    y, lines = 760, []
    for paragraph in paragraphs:
        for part in textwrap.wrap(paragraph, width, break_on_hyphens=False):
            lines.append((72, y, 11, as_seen(part)))
            y -= 14
        y -= 10
    return [
        *((72, 810, 9, each) for each in head),
        *lines,
        *((290, 30, 9, each) for each in foot),
    ]
