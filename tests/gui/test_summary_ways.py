"""Translations before and after a summary: which are offered first, and what is said."""

import pytest

from desktop_app.outside import Outside
from tests.fakes import checkpoint
from tests.gui.summaries import CHINESE, CHINESE_PARTS, REPORT, SummaryEngine, summarizer
from tests.gui.summary_driving import SummaryDriver, opener


@pytest.fixture
def page_of(qtbot, open_app):
    return opener(qtbot, open_app)


def offered(drive, title):
    """The entries of a section, without that for no translation."""
    menus = {each.text(): each.menu() for each in drive.summarize.header.ways.menu().actions()}
    return [each.text() for each in menus[title].actions()][1:]


def test_translations_of_the_documents_language_come_first(page_of):
    more = (checkpoint("zh-en", "zh", "en"), checkpoint("de-en", "de", "en"))
    drive = page_of(SummaryEngine(CHINESE_PARTS), *more, outside=Outside(offers=()))
    drive.paste_document(CHINESE)
    drive.wait_summarized()
    drive.summarize.header.ways.menu().aboutToShow.emit()
    after = "Then translate the summary"
    drive.wait(lambda: offered(drive, after)[0] == "Chinese into English")
    assert set(offered(drive, after)[1:]) == {
        "English into Portuguese",
        "German into English",
    }
    drive.summarize.header.ways.menu().actions()[0].menu().actions()[1].trigger()
    assert drive.app._parts.summaries.choices.after.source == "zh"
    drive.paste_document(REPORT)
    drive.summarize.header.ways.menu().aboutToShow.emit()
    drive.wait(lambda: offered(drive, after)[0] == "English into Portuguese")


def test_a_model_is_offered_the_documents_language_first_too(page_of):
    more = (checkpoint("zh-en", "zh", "en"), checkpoint("de-en", "de", "en"))
    drive = page_of(
        SummaryEngine(CHINESE_PARTS),
        summarizer("bart"),
        *more,
        outside=Outside(offers=()),
        summarizer="bart",
    )
    first = "Translate the document first"
    assert offered(drive, first) == ["Chinese into English", "German into English"]
    drive.paste_document("Der Ausschuss hat sich am Montag mit dem alten Deich befasst. " * 4)
    drive.summarize.header.ways.menu().aboutToShow.emit()
    drive.wait(lambda: offered(drive, first)[0] == "German into English")


def test_a_translation_that_does_not_know_the_language_says_so(qtbot, open_app, engine):
    drive = SummaryDriver(qtbot, open_app(engine, sample_seen=True))
    drive.open()
    drive.paste_document(CHINESE)
    drive.wait_summarized()
    summaries = drive.app._parts.summaries
    summaries.choose_after(next(way for way in summaries.choices.afters if way.source == "en"))
    drive.summarize.document.summarize_button.click()
    drive.wait_summarized()
    assert "in Chinese" in drive.summarize.message.text.text()
    assert drive.summarize.message.is_notice
