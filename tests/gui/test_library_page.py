"""The Library page: what it lists, its filters, searches, and the connection."""

import threading
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from desktop_app.library_rows import Filter, Here, Licence, Size, rows_of
from desktop_app.library_work import catalogue_offers
from desktop_app.shelf import MOST_FOUND, Shelf, Stock
from desktop_app.view.languages import LanguageNames
from desktop_app.view.metrics import SMALLEST_WINDOW
from models.messages import Offer
from tests.gui.clipping import clipped
from tests.gui.library_driving import drive_work
from tests.gui.shelves import OFFLINE, OPUS_ZH, FakeWork, full_stock, installed

ZH = "OPUS-MT Chinese → English"
DE = "OPUS-MT English → German"
ES = "OPUS-MT Spanish → English"
FR = "OPUS-MT French → English"
SWEDISH = replace(OPUS_ZH, repo="Helsinki-NLP/opus-mt-sv-en", pairs=(("sv", "en"),))


@pytest.fixture
def library_of(qtbot, open_app):
    def make(work=None, offers=(OPUS_ZH,), **more):
        drive = drive_work(qtbot, open_app, work or FakeWork(full_stock()), offers, **more)
        drive.open()
        return drive

    return make


def test_the_pages_are_tabs_with_names_and_keys(library_of):
    drive = library_of()
    bar, names = drive.window.tabs.bar, ["Translate", "Summarize", "Library"]
    assert [bar.tabText(at) for at in range(bar.count())] == names
    face = QAccessible.queryAccessibleInterface(bar)
    named = [face.child(at).text(QAccessible.Text.Name) for at in range(3)]
    assert named == names
    drive.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, drive.window)
    assert drive.page.isVisible()
    assert drive.source.hasFocus()


def test_keys_of_the_other_page_do_nothing_here(library_of):
    drive = library_of()
    drive.key(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier, drive.window)
    drive.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, drive.window)
    assert drive.source.isVisible(), "the strip did not fill the page"


def test_downloads_come_first_then_what_is_here_then_the_catalogue(library_of):
    drive = library_of()
    assert drive.titles() == [
        "opus-mt-en-ru",
        "Bergamot tiny en→pt",
        "Bergamot tiny pt→en",
        DE,
        FR,
        ES,
        ZH,
    ]
    assert drive.state_of("opus-mt-en-ru") == "Paused · 120 of 310 MB"
    assert drive.state_of(ES) == "Ready"
    assert drive.library.footer.total.text() == "5 models · 1.4 GB on disk · 61 GB free"


def test_typing_filters_at_once_and_enter_asks_the_hub(library_of):
    work = FakeWork(full_stock(), found=(SWEDISH,))
    drive = library_of(work)
    line = drive.library.filters.line
    QTest.keyClicks(line, "swedish")
    assert drive.titles() == []
    assert ("search", "swedish", "", "") not in work.asked
    QTest.keyClick(line, Qt.Key.Key_Return)
    drive.wait(lambda: drive.titles() == ["OPUS-MT Swedish → English"])
    assert ("search", "swedish", "", "") in work.asked
    assert drive.details.title.text() == "OPUS-MT Swedish → English"


def test_without_a_connection_a_search_says_so_and_what_to_do(library_of):
    work = FakeWork(full_stock(), search_fault=OFFLINE)
    drive = library_of(work)
    drive.library.filters.line.setText("swedish")
    drive.library.filters.ask.click()
    bar = drive.library.message
    drive.wait(bar.isVisible)
    assert bar.text.text() == f"{OFFLINE.what} {OFFLINE.hint}"
    assert [bar.action.text(), bar.others[0].text()] == ["Try again", "Use a mirror…"]
    work.search_fault, work.found = None, (SWEDISH,)
    bar.action.click()
    drive.wait(lambda: drive.titles() == ["OPUS-MT Swedish → English"])
    assert not bar.isVisible()


def test_the_choices_leave_out_what_does_not_fit(library_of):
    drive = library_of(offers=catalogue_offers())
    filters, everything = drive.library.filters, len(drive.titles())
    cases = (
        (filters.here, Here.INSTALLED, lambda row: row.installed),
        (filters.bytes, Size.LARGE, lambda row: row.bytes > 2e9),
        (filters.licence, Licence.NOT_COMMERCIAL, lambda row: row.commercial is False),
        (filters.task, "summarization", lambda row: row.task == "summarization"),
    )
    for chip, wanted, fits in cases:
        at = chip.findData(wanted)
        chip.setCurrentIndex(at)
        chip.activated.emit(at)
        assert drive.list.rows.rows
        assert all(map(fits, drive.list.rows.rows)), wanted
        filters.clear()
    filters.language.language_chosen.emit("ja")
    assert all("ja" in row.languages() for row in drive.list.rows.rows)
    filters.clear()
    assert len(drive.titles()) == everything


@pytest.mark.parametrize("count", [MOST_FOUND - 1, MOST_FOUND])
def test_a_full_answer_of_the_hub_says_how_to_find_fewer(library_of, count):
    drive = library_of(FakeWork(full_stock(), found=many_offers(count)))
    drive.library.search()
    drive.wait(lambda: len(drive.app.library.shelf.found) == count)
    found, is_full = drive.library.footer.found, count == MOST_FOUND
    whole = "The first 30 of many; a longer name finds fewer."
    assert found.text() == (whole if is_full else "")
    drive.window.resize(*SMALLEST_WINDOW)
    short = "The first 30 of many." if is_full else ""
    drive.wait(lambda: found.text() == short)
    assert found.toolTip() == (whole if is_full else "")


def test_an_empty_library_says_what_to_do(library_of):
    drive = library_of(FakeWork(Stock()), offers=())
    assert drive.titles() == []
    assert "search the hub, or import" in drive.list._empty
    assert not drive.details.isVisible()


def test_what_is_set_for_the_connection_is_kept(library_of):
    work = FakeWork(full_stock())
    drive = library_of(work)
    drive.library.filters.connection.click()
    panel = drive.library.connection
    QTest.keyClicks(panel.mirror, "https://mirror.example")
    QTest.keyClick(panel.mirror, Qt.Key.Key_Return)
    QTest.keyClicks(panel.proxy, "http://proxy:3128")
    QTest.keyClick(panel.proxy, Qt.Key.Key_Return)
    values = drive.app.settings.values
    assert (values.endpoint, values.proxy) == ("https://mirror.example", "http://proxy:3128")
    assert panel.to_mirror.isVisible()
    panel.to_mirror.click()
    assert drive.app.settings.values.token_to_mirror
    QTest.keyClicks(panel.token, "hf_secret")
    panel.keep.click()
    drive.wait(lambda: ("token", "hf_secret") in work.asked)
    drive.wait(lambda: "until the program ends" in panel.token_note.text())
    assert panel.token.text() == ""
    QTest.keyClick(panel.token, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_importing_and_moving_are_done_off_the_window(library_of, tmp_path):
    work = FakeWork(full_stock())
    drive = library_of(work)
    drive.window.import_wanted.emit(tmp_path / "opus.zip")
    drive.window.move_wanted.emit(tmp_path / "elsewhere")
    drive.wait(lambda: ("move", tmp_path / "elsewhere") in work.asked)
    assert ("bring", tmp_path / "opus.zip") in work.asked
    drive.wait(lambda: drive.library.message.text.text() == "The library was moved.")
    drive.wait(lambda: "opus" in drive.titles())
    drive.wait(lambda: drive.state_of("opus") == "Ready · 2,900 words/s here")


def many_offers(count):
    return tuple(
        Offer(f"owner/model-{n}", "translation", "x", (("en", f"x{n % 90}"),))
        for n in range(count)
    )


@pytest.mark.timed
def test_five_hundred_rows_are_filtered_in_a_moment(library_of):
    drive = library_of(offers=(*many_offers(480), *catalogue_offers()))
    assert len(drive.titles()) > 500
    line, slowest = drive.library.filters.line, 0.0
    for words in ("m", "mo", "model-4", "german", "nothing at all", ""):
        began = time.perf_counter()
        line.setText(words)
        slowest = max(slowest, time.perf_counter() - began)
    assert slowest < 0.05


@pytest.mark.timed
def test_five_hundred_rows_follow_a_download_without_holding_up_the_window(library_of):
    work = FakeWork(full_stock(), gate=threading.Semaphore(0))
    drive = library_of(work, offers=(*many_offers(480), *catalogue_offers()))
    shelf = drive.app.library.shelf
    began = time.perf_counter()
    for step in range(10):
        drive.library.show_shelf(replace(shelf, stock=replace(shelf.stock, free=step)))
    assert (time.perf_counter() - began) / 10 < 0.03


@pytest.mark.parametrize("interface", ["en", "de", "ar", "ta"])
def test_nothing_is_cut_off_in_the_smallest_window(library_of, interface):
    drive = library_of(offers=catalogue_offers(), names=LanguageNames([interface]))
    drive.window.resize(*SMALLEST_WINDOW)
    for row in (0, 3, 4, 5, 20):
        drive.list.setCurrentIndex(drive.list.rows.index(row))
        drive.qtbot.wait(20)
        assert clipped(drive.window) == []
    drive.library.open_connection()
    drive.qtbot.wait(20)
    assert clipped(drive.window) == []


def test_everything_that_can_be_clicked_has_a_name(library_of):
    drive = library_of()
    for widget in drive.window.findChildren(object):
        policy = getattr(widget, "focusPolicy", None)
        if policy and policy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            face = QAccessible.queryAccessibleInterface(widget)
            assert face.text(QAccessible.Text.Name), widget


def test_f6_goes_round(library_of):
    drive = library_of()
    seen = []
    for _ in range(3):
        drive.key(Qt.Key.Key_F6, widget=drive.window.focusWidget())
        seen.append(drive.window.focusWidget())
    assert seen[0] is drive.list
    assert seen[1] in drive.buttons().values()
    assert seen[2] is drive.library.filters.line


def test_a_row_joins_all_that_is_known_of_one_checkpoint():
    offer = replace(OPUS_ZH, why="It is small.")
    here = installed("Helsinki-NLP--opus-mt-zh-en", (("zh", "en"),), licence="")
    (row,) = rows_of(Shelf(Stock((here,)), (offer,)))
    assert row.installed
    assert row.offer.why == "It is small."
    assert (row.licence, row.commercial) == ("cc-by-4.0", True)
    assert row.bytes == here.bytes
    assert Filter().chosen is False
