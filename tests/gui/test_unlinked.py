"""Models without attention: their translations are shown, and that nothing links them."""

import re

import pytest

from desktop_app.settings import Panel, Tokens
from desktop_app.view.places import Place, Side
from desktop_app.view.strip_texts import Inks, explained
from models.messages import Note
from tests.gui.scripted import ScriptedEngine, linked

SOURCE, TARGET = "The|old|house", "A|velha|casa"
SENTENCE = "This model has no attention, so nothing says which word comes from which."


def unlinked(notes=(Note.UNLINKED,)):
    return linked(SOURCE, TARGET, "", notes=notes)


def test_the_line_of_a_word_tells_its_certainty_alone(qapp):
    inks = Inks("#111111", "#222222", "#333333")

    def said(side):
        line = explained(unlinked(), Place(0, side, 1), Tokens.WORDS, inks)
        return re.sub("<[^>]*>", "", line).replace("&nbsp;", "").strip()

    assert said(Side.TARGET) == "velha · the model is 88 % sure"
    assert said(Side.SOURCE) == "old"


@pytest.mark.parametrize("panel", list(Panel))
def test_a_sentence_stands_where_links_would_be(drive_fake, panel):
    drive = drive_fake(ScriptedEngine((unlinked(),)), panel=panel)
    drive.paste("The old house")
    drive.wait_translated()
    strip = drive.page.strip
    assert strip.hint.isVisible()
    assert strip.hint.text() == SENTENCE
    assert not any(view.isVisible() for view in (strip.view, strip.matrix, strip.heads))


def test_a_model_that_links_shows_its_links_again(drive_fake):
    drive = drive_fake(ScriptedEngine((unlinked(()),)))
    drive.paste("The old house")
    drive.wait_translated()
    assert drive.page.strip.view.isVisible()
    assert not drive.page.strip.hint.isVisible()
