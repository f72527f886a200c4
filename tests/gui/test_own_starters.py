"""The starters of our own in the window: a recurrent net to look into, a line about a text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.head_links import Head
from desktop_app.settings import Panel
from desktop_app.view.places import Place, Side
from models.messages import AttentionKind
from tests.gui.driving import Driver
from tests.gui.summary_driving import SummaryDriver

FRENCH = {"sample_seen": True, "source": "en", "target": "fr"}
SUMMARIZER = "starter-technical-one-line"
TEXT = "She reads a red book."
PACKAGE = (
    "This package contains a program that converts pictures. It reads and writes PNG and JPEG "
    "files. The program was written in Python and needs no other tools."
)


@pytest.fixture
def drive(qtbot, open_app, engine):
    made = Driver(qtbot, open_app(engine, **FRENCH))
    made.paste(TEXT)
    made.wait_translated()
    return made


def linked(drive, word):
    """The words of the translation that are lit for one of the source."""
    drive.hover(drive.source, word)
    lit = drive.lit(drive.result)
    drive.leave(drive.source)
    return set(lit)


def test_english_becomes_french_with_links_to_hover_and_click(drive):
    header = drive.page.header
    assert header.models.label().startswith("English→French, classic recurrent net")
    assert linked(drive, "red") == {"rouge"}
    assert linked(drive, "book") == {"livre"}
    drive.click(drive.result, "livre")
    assert "book" in drive.lit(drive.source)
    assert {"livre", "book"} <= drive.lit_in_strip()


def test_the_languages_are_those_it_is_good_enough_for(drive):
    header = drive.page.header
    assert set(drive.app.selection.choices.targets) == {"fr", "pt"}
    assert not drive.app.selection.choices.reversible
    drive.app.selection.choose_source("pt")
    assert drive.app.selection.choices.targets == ("en",)
    assert header.target.label() == "English"


def test_its_one_head_is_seen_as_a_matrix_as_heads_and_in_numbers(drive):
    strip = drive.page.strip
    drive.app.settings.set("panel", Panel.HEADS)
    drive.wait(lambda: strip.heads.isVisible() and strip.heads.complete)
    assert drive.app.inspector._state.weights.shape[:2] == (1, 1)
    place = strip.heads.rect_of(Head(0, 0)).center()
    QTest.mouseClick(strip.heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
    drive.wait(lambda: "Layer 1, head 1" in strip.options.head.text())
    drive.app.settings.set("panel", Panel.MATRIX)
    sheet = strip.matrix.sheet
    assert (len(sheet.level.source), len(sheet.level.target)) == (6, 6)
    strip.options.explain.click()
    drive.page.links.pin(Place(0, Side.TARGET, 3))
    drive.wait(lambda: "v · tanh(W query + U key)" in strip.step.toPlainText())
    assert "Likeliest" in strip.step.toPlainText()


@pytest.mark.parametrize("kind", [AttentionKind.ENCODER, AttentionKind.DECODER])
def test_that_its_halves_have_no_attention_of_their_own_is_said(drive, kind):
    drive.app.settings.set("panel", Panel.MATRIX)
    kinds = list(AttentionKind)
    drive.page.strip.options.kinds.group.button(kinds.index(kind)).click()
    hint = drive.page.strip.hint
    drive.wait(lambda: "is recurrent" in hint.text())
    assert hint.isVisible()


@pytest.fixture
def summarizing(qtbot, open_app, engine):
    made = SummaryDriver(qtbot, open_app(engine, sample_seen=True))
    made.open()
    return made


def test_key_sentences_stay_the_usual_way(summarizing):
    box = summarizing.summarize.header.models
    assert box.label() == "Key sentences (no model)"
    assert "One-line summaries: technical English" in [
        box.itemText(row) for row in range(box.count())
    ]
    assert summarizing.summarize.header.sizes.isEnabled()


def test_a_word_of_a_line_shows_where_it_came_from(summarizing):
    drive = summarizing
    drive.choose_model("One-line summaries: technical English")
    header = drive.summarize.header
    assert not header.sizes.isEnabled()
    assert "one line" in header.sizes.toolTip()
    assert "a line about each part" in drive.summarize.summary.edit.hint
    drive.paste_document(PACKAGE)
    drive.press_control(Qt.Key.Key_Return)
    drive.wait_summarized()
    line = drive.summary_text()
    assert line
    assert "\n" not in line
    assert "asked" not in drive.summarize.summary.about.whole
    drive.click(drive.summary, line.split()[-1])
    assert drive.lit(drive.document)
    header.forms.activated.emit(2)
    drive.choose_model("Key sentences (no model)")
    header.forms.activated.emit(0)
    assert header.sizes.isEnabled()
    assert header.sizes.toolTip() == ""
