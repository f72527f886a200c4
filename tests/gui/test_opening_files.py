"""Documents opened and dropped on the Translate page, read beside the window's own work."""

import io
import time

import docx
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from desktop_app.opening_files import Files
from desktop_app.view.file_filters import document_filter
from tests.fakes import FakeEngine
from tests.gui.lateness import Ticks
from tests.inference.document_files import (
    PARAGRAPHS,
    book,
    html_body,
    html_page,
    open_text,
    pdf,
    set_page,
)

LONG = 60  # pages


def word(paragraphs):
    made = docx.Document()
    for each in paragraphs:
        made.add_paragraph(each)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def cues(paragraphs):
    rows = (f"{n}\n00:0{n}:00,000 --> 00:0{n}:01,000\n{p}\n" for n, p in enumerate(paragraphs))
    return "\n".join(rows).encode()


FILES = {
    "letter.txt": "\n\n".join(PARAGRAPHS).encode("utf-16"),
    "letter.md": "\n\n".join(PARAGRAPHS).encode(),
    "letter.html": html_page(PARAGRAPHS).encode(),
    "letter.docx": word(PARAGRAPHS),
    "letter.odt": open_text(PARAGRAPHS),
    "letter.epub": book([html_body(PARAGRAPHS)]),
    "letter.pdf": pdf([set_page(PARAGRAPHS)]),
    "film.srt": cues(PARAGRAPHS),
}


@pytest.fixture
def drive(drive_fake):
    return drive_fake(FakeEngine())


@pytest.fixture
def file(tmp_path):
    """A file of that name, with the contents that it has in `FILES` or with others."""

    def make(name, content=None):
        path = tmp_path / name
        path.write_bytes(FILES[name] if content is None else content)
        return path

    return make


@pytest.fixture(scope="module")
def long_pdf(tmp_path_factory):
    """A file that takes a while to read."""
    path = tmp_path_factory.mktemp("long") / "long report.pdf"
    text = "The old red house on the hill was sold yesterday to a family from the north. " * 2
    path.write_bytes(pdf([set_page([text] * 15, 70)] * LONG))
    return path


def drop(drive, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    assert drive.source.canInsertFromMimeData(data)
    drive.source.insertFromMimeData(data)


def choose(monkeypatch, path, asked):
    """Answer the file dialog with this path."""

    def answer(parent, title, folder, filters):
        asked.append(filters)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)


@pytest.mark.parametrize("name", FILES)
def test_each_format_can_be_dropped(drive, file, name):
    drop(drive, file(name))
    drive.wait(lambda: drive.source.plain_text() != "")
    assert drive.source.plain_text() == "\n\n".join(PARAGRAPHS)
    drive.wait_translated()
    assert drive.result_text() == "\n\n".join(PARAGRAPHS).upper()


@pytest.mark.parametrize("name", FILES)
def test_each_format_can_be_opened(drive, file, name, monkeypatch):
    asked = []
    choose(monkeypatch, file(name), asked)
    drive.page.source.open_button.click()
    drive.wait(lambda: drive.source.plain_text() != "")
    assert drive.source.plain_text() == "\n\n".join(PARAGRAPHS)
    assert asked == [document_filter()]


def test_the_dialog_offers_every_format_first_all_together(qapp):
    first, *others = document_filter().split(";;")
    assert first.startswith("Documents (*.txt ")
    for name in FILES:
        ending = f"*.{name.partition('.')[2]}"
        assert ending in first
        assert any(ending in each for each in others)
    assert others[-1] == "All files (*)"


def test_what_was_read_can_be_undone(drive, file):
    drive.type("What I wrote")
    drop(drive, file("letter.docx"))
    drive.wait(lambda: "Übermut" in drive.source.plain_text())
    drive.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert drive.source.plain_text() == "What I wrote"


def test_notes_about_a_document_are_shown(drive, file):
    pages = [set_page(PARAGRAPHS[:1]), []]
    drop(drive, file("scan.pdf", pdf(pages, pictures=True)))
    drive.wait(drive.page.message.isVisible)
    assert drive.page.message.is_notice
    assert drive.page.message.text.text() == (
        "1 page was read. 1 of 2 pages have no text: they may be pictures."
    )
    drive.wait_translated()
    assert drive.page.message.is_notice


def test_of_several_files_the_first_is_opened_and_named(drive, file):
    drop(drive, file("letter.docx"), file("letter.txt"))
    drive.wait(drive.page.message.isVisible)
    assert drive.page.message.text.text() == "One file at a time: letter.docx was opened."
    assert drive.source.plain_text() == "\n\n".join(PARAGRAPHS)
    drive.wait_translated()
    assert drive.page.message.is_notice


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("scan.pdf", pdf([[]], pictures=True), "pictures of text"),
        ("cut.docx", FILES["letter.docx"][:900], "damaged"),
        ("empty.txt", b"", "empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(99), "can be read"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_text_stays(
    drive, file, name, content, said, monkeypatch
):
    drive.type("What I wrote")
    drop(drive, file(name, content))
    drive.wait(drive.page.message.isVisible)
    bar = drive.page.message
    assert name in bar.text.text()
    assert said in bar.text.text()
    assert drive.source.plain_text() == "What I wrote"
    asked = []
    choose(monkeypatch, file("letter.md"), asked)
    assert bar.action.text() == "Open another file…"
    bar.action.click()
    drive.wait(lambda: "Übermut" in drive.source.plain_text())
    assert asked
    assert not bar.isVisible()


def test_a_long_file_leaves_the_window_free(drive_fake, long_pdf):
    drive, ticks = drive_fake(FakeEngine(), live=False), Ticks()
    drop(drive, long_pdf)
    ticks.start()
    drive.wait(drive.page.message.isVisible)
    assert drive.page.message.text.text() == "Reading “long report.pdf”…"
    drive.type("typed meanwhile")
    assert drive.source.plain_text() == "typed meanwhile"
    busy = ticks.summary()
    assert busy["ticks"] > 10
    assert busy["median"] < 30
    drive.wait(lambda: f"{LONG} pages were read." in drive.page.message.text.text())
    assert drive.source.whole_text().count("red house") == LONG * 30
    assert drive.source.textCursor().position() == 0
    assert drive.source.verticalScrollBar().value() == 0


def test_reading_can_be_cancelled_where_it_is_shown(drive, long_pdf):
    drop(drive, long_pdf)
    drive.wait(drive.page.message.isVisible)
    drive.page.message.action.click()
    assert not drive.page.message.isVisible()
    drive.qtbot.wait(400)
    assert drive.source.plain_text() == ""
    drop(drive, long_pdf)
    drive.wait(drive.page.message.isVisible)
    drive.key(Qt.Key.Key_Escape)
    assert not drive.page.message.isVisible()


@pytest.mark.timed
def test_a_second_file_takes_the_place_of_the_first(drive, long_pdf, file):
    began = time.perf_counter()
    drop(drive, long_pdf)
    drive.wait(drive.page.message.isVisible)
    drop(drive, file("letter.txt"))
    drive.wait(lambda: "Übermut" in drive.source.plain_text())
    assert not drive.page.message.isVisible()
    assert time.perf_counter() - began < 5
    drive.qtbot.wait(500)
    assert drive.source.plain_text() == "\n\n".join(PARAGRAPHS)


def test_the_window_can_be_closed_while_a_file_is_read(drive, long_pdf):
    drop(drive, long_pdf)
    drive.wait(drive.page.message.isVisible)
    drive.window.close()
    drive.close()
    assert drive.source.plain_text() == ""


def test_pages_do_not_disturb_each_other(qtbot, long_pdf, file):
    files, heard = Files(), []
    files.opened.connect(lambda opened: heard.append((opened.whose, opened.document.name)))
    files.failed.connect(lambda failed, whose: heard.append((whose, failed.what)))
    files.open(long_pdf, "one")
    files.open(file("letter.md"), "other")
    files.open(file("none.txt", b""), "third")
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=20_000)
    assert heard == [
        ("one", "long report.pdf"),
        ("other", "letter.md"),
        ("third", "“none.txt” is empty."),
    ]
    assert not files.stop("one")
    files.close()
    assert files.join()
