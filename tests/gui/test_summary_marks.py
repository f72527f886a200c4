"""What is lit in both panes, in the overview and in words, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest

from desktop_app.view import colors
from desktop_app.view.evidence_marks import Pointed
from desktop_app.view.places import Side
from tests.fakes import FakeLibrary, checkpoint
from tests.gui.driving import NONE
from tests.gui.summaries import (
    ARABIC,
    ARABIC_PARTS,
    CHINESE,
    CHINESE_PARTS,
    EMOJI,
    EMOJI_PARTS,
    REPORT,
    REPORT_PARTS,
    SummaryEngine,
)
from tests.gui.summary_driving import SummaryDriver

DEBATE = (
    "After a long debate the committee recommended the second wall, on condition that the "
    "farms are paid before work begins."
)
WALL = (
    "A second, lower wall behind the old one would cost 2.9 million but needs land from four "
    "farms."
)
RAISING = "Raising the whole embankment would cost 4.2 million euros."
DOTTED = QTextCharFormat.UnderlineStyle.DotLine.value


@pytest.fixture
def summarized(qtbot, open_app):
    def make(text=REPORT, parts=REPORT_PARTS, engine=None):
        engine = engine or SummaryEngine(parts)
        library = FakeLibrary(checkpoint())
        drive = SummaryDriver(qtbot, open_app(engine, library, sample_seen=True))
        drive.open()
        drive.paste_document(text)
        drive.wait_summarized()
        return drive

    return make


def test_a_click_in_the_summary_lights_its_evidence_by_strength(summarized):
    drive = summarized()
    drive.click(drive.summary, "recommends")
    lit = drive.lit(drive.document)
    assert list(lit) == [RAISING, WALL, DEBATE], "in the document's order"
    assert 0 < lit[RAISING] < lit[WALL] < lit[DEBATE] == 1.0
    assert list(drive.lit(drive.summary)) == [REPORT_PARTS[1][0]]
    assert drive.said().startswith("Sentence 2 of 3 rests on 3 sentences")
    assert "numbers checked: 2.9 found" in drive.said()
    drive.leave(drive.summary)
    assert DEBATE in drive.lit(drive.document), "a click stays"


def test_what_qt_paints_is_the_accent_as_opaque_as_the_weight(summarized):
    drive = summarized()
    drive.click(drive.summary, "recommends")
    painted = {text: opacity for text, opacity, _ in drive.painted(drive.document)}
    for text, strength in drive.lit(drive.document).items():
        wanted = colors.link(drive.document.palette(), strength).alphaF()
        assert painted[text] == pytest.approx(wanted, abs=0.02)


def test_hovering_shows_at_once_and_goes_again(summarized):
    drive = summarized()
    drive.hover(drive.summary, "embankment")
    assert next(iter(drive.lit(drive.document))).startswith("The report finds")
    drive.leave(drive.summary)
    assert not drive.document.marks
    assert drive.said() == "Click a sentence of the summary to see what it rests on."


def test_a_click_in_the_document_lights_what_rests_on_it(summarized):
    drive = summarized()
    drive.click(drive.document, "lower wall")
    assert list(drive.lit(drive.summary)) == [REPORT_PARTS[1][0]]
    assert list(drive.lit(drive.document)) == [WALL]
    assert drive.said() == "In the document One sentence of the summary rests on this one."
    drive.click(drive.document, "volunteers")
    assert not drive.summary.marks
    assert drive.said() == "In the document The summary does not rest on this sentence."


def test_a_summary_sentence_stays_lit_while_the_document_is_hovered(summarized):
    drive = summarized()
    drive.click(drive.summary, "recommends")
    drive.hover(drive.document, "report finds")
    assert set(drive.lit(drive.summary)) == {REPORT_PARTS[0][0], REPORT_PARTS[1][0]}
    assert DEBATE in drive.lit(drive.document)


def test_the_keyboard_walks_the_summary_and_cycles_through_the_evidence(summarized):
    drive = summarized(REPORT + "\nNothing.\n" * 300 + REPORT.replace("2013", "2014"))
    drive.summary.setFocus()
    bar = drive.document.verticalScrollBar()
    seen = []
    for _ in range(3):
        QTest.keyClick(drive.summary, Qt.Key.Key_Down)
        seen.append(drive.said().split(" rests")[0])
    assert seen == ["Sentence 1 of 3", "Sentence 2 of 3", "Sentence 3 of 3"]
    QTest.keyClick(drive.summary, Qt.Key.Key_Up)
    assert drive.said().startswith("Sentence 2 of 3")
    assert drive.summary.accessibleDescription() == (
        f"Sentence 2 of 3: {REPORT_PARTS[1][0]} (rests on 3 sentences)"
    )
    bar.setValue(bar.maximum())
    far = bar.value()
    drive.press(Qt.Key.Key_F8)
    assert bar.value() < far, "the next evidence is scrolled into sight"
    drive.press(Qt.Key.Key_Escape)
    assert not drive.document.marks


def test_f8_begins_with_the_first_sentence(summarized):
    drive = summarized()
    drive.press(Qt.Key.Key_F8)
    assert drive.summarize.evidence.pinned == Pointed(Side.TARGET, 0)
    drive.click(drive.document, "lower wall")
    drive.press(Qt.Key.Key_F8)
    assert drive.summarize.evidence.pinned == Pointed(Side.TARGET, 1), "what rests on it"


def test_arrow_keys_in_the_document_light_too(summarized):
    drive = summarized()
    drive.document.setFocus()
    drive.document.moveCursor(drive.document.textCursor().MoveOperation.Start)
    for _ in range(4):
        QTest.keyClick(drive.document, Qt.Key.Key_Down)
    assert len(drive.lit(drive.document)) == 1


def test_a_click_jumps_to_the_strongest_evidence(summarized):
    drive = summarized("Nothing at all happened here.\n\n" * 200 + REPORT)
    bar = drive.document.verticalScrollBar()
    bar.setValue(0)
    drive.click(drive.summary, "recommends")
    start = drive.document.document().find("After a long debate").selectionStart()
    assert 0 <= drive.document.y_of(start) < drive.document.viewport().height()
    assert bar.value() > 0


def test_the_overview_shows_where_and_can_be_clicked(summarized):
    drive = summarized("Nothing at all happened here.\n\n" * 200 + REPORT)
    overview, bar = drive.summarize.document.overview, drive.document.verticalScrollBar()
    drive.wait(lambda: len(overview.bands) == 5)
    assert all(band.strength < 0.5 for band in overview.bands), "quiet: nothing is pointed at"
    bar.setValue(0)
    drive.click(drive.summary, "eastern")
    drive.wait(lambda: len(overview.bands) == 1)
    assert overview.bands[0].top > 0.9
    bar.setValue(0)
    drive.click_band(0)
    assert bar.value() > 0
    QTest.mouseClick(overview, Qt.MouseButton.LeftButton, NONE, overview.rect().center())
    assert 0.3 < bar.value() / bar.maximum() < 0.7
    image = overview.grab().toImage()
    middle = overview.rect_of(overview.bands[0]).center().toPoint()
    scale = image.devicePixelRatio()
    inside = image.pixelColor(int(middle.x() * scale), int(middle.y() * scale))
    assert inside.blue() > inside.red() + 40, "painted in the accent"


def test_what_is_nowhere_in_the_evidence_has_dots_and_a_tip(summarized):
    drive = summarized()
    assert [(text, line) for text, _, line in drive.painted(drive.summary)] == [("12", DOTTED)]
    at = drive.summary.document().find("12 June").selectionStart()
    tip = drive.summarize.summary.tip_at(at)
    assert tip == "“12” is nowhere in the evidence."
    assert drive.summarize.summary.tip_at(0) == ""
    drive.click(drive.summary, "council")
    assert "not in the evidence: 12" in drive.said()
    assert drive.painted(drive.summary)[-1][::2] == ("12", DOTTED), "over the light"


def test_what_is_not_covered_steps_back(summarized):
    drive = summarized()
    drive.summarize.line.uncovered.click()
    text = drive.document.plain_text()
    dimmed = [text[start:end] for start, end in drive.document.dimmed]
    assert (
        "Repairs to the western side were completed last year and are holding well." in dimmed
    )
    assert WALL not in dimmed
    painted = {each.cursor.selectedText(): each for each in drive.document.extraSelections()}
    ink = painted[dimmed[0]].format.foreground().color()
    assert ink != drive.document.palette().text().color()
    drive.summarize.line.uncovered.click()
    assert drive.document.dimmed == ()


@pytest.mark.parametrize(
    ("text", "parts", "word", "strongest"),
    [
        (CHINESE, CHINESE_PARTS, "委员会建议", "委员会建议修建第二道墙。"),
        (ARABIC, ARABIC_PARTS, "توصي", "أوصت اللجنة بجدار ثان خلف الجدار القديم."),
        (EMOJI, EMOJI_PARTS, "nobody", "Nobody was hurt 😀."),
        ("😀😀 Hi there.\n\n" + REPORT, REPORT_PARTS, "recommends", DEBATE),
    ],
)
def test_marks_fit_in_every_script(summarized, text, parts, word, strongest):
    drive = summarized(text, parts)
    drive.click(drive.summary, word)
    lit = drive.lit(drive.document)
    assert max(lit, key=lit.get) == strongest
    for text_of_mark, _, _ in drive.painted(drive.document):
        assert text_of_mark in text
    drive.click(drive.document, strongest[:4])
    assert next(iter(drive.lit(drive.summary))) in {said for said, _, _ in parts}


def test_dots_lie_under_the_right_letters_after_emoji(summarized):
    drive = summarized(EMOJI, EMOJI_PARTS)
    assert [text for text, _, _ in drive.painted(drive.summary)] == ["2019"]


def test_right_to_left_summaries_begin_on_the_right(summarized):
    drive = summarized(ARABIC, ARABIC_PARTS)
    block = drive.summary.document().begin()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft


def test_extractive_evidence_is_the_very_sentence(qtbot, open_app, engine):
    drive = SummaryDriver(qtbot, open_app(engine, sample_seen=True))
    drive.open()
    drive.paste_document(REPORT)
    drive.wait_summarized()
    for number in range(len(drive.summarize.summary.text.sentences)):
        drive.summarize.evidence.pin(Pointed(Side.TARGET, number))
        assert list(drive.lit(drive.document)) == list(drive.lit(drive.summary))
