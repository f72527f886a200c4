"""Files that are opened or dropped on the Summarize page."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from tests.gui.summaries import REPORT
from tests.gui.summary_driving import opener


@pytest.fixture
def page_of(qtbot, open_app):
    return opener(qtbot, open_app)


FILES = {
    "report.txt": REPORT,
    "report.md": f"# Flood\n\n{REPORT}",
    "report.html": f"<html><body><p>{REPORT.strip()}</p></body></html>",
    "report.srt": "1\n00:00:01,000 --> 00:00:04,000\nThe old wall broke in March.\n",
}


@pytest.mark.parametrize("name", FILES)
def test_files_are_opened_and_named(page_of, tmp_path, name):
    drive = page_of()
    file = tmp_path / name
    file.write_text(FILES[name], "utf-8")
    drive.window.document_wanted.emit(file)
    drive.wait(lambda: name in drive.summarize.document.about.whole)
    assert "March" in drive.document.plain_text()
    drive.document.selectAll()
    drive.paste_document("Another text.")
    assert name not in drive.summarize.document.about.whole


def test_a_word_document_is_opened(page_of, tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("The committee met. It was March.")
    document.save(tmp_path / "report.docx")
    drive = page_of()
    drop(drive, tmp_path / "report.docx")
    drive.wait(lambda: "report.docx" in drive.summarize.document.about.whole)
    assert drive.document.plain_text().strip() == "The committee met. It was March."


def drop(drive, *paths: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drive.document.insertFromMimeData(data)


def test_of_several_files_the_first_is_opened_and_named(page_of, tmp_path):
    drive = page_of()
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text(f"The committee met. This is {file.name}.", "utf-8")
    drop(drive, *files)
    message = drive.summarize.message
    drive.wait(message.isVisible)
    assert message.text.text() == "One file at a time: a.txt was opened."
    assert message.is_notice
    assert "This is a.txt" in drive.document.plain_text()
    drop(drive, files[1])
    drive.wait(lambda: "This is b.txt" in drive.document.plain_text())
    assert not message.isVisible()


def test_a_file_that_cannot_be_read_leaves_the_document(page_of, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    drive = page_of()
    drive.paste_document(REPORT)
    drop(drive, tmp_path / "broken.docx")
    drive.wait(drive.summarize.message.isVisible)
    assert "broken.docx" in drive.summarize.message.text.text()
    assert drive.document.plain_text() == REPORT
