"""The same text by another model, and back again: read, marked, followed, closed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.view.highlights import Tone
from desktop_app.view.metrics import PANE_MARGIN, SMALLEST_WINDOW
from models.library import Library
from models.messages import Problem, Translate
from tests.gui.comparing_driving import (
    choose,
    entries,
    is_complete,
    on_ground,
    second,
    wait_compared,
)
from tests.gui.driving import CONTROL
from tests.gui.rewriting_driving import place_caret
from tests.tiny import write_student

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups
TEXT = "\tShe handed over the keys 😀\n\nNobody knows. The house is old.\n"
BACK = "\tShe handed the keys 😀\n\nNo one knows. The house is old.\n"
TITLE_BACK = "Back in English, by Bergamot tiny pt→en"


@pytest.fixture
def translated(drive):
    drive.paste(TEXT)
    drive.wait_translated()
    return drive


@pytest.fixture
def two(translated, tmp_path):
    """The translation, and a second model for the pair with random weights."""
    write_student(tmp_path / "student-en-pt", seed=4, pair="enpt")
    translated.app.selection.open_folder(tmp_path / "student-en-pt")
    translated.app.selection.choose_model("starter-en-pt")
    translated.wait_translated()
    return translated


@pytest.fixture
def twin(translated, tmp_path):
    """The translation, and the same model by another name."""
    starter = Library(tmp_path / "library").find("starter-en-pt").path
    (tmp_path / "twin").symlink_to(starter, target_is_directory=True)
    translated.app.selection.open_folder(tmp_path / "twin")
    translated.app.selection.choose_model("starter-en-pt")
    translated.wait_translated()
    return translated


def name_of(drive):
    return drive.app.selection.choices.others[0].model.checkpoint.name


def test_the_menu_says_what_there_is(translated):
    assert [each for each in entries(translated) if each[0]] == [
        ("No other model here translates English into Portuguese", False),
        ("Translate back to English", True),
        ("More models…", True),
    ]
    choose(translated, "More")
    assert translated.window.pages.currentWidget() is translated.window.library


def test_translating_back_marks_what_did_not_come_back_and_what_came_in(translated):
    before = translated.result_text()
    choose(translated, "Translate back")
    wait_compared(translated)
    pane = second(translated)
    assert pane.edit.plain_text() == BACK
    assert pane.title.text() == TITLE_BACK
    assert pane.count.text() == "3 of 12 words differ"
    assert on_ground(translated.source) == ["over", "Nobody"]
    assert on_ground(pane.edit) == ["No one"]
    assert on_ground(translated.result) == []
    assert translated.result_text() == before
    assert pane.use_button.isHidden()
    pane.copy_button.click()
    assert QApplication.clipboard().text() == BACK


def test_another_model_is_marked_on_both_sides(two):
    choose(two, name_of(two))
    wait_compared(two)
    pane = second(two)
    assert pane.title.text() == name_of(two)
    assert pane.edit.plain_text().startswith("\t")
    assert "\n\n" in pane.edit.plain_text()
    mine = {word.strip(".").casefold() for word in two.result_text().split()}
    theirs = {word.strip(".").casefold() for word in pane.edit.plain_text().split()}
    marked = " ".join(on_ground(two.result)).casefold().split()
    assert set(marked) >= mine - theirs - {"😀"}
    assert marked
    assert on_ground(pane.edit)
    assert on_ground(two.source) == []
    assert "😀" not in on_ground(two.result) + on_ground(pane.edit)


def test_the_same_model_says_the_same_words(twin):
    choose(twin, name_of(twin))
    wait_compared(twin)
    assert second(twin).edit.plain_text() == twin.result_text()
    assert second(twin).count.text() == "the same words"
    assert on_ground(twin.result) == on_ground(second(twin).edit) == []


def test_use_this_model_chooses_it_and_closes(two):
    choose(two, name_of(two))
    wait_compared(two)
    theirs = second(two).edit.plain_text()
    reference = two.app.selection.choices.others[0].model.reference
    second(two).use_button.click()
    assert not second(two).isVisible()
    assert two.app.selection.choices.model.reference == reference
    two.wait_translated()
    assert two.result_text() == theirs
    assert on_ground(two.result) == []


def test_marks_go_at_once_when_the_source_is_edited_and_it_follows(translated):
    choose(translated, "Translate back")
    wait_compared(translated)
    translated.source.moveCursor(QTextCursor.MoveOperation.End)
    translated.type("Good morning.")
    assert on_ground(translated.source) == []
    assert on_ground(second(translated).edit) == []
    translated.wait(lambda: second(translated).edit.plain_text() == f"{BACK}Good morning.")
    translated.wait(lambda: on_ground(translated.source) == ["over", "Nobody"])
    translated.source.selectAll()
    translated.key(Qt.Key.Key_Delete)
    translated.wait(lambda: second(translated).edit.plain_text() == "")
    assert second(translated).isVisible()
    assert second(translated).edit.placeholderText()


def test_an_edited_translation_is_what_is_translated_back(translated):
    choose(translated, "Translate back")
    wait_compared(translated)
    place_caret(translated, "casa")
    QTest.keyClicks(translated.result, "bela ")
    translated.wait(lambda: "beautiful" in second(translated).edit.plain_text())
    wait_compared(translated)
    assert [each for each in on_ground(second(translated).edit) if "beautiful" in each]
    translated.key(Qt.Key.Key_Z, CONTROL, translated.result)
    translated.wait(lambda: second(translated).edit.plain_text() == BACK)


def test_an_edited_translation_is_compared_anew_without_asking(twin):
    choose(twin, name_of(twin))
    wait_compared(twin)
    place_caret(twin, "casa")
    QTest.keyClicks(twin.result, "bela ")
    twin.wait(lambda: on_ground(twin.result) == ["bela"])
    assert on_ground(second(twin).edit) == []
    assert "differ" in second(twin).count.text()


def test_escape_in_the_pane_closes_it_and_f6_reaches_it(translated):
    choose(translated, "Translate back")
    wait_compared(translated)
    translated.window.activateWindow()
    translated.result.setFocus()
    translated.page.cycle_panes()
    assert second(translated).edit.hasFocus()
    translated.page.escape()
    assert second(translated).isHidden()
    assert translated.result.hasFocus()
    assert on_ground(translated.source) == []
    assert not any(each.isChecked() for each in translated.page.compare.actions())
    choose(translated, "Translate back")
    wait_compared(translated)
    assert second(translated).edit.plain_text() == BACK
    second(translated).close_button.click()
    assert second(translated).isHidden()


def test_other_languages_close_it(translated):
    choose(translated, "Translate back")
    wait_compared(translated)
    translated.window.swap()
    assert second(translated).isHidden()
    assert translated.app.comparing.comparison is None


def test_the_keys_open_it_and_say_where_there_is_no_way(translated):
    translated.window.activateWindow()
    QTest.keyClick(translated.source, Qt.Key.Key_B, CONTROL)
    wait_compared(translated)
    assert second(translated).edit.plain_text() == BACK


def test_it_has_the_size_and_the_ground_of_the_sentence_that_is_pointed_at(translated):
    choose(translated, "Translate back")
    wait_compared(translated)
    translated.page.set_zoom(150)
    assert second(translated).edit.font() == translated.result.font()
    translated.hover(second(translated).edit, "house")
    translated.wait(
        lambda: on_ground(translated.source, Tone.SENTENCE) == ["The house is old."]
    )
    translated.leave(second(translated).edit)
    translated.wait(lambda: on_ground(translated.source, Tone.SENTENCE) == [])
    translated.hover(translated.source, "handed")
    translated.wait(
        lambda: on_ground(second(translated).edit, Tone.SENTENCE) == ["She handed the keys"]
    )


class FailsFor:
    """The real engine, but one model cannot be opened."""

    def __init__(self, engine, reference):
        self.engine, self.reference = engine, reference

    def run(self, request, cancelled):
        if isinstance(request, Translate) and request.checkpoint == self.reference:
            raise Problem("The file model.bin is cut off.", "Fetch it again.")
        return self.engine.run(request, cancelled)


def test_a_model_that_fails_says_so_in_its_pane_alone(engine, drive_fake):
    drive = drive_fake(FailsFor(engine, "starter-pt-en"))
    drive.paste(TEXT)
    drive.wait_translated()
    before = drive.result_text()
    choose(drive, "Translate back")
    pane = second(drive)
    drive.wait(pane.fault.isVisible)
    assert pane.fault.text() == "The file model.bin is cut off. Fetch it again."
    assert drive.result_text() == before
    assert not drive.page.message.isVisible()
    assert not is_complete(drive)


@pytest.mark.parametrize("percent", [100, 200])
def test_both_texts_have_room_for_a_line_at_any_size(translated, percent):
    translated.window.resize(*SMALLEST_WINDOW)
    choose(translated, "Translate back")
    wait_compared(translated)
    translated.window.setting_wanted.emit("zoom", percent)
    translated.qtbot.wait(20)
    for edit in (translated.result, second(translated).edit):
        assert edit.viewport().height() >= PANE_MARGIN + edit.cursorRect().height()
