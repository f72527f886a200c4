"""The translation edited by hand: its links, the way back, and what a new one would cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.details import Details
from desktop_app.view.places import Side
from desktop_app.view.result_changes import Part, change_of
from desktop_app.view.result_preview import Preview
from models.messages import Finished, Note, Opened, Translate
from tests.fakes import FakeEngine, FakeLibrary, checkpoint
from tests.gui.driving import CONTROL, Driver
from tests.gui.rewriting_driving import place_caret, segment_of, settled, write
from tests.gui.scripted import LETTER, ScriptedEngine, document

RED_HOUSE = "The old red house was sold yesterday."


@pytest.fixture
def drive(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    return drive


def test_an_edited_sentence_is_linked_anew(drive):
    write(drive, "vermelha", "rubra")
    assert "casa rubra" in drive.result_text()
    assert drive.words(Side.TARGET) == [], "what is not known is not shown"
    drive.wait(lambda: settled(drive))
    assert "rubra" in drive.words(Side.TARGET)
    token = next(
        each for each in segment_of(drive).alignment.words.target if each.text == "rubra"
    )
    assert token.certainty < 0.3
    drive.hover(drive.result, "rubra")
    assert "red" in drive.lit(drive.source)


def test_what_was_typed_without_a_pause_is_one_step(drive):
    text = drive.result_text()
    write(drive, "vermelha", "rubra")
    edited = drive.result_text()
    drive.wait(lambda: settled(drive))
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    assert drive.result_text() == text
    assert "vermelha" in drive.words(Side.TARGET)
    drive.key(Qt.Key.Key_Y, CONTROL, drive.result)
    drive.key(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier, drive.result)
    assert drive.result_text() == edited
    assert "rubra" in drive.words(Side.TARGET)


def test_an_own_translation_can_be_pasted_over_all(drive):
    drive.result.selectAll()
    QApplication.clipboard().setText("Ontem venderam a velha casa vermelha.")
    drive.result.paste()
    drive.wait(lambda: settled(drive))
    drive.hover(drive.result, "casa")
    assert "house" in drive.lit(drive.source)


def test_several_pasted_sentences_are_those_of_the_source(drive):
    drive.source.selectAll()
    drive.paste("Good morning.\n\nThe house is red.")
    drive.wait_translated()
    drive.result.selectAll()
    QApplication.clipboard().setText("Olá.\n\nA casa é vermelha.")
    drive.result.paste()
    drive.wait(lambda: settled(drive, 0) and settled(drive, 1))
    assert [each.target for each in drive.page.links.reading.segments] == [
        "Olá.",
        "A casa é vermelha.",
    ]


def test_a_new_translation_asks_before_it_throws_an_edit_away(drive):
    write(drive, "vermelha", "rubra")
    drive.wait(lambda: settled(drive))
    bar = drive.page.inquiry.bar
    assert not bar.isVisible()
    drive.type(" Good night.")
    drive.wait(bar.isVisible)
    assert "rubra" in drive.result_text(), "nothing is lost without a word"
    bar.action.click()
    drive.wait_translated()
    assert not bar.isVisible()
    assert "rubra" not in drive.result_text()
    assert drive.result_text().endswith("Boa noite.")


def test_after_all_was_undone_nothing_is_asked(drive):
    write(drive, "vermelha", "rubra")
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    drive.type(" Good night.")
    drive.wait_translated()
    drive.wait(lambda: drive.result_text().endswith("Boa noite."))
    assert not drive.page.inquiry.bar.isVisible()


def test_typing_with_blanks_around_keeps_the_links_in_place(drive):
    place_caret(drive, "A ")
    QTest.keyClicks(drive.result, "  ")
    drive.wait(lambda: settled(drive))
    drive.hover(drive.result, "casa")
    assert set(drive.lit(drive.result)) == {"casa"}


def test_an_emptied_translation_has_no_links(drive):
    drive.result.selectAll()
    QTest.keyClick(drive.result, Qt.Key.Key_Delete)
    assert drive.result_text() == ""
    assert drive.words(Side.TARGET) == []
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    assert "vermelha" in drive.words(Side.TARGET)


PARTS = [Part("", "One."), Part(" ", "Two."), Part("\n\n", "Three.")]


@pytest.mark.parametrize(
    ("edited", "changed", "tail"),
    [
        ("One! Two.\n\nThree.\n", {0: Part("", "One!")}, "\n"),
        ("One.. Two.\n\nThree.\n", {0: Part("", "One..")}, "\n"),
        ("One. 2.\n\nThree.\n", {1: Part(" ", "2.")}, "\n"),
        ("One. Two.\nThree.\n", {2: Part("\n", "Three.")}, "\n"),
        ("One. Two.\n\nThree.", {}, ""),
        ("One. Two.\n\nThree. Four\n", {2: Part("\n\n", "Three. Four")}, "\n"),
        ("1. 2.\n\n3.\n", {0: Part("", "1."), 1: Part(" ", "2."), 2: Part("\n\n", "3.")}, "\n"),
        ("All\n", {0: Part("", "All"), 1: Part("", ""), 2: Part("", "")}, "\n"),
        ("", {0: Part("", ""), 1: Part("", ""), 2: Part("", "")}, ""),
    ],
)
def test_an_edit_changes_the_sentences_it_touches(edited, changed, tail):
    change = change_of(PARTS, "\n", edited)
    assert change.parts == changed
    assert change.tail == tail


@given(st.text("aO. \n", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_after_any_edit_the_parts_are_the_text(written, first, last):
    text = "One. Two.\n\nThree.\n"
    first, last = sorted((min(first, len(text)), min(last, len(text))))
    edited = text[:first] + written + text[last:]
    change = change_of(PARTS, "\n", edited)
    parts = [change.parts.get(at, part) for at, part in enumerate(PARTS)]
    assert "".join(each.before + each.target for each in parts) + change.tail == edited


def test_questions_of_one_topic_replace_each_other_and_topics_wait():
    sent, heard = [], []
    details = Details(lambda request: sent.append(request.id))

    def ask(topic, name):
        details.ask(topic, lambda identity: Translate(identity, name, "x"), heard.append)

    ask("a", "1")
    ask("b", "2")
    ask("a", "3")
    assert sent == [-1, -2], "the first is not wanted any more, so the second's turn comes"
    details.feed((Opened(-1, "x", "fp32", "cpu"), Finished(-1, 0.0)))
    assert heard == []
    details.feed((Finished(-2, 0.0),))
    assert [type(each) for each in heard] == [Finished]
    assert sent == [-1, -2, -3]
    details.drop("a")
    details.feed((Finished(-3, 0.0),))
    assert len(heard) == 1


def test_an_edited_sample_goes_with_the_first_key(qtbot, open_app, engine):
    drive = Driver(qtbot, open_app(engine))
    drive.wait_translated()
    write(drive, "vermelha", "rubra")
    drive.wait(lambda: settled(drive))
    drive.type("Good night.")
    drive.wait(lambda: drive.result_text() == "Boa noite.")
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    assert drive.result_text() == "Boa noite."


def test_a_language_of_the_other_direction_takes_an_edit_with_it(qtbot, open_app):
    library = FakeLibrary(checkpoint("a", "en", "pt"), checkpoint("b", "en", "ar"))
    drive = Driver(qtbot, open_app(FakeEngine(), library, sample_seen=True))
    drive.paste("one")
    drive.wait_translated()
    drive.result.selectAll()
    QTest.keyClicks(drive.result, "TWO")
    drive.app.selection.choose_target("ar")
    drive.wait(lambda: drive.result_text() == "ONE")
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    assert drive.result_text() == "ONE"


def noted(drive):
    """The letters of the translation that carry a note."""
    text = drive.result_text()
    return "".join(one for at, one in enumerate(text) if drive.page.result.note_at(at)).strip()


@pytest.fixture
def repeating(drive_fake):
    """Two sentences, of which the second repeats itself."""
    text, parts = document(*LETTER)
    drive = drive_fake(ScriptedEngine(parts), checks=False)
    drive.paste(text)
    drive.wait_translated()
    assert noted(drive) == parts[1].target
    return drive


def test_a_note_stays_while_its_sentence_does(repeating):
    drive = repeating
    second = segment_of(drive, 1).target
    write(drive, "Minha", "Nossa")
    assert noted(drive) == second
    place_caret(drive, "chorou .", at_end=True)
    QTest.keyClick(drive.result, Qt.Key.Key_Delete)
    assert "chorou .\nEla" in drive.result_text()
    assert noted(drive) == second
    assert segment_of(drive, 1).notes == (Note.REPEATS,)


def test_a_note_goes_with_the_sentence_and_comes_back_with_it(repeating):
    drive = repeating
    second = segment_of(drive, 1).target
    write(drive, "entregou", "deu")
    assert noted(drive) == ""
    assert segment_of(drive, 1).notes == ()
    drive.key(Qt.Key.Key_Z, CONTROL, drive.result)
    assert noted(drive) == second
    assert segment_of(drive, 1).notes == (Note.REPEATS,)


def test_a_preview_gives_the_note_back(repeating):
    drive = repeating
    second = segment_of(drive, 1).target
    preview = Preview(drive.page.result, drive.page.links)
    preview.show(1, "Ela deu as chaves.", 3)
    assert noted(drive) == ""
    preview.restore()
    assert noted(drive) == second
