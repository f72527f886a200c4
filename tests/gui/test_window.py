"""The real window: typing, pasting, copying, cancelling and closing."""

import threading

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication

from desktop_app.view.places import Side
from models.messages import Problem
from tests.fakes import FakeEngine
from tests.gui.driving import CONTROL, Driver

RED_HOUSE = "The old red house on the hill was sold yesterday."


def test_the_first_start_shows_a_translated_sample_with_a_pinned_word(qtbot, open_app, engine):
    drive = Driver(qtbot, open_app(engine))
    drive.wait_translated()
    assert drive.source.plain_text() == RED_HOUSE
    assert "vermelha" in drive.result_text()
    assert drive.page.strip.view.isVisible()
    drive.wait(lambda: "vermelha" in drive.lit(drive.result))
    assert drive.lit(drive.source) == {"red": 1.0}
    assert "becomes" in drive.page.strip.line.text()
    assert "example" in drive.page.source.note.text().casefold()


def test_the_sample_goes_with_the_first_key_and_does_not_come_back(qtbot, open_app, engine):
    app = open_app(engine)
    drive = Driver(qtbot, app)
    drive.wait_translated()
    drive.key(Qt.Key.Key_Right)
    assert drive.source.is_sample, "looking around is allowed"
    drive.type("H")
    assert drive.source.plain_text() == "H"
    assert drive.result_text() == ""
    assert app.settings.values.sample_seen


def test_an_idle_window_opens_the_model_in_the_background(drive_fake):
    engine = FakeEngine()
    drive = drive_fake(engine)
    drive.wait(lambda: bool(engine.opened))
    assert [(request.id, request.text) for request in engine.requests] == [(0, "")]
    drive.wait(lambda: not drive.app.controller.busy)
    assert drive.page.status.work.text() == "Ready"


def test_typing_is_translated_by_itself(drive):
    drive.type("Good morning, my friend.")
    drive.wait_translated()
    assert drive.result_text() == "Bom dia, meu amigo."
    assert drive.page.source.note.text() == "24 characters"
    assert "Ready · " in drive.page.status.work.text()


def test_one_character_is_singular(drive):
    drive.type("a")
    assert drive.page.source.note.text() == "1 character"


def test_escape_without_pins_cancels_the_work(drive_fake):
    drive = drive_fake(FakeEngine(gate=threading.Semaphore(0)))
    drive.paste("one\ntwo")
    drive.wait(drive.page.status.cancel.isVisible)
    drive.key(Qt.Key.Key_Escape)
    assert not drive.app.controller.busy
    assert not drive.page.status.cancel.isVisible()


def test_typing_on_cancels_and_the_last_text_wins(drive):
    drive.paste("The weather is fine today. " * 40)
    drive.wait(lambda: drive.result_text() != "")
    drive.source.selectAll()
    drive.type("Good night.")
    drive.wait_translated()
    assert drive.result_text() == "Boa noite."
    assert len(drive.page.links.reading.segments) == 1


def test_swap_turns_the_languages_and_translates_back(drive):
    drive.type("The house is red.")
    drive.wait_translated()
    portuguese = drive.result_text()
    drive.key(Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert drive.source.plain_text() == portuguese
    drive.wait_translated()
    assert drive.page.header.source.currentText() == "Portuguese"
    assert "house" in drive.result_text()
    assert drive.app.settings.values.source == "pt"


def test_copy_and_copy_both(drive):
    drive.paste("Good morning.\n\nGood night.")
    drive.wait_translated()
    drive.key(Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.clipboard().text() == "Bom dia.\n\nBoa noite."
    drive.page.result.both_button.click()
    assert QApplication.clipboard().text() == (
        "Good morning.\nBom dia.\n\nGood night.\nBoa noite.\n"
    )


def test_clear_can_be_undone(drive):
    drive.type("Good morning.")
    drive.wait_translated()
    drive.page.source.clear_button.click()
    assert drive.source.plain_text() == ""
    drive.wait(lambda: drive.result_text() == "")
    assert drive.words(Side.SOURCE) == []
    drive.key(Qt.Key.Key_Z, CONTROL)
    drive.wait_translated()
    assert drive.source.plain_text() == "Good morning."
    assert drive.result_text() == "Bom dia."


def test_broken_unicode_can_be_pasted(drive):
    drive.paste("Good \ud800 morning.\0 \u2028And \ufdd0 good night.\r\nBye.")
    drive.wait_translated()
    assert "\n" in drive.result_text()


def test_long_work_can_be_cancelled_where_it_is_shown(drive_fake):
    gate = threading.Semaphore(3)
    drive = drive_fake(FakeEngine(gate=gate))
    drive.paste("\n".join(f"Sentence number {n}" for n in range(100)))
    drive.wait(lambda: "Sentence 3 of about" in drive.page.status.work.text())
    drive.page.status.cancel.click()
    assert drive.page.status.work.text() == "Ready"
    assert "SENTENCE NUMBER 2" in drive.result_text(), "what is done stays"


def test_a_failure_is_one_sentence_with_a_second_try(drive_fake):
    engine = FakeEngine(fault=Problem("The weights are gone.", "Fetch them.", "file x"))
    drive = drive_fake(engine)
    drive.paste("one")
    drive.wait(drive.page.message.isVisible)
    bar = drive.page.message
    assert bar.text.text() == "The weights are gone. Fetch them."
    bar.more.click()
    bar.copy.click()
    assert QApplication.clipboard().text() == "The weights are gone. Fetch them.\n\nfile x"
    engine.fault = None
    bar.action.click()
    drive.wait_translated()
    assert not bar.isVisible()
    assert drive.result_text() == "ONE"


def test_after_a_failure_nothing_of_an_older_text_is_left(drive_fake):
    engine = FakeEngine()
    drive = drive_fake(engine)
    drive.paste("one\ntwo")
    drive.wait_translated()
    engine.fault = Problem("The weights are gone.", "Fetch them.")
    drive.source.clear()
    drive.paste("one\nother words")
    drive.wait(drive.page.message.isVisible)
    assert drive.result_text() == "ONE"


def test_a_text_file_can_be_dropped_on_the_source(drive, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes("Good morning.".encode("utf-16"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert drive.source.canInsertFromMimeData(data)
    drive.source.insertFromMimeData(data)
    drive.wait_translated()
    assert drive.result_text() == "Bom dia."


def test_formatted_text_is_pasted_plain(drive):
    data = QMimeData()
    data.setHtml("<h1>Good <b>morning</b>.</h1>")
    data.setText("Good morning.")
    drive.source.insertFromMimeData(data)
    assert "font" not in drive.source.toHtml().split("<body")[1].split("Good")[1]
    assert drive.source.plain_text() == "Good morning."


def test_closing_in_the_middle_of_real_work(drive):
    drive.paste("The weather is fine today, they said on the radio. " * 400)
    drive.wait(lambda: drive.result_text() != "")
    drive.window.close()
    assert drive.app.worker.isFinished()
    assert drive.app.settings.values.text.startswith("The weather")
