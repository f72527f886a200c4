"""A text in another language than the box says: pointed out once, never changed silently."""

import pytest

from desktop_app.detecting import Detection
from desktop_app.shelf import Stock
from models.messages import Offer
from tests.gui.library_driving import drive_work
from tests.gui.shelves import FakeWork, installed

ES_EN = Offer("x/es-en", "translation", "marian", (("es", "en"),), bytes=300_000_000)
HERE = Stock(
    (installed("fake-en-pt", (("en", "pt"),)), installed("fake-pt-en", (("pt", "en"),)))
)
SPANISH = "La vieja casa roja de la colina se vendió ayer por la mañana."
PORTUGUESE = "A velha casa vermelha na colina foi vendida ontem de manhã."


@pytest.fixture(scope="module")
def detection():
    made = Detection()
    made.mismatch(SPANISH, "en", ("en", "es", "pt"))  # reads the statistics
    return made


@pytest.fixture
def drive(qtbot, open_app, detection):
    return drive_work(qtbot, open_app, FakeWork(HERE), (ES_EN,), detect=lambda: detection)


def said(drive):
    bar = drive.page.offer
    return (bar.text.text(), bar.action.text()) if bar.isVisible() else None


def settle(drive):
    """Let the pause after typing and the look at the text go by."""
    drive.qtbot.wait(900)


def test_a_language_that_is_here_can_be_switched_to(drive):
    drive.paste(PORTUGUESE)
    drive.wait(lambda: said(drive) == ("This looks like Portuguese.", "Switch"))
    assert drive.page.header.source.label() == "English", "never silently"
    drive.page.offer.action.click()
    assert drive.page.header.source.label() == "Portuguese"
    settle(drive)
    assert said(drive) is None


def test_one_that_is_not_here_can_be_got(drive):
    drive.paste(SPANISH)
    drive.wait(lambda: said(drive) == ("This looks like Spanish.", "Get Spanish → Portuguese"))
    drive.page.offer.action.click()
    offered = "Spanish → Portuguese: es-en, about 300 MB, licence: see its card"
    assert said(drive) == (offered, "Download")


def test_it_is_not_said_again_once_it_was_closed(drive):
    drive.paste(SPANISH)
    drive.wait(lambda: said(drive) is not None)
    close = drive.page.offer.close_button
    close.click()
    drive.type(" Y nada que decir.")
    settle(drive)
    assert said(drive) is None
    drive.source.selectAll()
    drive.paste(PORTUGUESE)
    drive.wait(lambda: said(drive) is not None)


@pytest.mark.parametrize(
    "text", ["", "Hola", "La casa", "The old red house was sold.", "12 34 56"]
)
def test_nothing_is_said_of_few_words_or_of_the_right_language(drive, text):
    drive.paste(text)
    settle(drive)
    assert said(drive) is None


def test_the_bar_goes_when_the_text_goes(drive):
    drive.paste(SPANISH)
    drive.wait(lambda: said(drive) is not None)
    drive.source.selectAll()
    drive.paste("The old red house on the hill was sold yesterday.")
    drive.wait(lambda: said(drive) is None)
