"""The source box: long text in helpings, undo, file drops, direction."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.view.source_edit import SourceEdit, helpings
from tests.gui.driving import CONTROL


@pytest.fixture
def edit(qtbot):
    box = SourceEdit("Source")
    qtbot.addWidget(box)
    box.resize(400, 300)
    box.show()
    return box


@pytest.mark.parametrize("text", ["", "a", "x" * 100_000, "line\n" * 20_000, "\n" * 60_000])
def test_helpings_are_the_text_and_end_at_paragraphs(text):
    parts = helpings(text)
    assert "".join(parts) == text
    assert all(part.endswith("\n") for part in parts[:-1])


def test_a_megabyte_is_inserted_while_the_window_lives_on(qtbot, edit):
    text = "The weather is fine today, they said.\n" * 27_000
    heard = []
    edit.edited.connect(heard.append)
    edit.replace_text(text)
    assert 0 < edit.document().characterCount() < len(text)
    qtbot.waitUntil(lambda: edit.plain_text() == text, timeout=10_000)
    assert heard[-1] is True, "translated at once when all is there"
    assert not any(heard[:-1])
    edit.undo()
    assert edit.plain_text() == "", "one step back"


def test_a_key_during_a_long_insertion_comes_after_it(qtbot, edit):
    text = "The weather is fine today.\n" * 10_000
    edit.replace_text(text)
    QTest.keyClick(edit, Qt.Key.Key_End, CONTROL)
    QTest.keyClicks(edit, "x")
    assert edit.plain_text() == text + "x"


def test_all_of_a_long_insertion_is_remembered(edit):
    text = "line\n" * 20_000
    edit.replace_text(text)
    assert edit.whole_text() == text


def test_only_real_edits_are_announced(edit):
    heard = []
    edit.edited.connect(heard.append)
    QTest.keyClicks(edit, "Hi.")
    assert heard == [False, False, True], "a full stop does not wait"
    edit.set_zoom(150)
    edit.moveCursor(edit.textCursor().MoveOperation.Start)
    assert len(heard) == 3


def test_line_height_survives_clearing_undo_and_paste(edit):
    edit.replace_text("one\ntwo")
    edit.replace_text("")
    edit.undo()
    edit.undo()
    edit.undo()
    edit.replace_text("three\nfour")
    block = edit.document().firstBlock()
    while block.isValid():
        assert block.blockFormat().lineHeight() == 140
        block = block.next()


def test_an_empty_box_takes_its_languages_direction(edit):
    heard = []
    edit.edited.connect(heard.append)
    edit.set_base_direction(True)
    assert heard == [], "that is no edit"
    edit.insertPlainText("\u0628")
    assert edit.cursorRect().x() > edit.width() / 2
