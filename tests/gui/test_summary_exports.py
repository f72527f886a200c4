"""Every format of a summary is written by the window and read back."""

import json
import re
import threading

import pytest

from desktop_app.summary_export import FORMATS, Made, summary_markdown
from models.messages import Form
from tests.fakes import FakeLibrary, checkpoint
from tests.gui.summaries import (
    EMOJI,
    REPORT,
    REPORT_PARTS,
    SummaryEngine,
    summarizer,
    summary_of,
)
from tests.gui.summary_driving import SummaryDriver


@pytest.fixture
def drive(qtbot, open_app):
    app = open_app(SummaryEngine(), FakeLibrary(checkpoint()), sample_seen=True)
    made = SummaryDriver(qtbot, app)
    made.open()
    made.paste_document(REPORT)
    made.wait_summarized()
    return made


def saved(drive, path, kind, suffix):
    drive.summarize.summary.export_to(path, kind, suffix)
    drive.wait(path.with_suffix(suffix).exists)
    drive.wait(drive.summarize.message.isVisible)
    return path.with_suffix(suffix).read_text("utf-8")


def test_the_menu_offers_every_format(drive):
    menu = drive.summarize.summary.export_button.menu()
    assert [each.data() for each in menu.actions()] == [each.id for each in FORMATS]


def test_text_is_what_is_copied(drive, tmp_path):
    text = saved(drive, tmp_path / "summary", "text", ".txt")
    assert text == drive.summarize.summary.summary.text + "\n"
    assert drive.summarize.message.text.text() == "Saved as summary.txt."


def test_a_dot_in_a_name_takes_nothing_of_it_away(drive, tmp_path):
    drive.summarize.summary.export_to(tmp_path / "report 1.2", "text", ".txt")
    drive.wait((tmp_path / "report 1.2.txt").exists)


def test_a_folder_that_is_not_there_is_told(drive, tmp_path):
    drive.summarize.summary.export_to(tmp_path / "no" / "where.txt", "text", ".txt")
    drive.wait(drive.summarize.message.isVisible)
    assert "where.txt" in drive.summarize.message.text.text()
    assert not drive.summarize.message.action.isVisible()


def test_json_has_evidence_in_code_points_of_the_document(drive, tmp_path):
    read = json.loads(saved(drive, tmp_path / "all", "json", ".json"))
    assert {"sentences", "parts", "words", "read", "asked", "got", "covered"} == set(read)
    assert [each["text"] for each in read["sentences"]] == [said for said, _, _ in REPORT_PARTS]
    for each, (_, quotes, _) in zip(read["sentences"], REPORT_PARTS, strict=True):
        for (start, end, weight), (quote, wanted) in zip(each["evidence"], quotes, strict=True):
            assert REPORT[start:end].startswith(quote)
            assert REPORT[end - 1] == "."
            assert weight == wanted


def test_markdown_has_a_footnote_with_quotes_for_each_sentence(drive, tmp_path):
    read = saved(drive, tmp_path / "notes", "markdown", ".md")
    body, _, notes = read.partition("\n[^1]: ")
    assert re.findall(r"\[\^(\d)\]", body) == ["1", "2", "3"]
    notes = f"[^1]: {notes}".strip().splitlines()
    assert len(notes) == 3
    assert "“A second, lower wall behind the old one" in notes[1]
    assert "(51 %)" in notes[1]


def test_an_older_summary_is_exported_with_its_own_document_and_form(qtbot, open_app, tmp_path):
    gate = threading.Semaphore(len(REPORT_PARTS))
    library = FakeLibrary(checkpoint(), summarizer("bart"))
    app = open_app(SummaryEngine(gate=gate), library, sample_seen=True, summarizer="bart")
    drive = SummaryDriver(qtbot, app)
    drive.open()
    drive.paste_document(REPORT)
    drive.summarize.summarize_wanted.emit()
    drive.wait_summarized()
    before = saved(drive, tmp_path / "before", "markdown", ".md")
    drive.summarize.message.hide()
    app._parts.summaries.choose_form(Form.TITLE)
    drive.paste_document(EMOJI * 40 + REPORT)
    drive.summarize.summarize_wanted.emit()
    assert drive.control.busy
    assert "embankment has sunk" in drive.summary_text()
    assert saved(drive, tmp_path / "meanwhile", "markdown", ".md") == before
    gate.release(len(REPORT_PARTS))
    drive.wait_summarized()
    drive.summarize.message.hide()
    after = saved(drive, tmp_path / "after", "markdown", ".md")
    assert after == before.replace("The eastern", "# The eastern", 1).replace(
        "\n\nThe c", "\n\n# The c"
    )


def test_markdown_letters_are_taken_as_letters():
    text = "# of *stars* is [5]. Nothing else.\n"
    parts = (("1. *Stars* are <many>.", (("of", 1.0),), ()),)
    made = Made(summary_of(text, parts), text, Form.SENTENCES)
    assert summary_markdown(made) == (
        "1\\. \\*Stars\\* are \\<many\\>.[^1]\n\n[^1]: “of \\*stars\\* is \\[5\\].” (100 %)\n"
    )


@pytest.mark.parametrize(("form", "start"), [(Form.BULLETS, "- "), (Form.TITLE, "# ")])
def test_markdown_has_the_form_of_the_summary(form, start):
    made = Made(summary_of(REPORT, REPORT_PARTS[:1], form), REPORT, form)
    assert summary_markdown(made).startswith(f"{start}The eastern embankment")
