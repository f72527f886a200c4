"""Languages that nothing here translates: offered with their size, fetched, then chosen."""

import threading
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.choices import choose
from desktop_app.fetchable import completing
from desktop_app.library_work import catalogue_offers
from desktop_app.routes import Model, Routes
from desktop_app.shelf import Stock
from models.messages import Offer
from tests.fakes import checkpoint
from tests.gui.library_driving import drive_work
from tests.gui.shelves import OFFLINE, OPUS_ZH, FakeWork, installed

# The offscreen platform has no keyboard to grab and no order of windows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

EN_PT, PT_EN = (
    installed("fake-en-pt", (("en", "pt"),)),
    installed("fake-pt-en", (("pt", "en"),)),
)
EN_DE = Offer("x/en-de", "translation", "marian", (("en", "de"),), bytes=300, measured=True)
LARGE = Offer(
    "x/large", "translation", "m", (), ("en", "de", "zh"), ("en", "de", "zh"), bytes=9
)
BROUGHT = {OPUS_ZH.repo: installed("Helsinki-NLP--opus-mt-zh-en", (("zh", "en"),))}


@pytest.fixture
def drive_of(qtbot, open_app):
    def make(work=None, offers=(OPUS_ZH, EN_DE), **more):
        work = work or FakeWork(Stock((EN_PT, PT_EN)), installs=BROUGHT)
        drive = drive_work(qtbot, open_app, work, offers, **more)
        drive.wait(lambda: drive.app.library.shelf.read)
        return drive

    return make


EN_FR = Offer("x/en-fr", "translation", "marian", (("en", "fr"),), bytes=200, measured=True)
ES_EN = Offer("x/es-en", "translation", "marian", (("es", "en"),), bytes=100, measured=True)


def test_what_only_a_fallback_would_lead_to_can_be_fetched():
    weak = replace(checkpoint("weak", "en", "fr"), fallback=True)
    known = Routes(
        [Model(each.id, each) for each in (weak, checkpoint("pt-en", "pt", "en"))], {}
    )
    assert completing((EN_FR, ES_EN), known, "pt", "fr") == (EN_FR,)
    assert completing((EN_FR, ES_EN), known, "es", "fr") == ()


def routes(*pairs):
    return Routes([Model(f"{a}-{b}", checkpoint(f"{a}-{b}", a, b)) for a, b in pairs], {})


def take(box, typed):
    """Choose in a language box by typing."""
    popup = box.open_list()
    QTest.keyClicks(popup.line, typed)
    shown = [(row.name, row.aside) for row in popup.rows.shown]
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    return shown


def test_what_is_here_comes_first_then_what_can_be_fetched_with_its_size(drive_of):
    drive = drive_of()
    popup = drive.page.header.target.open_list()
    shown = [(row.name, row.aside) for row in popup.rows.shown]
    assert shown[-2:] == [("Can be fetched", ""), ("German", "300 bytes")]
    assert {name for name, _ in shown[:-2]} == {"Portuguese", "English"}
    popup.hide()
    popup = drive.page.header.source.open_list()
    assert ("Chinese", "about 298 MB") in [(row.name, row.aside) for row in popup.rows.shown]
    popup.hide()


def test_the_title_of_the_section_is_no_language(drive_of):
    drive = drive_of()
    popup = drive.page.header.target.open_list()
    for _ in range(5):
        QTest.keyClick(popup.line, Qt.Key.Key_Down)
        assert popup.view.currentIndex().data() != "Can be fetched"
    assert popup.view.currentIndex().data() == "German"
    popup.hide()


def test_choosing_one_shows_a_bar_and_leaves_the_translation(drive_of):
    drive = drive_of()
    drive.paste("one")
    drive.wait_translated()
    take(drive.page.header.source, "chinese")
    bar = drive.page.offer
    assert bar.isVisible()
    assert bar.text.text() == (
        "Chinese → Portuguese: OPUS-MT Chinese → English, about 298 MB, CC BY 4.0"
    ), "with what is here by way of English"
    assert [bar.action.text(), bar.others[0].text()] == ["Download", "Others"]
    assert drive.result_text() == "ONE"
    assert drive.page.header.source.label() == "English"


def test_after_the_download_the_pair_is_chosen_by_itself(drive_of):
    drive = drive_of()
    drive.paste("one")
    drive.wait_translated()
    take(drive.page.header.source, "chinese")
    drive.page.offer.action.click()
    drive.wait(lambda: drive.page.header.source.label() == "Chinese")
    assert not drive.page.offer.isVisible()
    drive.wait_translated()
    values = drive.app.settings.values
    assert (values.source, values.target) == ("zh", "pt")


def test_a_choice_made_meanwhile_stays(drive_of):
    work = FakeWork(Stock((EN_PT, PT_EN)), installs=BROUGHT, gate=threading.Semaphore(1))
    drive = drive_of(work)
    take(drive.page.header.source, "chinese")
    drive.page.offer.action.click()
    drive.wait(lambda: "155 of 310 MB" in drive.page.offer.text.text())
    take(drive.page.header.source, "portug")
    assert not drive.page.offer.isVisible()
    work.gate.release(9)
    drive.wait(lambda: "zh" in drive.app.selection.choices.sources)
    assert drive.page.header.source.label() == "Portuguese"


def test_progress_and_its_end_are_where_it_was_begun(drive_of):
    work = FakeWork(Stock((EN_PT, PT_EN)), installs=BROUGHT, gate=threading.Semaphore(1))
    drive = drive_of(work)
    take(drive.page.header.source, "chinese")
    bar = drive.page.offer
    bar.action.click()
    drive.wait(lambda: "155 of 310 MB" in bar.text.text())
    assert bar.action.text() == "Pause"
    bar.action.click()
    drive.wait(lambda: bar.action.text() == "Resume")
    assert "Paused · " in bar.text.text()
    assert bar.others[0].text() == "Cancel"
    bar.others[0].click()
    drive.wait(lambda: bar.action.text() == "Download")
    drive.wait(lambda: ("forget", OPUS_ZH.id) in work.asked)


def test_without_a_connection_the_bar_says_what_can_be_done(drive_of):
    drive = drive_of(FakeWork(Stock((EN_PT, PT_EN)), fault=OFFLINE))
    take(drive.page.header.source, "chinese")
    bar = drive.page.offer
    bar.action.click()
    drive.wait(lambda: "cannot be reached" in bar.text.text())
    texts = [bar.action.text(), *(button.text() for button in bar.others)]
    assert texts == ["Try again", "Use a mirror…", "Copy file list"]
    bar.others[0].click()
    assert drive.library.connection.isVisible()
    assert drive.window.focusWidget() is drive.library.connection.mirror


def test_others_opens_the_library_with_what_translates_the_pair(drive_of):
    drive = drive_of(offers=(OPUS_ZH, EN_DE, LARGE))
    take(drive.page.header.target, "german")
    drive.page.offer.others[0].click()
    assert drive.library.isVisible()
    assert drive.titles() == ["en-de", "large"]
    assert drive.library.filters.pair.label() == "English → German"


def test_closing_the_bar_forgets_the_wish(drive_of):
    work = FakeWork(Stock((EN_PT, PT_EN)), installs=BROUGHT)
    drive = drive_of(work)
    take(drive.page.header.source, "chinese")
    drive.page.offer.closed.emit()
    drive.app.library.fetch(OPUS_ZH.repo)
    drive.wait(lambda: "zh" in drive.app.selection.choices.sources)
    assert drive.page.header.source.label() == "English"


def test_small_and_free_ones_for_the_very_pair_are_offered_first():
    free = replace(LARGE, repo="x/free", commercial=True, bytes=12)
    closed = replace(LARGE, repo="x/closed", commercial=False, bytes=1)
    found = completing((closed, LARGE, free, EN_DE), routes(("en", "pt")), "en", "de")
    assert [each.repo for each in found] == ["x/en-de", "x/large", "x/free", "x/closed"]


def test_a_half_is_offered_where_the_other_half_is_here():
    found = completing((OPUS_ZH, EN_DE), routes(("en", "pt"), ("pt", "en")), "zh", "pt")
    assert found == (OPUS_ZH,)
    found = completing((OPUS_ZH, EN_DE), routes(("en", "pt"), ("pt", "en")), "pt", "de")
    assert found == (EN_DE,)
    assert completing((OPUS_ZH,), routes(("pt", "de")), "zh", "de") == ()
    assert completing((LARGE, OPUS_ZH), routes(("en", "zh")), "zh", "zh") == ()


@pytest.mark.timed
def test_the_whole_catalogue_is_weighed_in_a_moment():
    models = [Model(each.id, each) for each in (EN_PT, PT_EN)]
    offers = [each for each in catalogue_offers() if each.task == "translation"]
    began = time.perf_counter()
    choices = choose(models, "en", "pt", {}, (), offers)
    assert time.perf_counter() - began < 0.05
    assert len(choices.more_sources) > 200
    assert {"de", "zh", "fr"} <= {each.code for each in choices.more_targets}
