"""What summarizes, how long, in which form, with which translations."""

import threading

import pytest
from PySide6.QtCore import Qt

from desktop_app.library_work import catalogue_offers
from desktop_app.outside import Outside
from desktop_app.routes import Model
from desktop_app.shelf import Stock
from desktop_app.summary_choices import Summarizer, summarizers, ways_after, ways_before
from models.messages import Form, Length, Size, Step, Task
from tests.fakes import checkpoint
from tests.gui.driving import CONTROL
from tests.gui.shelves import FakeWork
from tests.gui.summaries import REPORT, REPORT_PARTS, SummaryEngine, summarizer
from tests.gui.summary_driving import SummaryDriver, opener

MODEL = {"summarizer": "distilbart-cnn-12-6"}


@pytest.fixture
def page_of(qtbot, open_app):
    return opener(qtbot, open_app)


@pytest.mark.parametrize(
    ("choose", "wanted"),
    [
        (lambda header: header.sizes.group.button(0).click(), Length(Size.SHORT)),
        (lambda header: header.sizes.group.button(2).click(), Length(Size.LONG)),
        (lambda header: header.sizes.group.button(3).click(), Length(Size.MEDIUM, 100)),
    ],
)
def test_the_length_is_asked_for_and_remembered(page_of, choose, wanted):
    engine = SummaryEngine()
    drive = page_of(engine)
    drive.paste_document(REPORT)
    drive.wait_summarized()
    choose(drive.summarize.header)
    drive.wait(lambda: engine.requests[-1].length == wanted)
    drive.wait_summarized()
    values = drive.app.settings.values
    assert (values.summary_size, values.summary_words) == (wanted.size, wanted.words or 0)


def test_a_number_of_words_is_asked_for(page_of):
    engine = SummaryEngine()
    drive = page_of(engine)
    drive.paste_document(REPORT)
    header = drive.summarize.header
    header.sizes.group.button(3).click()
    assert header.words.isVisible()
    assert header.words.hasFocus()
    header.words.setValue(60)
    drive.wait(lambda: bool(engine.requests) and engine.requests[-1].length.words == 60)
    drive.wait_summarized()


def test_forms_look_different(page_of):
    engine = SummaryEngine()
    drive = page_of(engine)
    drive.paste_document(REPORT)
    drive.wait_summarized()
    forms = drive.summarize.header.forms
    for at, form, start in (
        (1, Form.BULLETS, "• "),
        (2, Form.TITLE, ""),
        (0, Form.SENTENCES, ""),
    ):
        forms.setCurrentIndex(at)
        forms.activated.emit(at)
        drive.wait(lambda wanted=form: engine.requests[-1].form is wanted)
        drive.wait_summarized()
        assert drive.summary_text().split("\n")[0] == start + REPORT_PARTS[0][0]
    assert drive.app.settings.values.summary_form is Form.SENTENCES


def test_presets_are_entries_of_their_own(page_of):
    engine = SummaryEngine()
    drive = page_of(engine, summarizer("flan", ("summarize", "simplify")))
    drive.paste_document(REPORT)
    box = drive.summarize.header.models
    names = [box.itemText(row) for row in range(box.count())]
    assert names[:4] == [
        "Key sentences (no model)",
        "distilbart-cnn-12-6",
        "flan",
        "flan: simplify",
    ]
    drive.choose_model("flan: simplify")
    drive.press_control(Qt.Key.Key_Return)
    drive.wait(lambda: bool(engine.requests) and engine.requests[-1].checkpoint == "flan")
    assert engine.requests[-1].task == Task(preset="simplify")
    drive.wait_summarized()


def test_what_cannot_be_opened_says_why(page_of):
    drive = page_of(
        SummaryEngine(), summarizer("cut", state="It is cut off."), summarizer="cut"
    )
    box = drive.summarize.header.models
    at = [box.itemText(row) for row in range(box.count())].index("cut: It is cut off.")
    assert not box.model().item(at).isEnabled()
    assert box.label() == "Key sentences (no model)"


def test_translations_go_before_and_after(page_of):
    engine = SummaryEngine()
    drive = page_of(engine, checkpoint("pt-en", "pt", "en"), **MODEL)
    drive.paste_document(REPORT)
    ways = drive.summarize.header.ways
    menus = {each.text(): each.menu() for each in ways.menu().actions()}
    after = menus["Then translate the summary"].actions()
    assert [each.text() for each in after] == ["No translation", "English into Portuguese"]
    after[1].trigger()
    assert ways.text() == "then into Portuguese"
    menus = {each.text(): each.menu() for each in ways.menu().actions()}
    menus["Translate the document first"].actions()[1].trigger()
    drive.press_control(Qt.Key.Key_Return)
    drive.wait(lambda: bool(engine.requests))
    assert engine.requests[-1].after == Step("fake-en-pt", Task("en", "pt"))
    assert engine.requests[-1].before == Step("pt-en", Task("pt", "en"))
    drive.wait_summarized()


def test_another_choice_in_the_middle_takes_the_place_of_the_work(page_of):
    gate = threading.Semaphore(1)
    engine = SummaryEngine(gate=gate)
    drive = page_of(engine)
    drive.paste_document(REPORT)
    drive.wait(lambda: drive.summary_text() != "")
    drive.summarize.header.sizes.group.button(0).click()
    gate.release(100)
    drive.wait(lambda: engine.requests[-1].length.size is Size.SHORT)
    drive.wait_summarized()
    drive.choose_model("distilbart-cnn-12-6")
    assert drive.work() == "Ready"
    drive.press_control(Qt.Key.Key_Return)
    drive.wait(lambda: engine.requests[-1].checkpoint is not None)
    drive.wait_summarized()


class Says:
    """Takes every text for one language."""

    def __init__(self, language):
        self.language = language

    def mismatch(self, text, source, candidates):
        return self.language if self.language in candidates else None


def shelf_of(work, language="en"):
    return Outside(
        offers=catalogue_offers(),
        work=work,
        detect=lambda: Says(language),
        command=lambda id: ["true"],
    )


@pytest.mark.parametrize(
    ("language", "repo"),
    [("en", "sshleifer/distilbart-cnn-12-6"), ("zh-Hans", "csebuetnlp/mT5_multilingual_XLSum")],
)
def test_the_model_that_fits_the_document_is_offered_and_fetched(page_of, language, repo):
    brought = summarizer(repo.replace("/", "--"), language=language, origin="hub")
    work = FakeWork(Stock(checkpoints=(checkpoint(),)), installs={repo: brought})
    drive = page_of(SummaryEngine(), outside=shelf_of(work, language))
    drive.paste_document(REPORT)
    drive.wait(lambda: drive.app.library.shelf.read)
    drive.choose_model("Get a model that rewrites…")
    offer = drive.summarize.offer
    drive.wait(offer.isVisible)
    assert offer.text.text().startswith(f"{repo.partition('/')[2]} writes a summary in its own")
    offer.action.click()
    drive.wait(lambda: drive.summarize.header.models.label() == brought.name)
    assert ("install", repo) in work.asked
    assert not offer.isVisible()
    assert drive.app.settings.values.summarizer == brought.id


def test_for_a_language_of_no_model_the_library_is_shown(page_of):
    work = FakeWork(Stock(checkpoints=(checkpoint(),)))
    drive = page_of(SummaryEngine(), outside=shelf_of(work, "de"))
    drive.paste_document(REPORT)
    drive.choose_model("Get a model that rewrites…")
    drive.wait(drive.window.library.isVisible)
    assert drive.window.library.filters.task.currentData() == "summarization"


def test_a_download_can_be_paused_in_the_bar(page_of):
    work = FakeWork(Stock(checkpoints=(checkpoint(),)), gate=threading.Semaphore(0))
    drive = page_of(SummaryEngine(), outside=shelf_of(work))
    drive.wait(lambda: drive.app.library.shelf.read)
    drive.choose_model("Get a model that rewrites…")
    offer = drive.summarize.offer
    drive.wait(offer.isVisible)
    offer.action.click()
    drive.wait(lambda: offer.action.text() == "Pause")
    offer.action.click()
    drive.wait(lambda: offer.action.text() == "Resume")


def test_more_models_are_in_the_library(page_of):
    work = FakeWork(Stock(checkpoints=(checkpoint(),)))
    drive = page_of(SummaryEngine(), outside=shelf_of(work))
    drive.choose_model("More models…")
    library = drive.window.library
    assert library.isVisible()
    assert library.filters.task.currentData() == "summarization"


def test_what_reads_many_languages_is_not_asked_in_which_a_text_is():
    wide = summarizer("wide", sources=tuple("abcdefgh"), targets=tuple("abcdefgh"))
    choice = Summarizer("wide", "", wide)
    here = [Model("fake-en-pt", checkpoint())]
    assert ways_before(choice, here) == ()
    assert [(way.source, way.target) for way in ways_after(choice, here)] == [("en", "pt")]


def test_translators_that_also_summarize_are_offered_for_that_alone():
    several = summarizer("t5", ("summarize", "sentiment"), task="translation")
    assert [(each.reference, each.preset) for each in summarizers([several])] == [
        ("", ""),
        ("t5", "summarize"),
    ]


def test_key_sentences_are_translated_and_keep_their_evidence(qtbot, open_app, engine):
    drive = SummaryDriver(qtbot, open_app(engine, sample_seen=True))
    drive.open()
    drive.paste_document("The red house was sold. The council decides in June.\n")
    drive.wait_summarized()
    ways = drive.summarize.header.ways.menu().actions()[0].menu().actions()
    next(each for each in ways if each.text() == "English into Portuguese").trigger()
    assert drive.summarize.document.summarize_button.isVisible(), "it is not quick any more"
    drive.press_control(Qt.Key.Key_Return)
    drive.wait_summarized()
    assert "vermelha" in drive.summary_text()
    drive.summarize.evidence.step(1)
    assert list(drive.lit(drive.document)) == ["The red house was sold."]


def test_a_title_grows_with_the_text_size(page_of):
    drive = page_of(summary_form=Form.TITLE)
    drive.paste_document(REPORT)
    drive.wait_summarized()

    def size():
        return drive.summary.document().begin().begin().fragment().charFormat().fontPointSize()

    before = size()
    drive.press(Qt.Key.Key_Plus, CONTROL)
    assert size() > before > drive.summary.font().pointSizeF() / 1.2
