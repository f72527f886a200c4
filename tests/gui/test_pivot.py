"""Two real, tiny students that make a pair by way of a third language, in the real window."""

import pytest

from desktop_app.view.places import Side
from models.engine import Engine
from models.library import Library
from models.messages import SegmentDone, Task, Translate
from tests.gui.driving import Driver
from tests.tiny import write_student

TEXT = "She reads a letter in the garden."


@pytest.fixture
def library(tmp_path, no_starters):
    """A library with nothing but students from German to English and on to Portuguese."""
    folder = tmp_path / "students"
    write_student(folder / "de-en-tiny", seed=3, pair="deen")
    write_student(folder / "en-pt-tiny", seed=4, pair="enpt")
    return Library(folder)


@pytest.fixture
def drive(qtbot, open_app, library):
    app = open_app(
        Engine(library, 2_000_000_000), library, sample_seen=True, source="de", target="pt"
    )
    return Driver(qtbot, app)


@pytest.fixture
def names(library):
    return [each.name for each in library.checkpoints()]


def test_a_pair_that_no_model_does_goes_through_two(drive, library, names):
    header = drive.page.header
    assert (header.source.label(), header.target.label()) == ("German", "Portuguese")
    first, second = names
    assert header.models.label() == f"{first}, then {second}"
    drive.paste(TEXT)
    drive.wait_translated()
    request = Translate(
        1,
        TEXT,
        "de-en-tiny",
        via="en-pt-tiny",
        task=Task("de", "en"),
        via_task=Task("en", "pt"),
    )
    told = list(Engine(library, 2_000_000_000).run(request, lambda: False))
    expected = [event.segment.target for event in told if isinstance(event, SegmentDone)]
    assert expected
    assert drive.result_text() == expected[0]
    assert header.models.note == "fp32 · CPU"
    assert drive.words(Side.SOURCE)[:2] == ["She", "reads"]
    assert drive.words(Side.TARGET) != []


def test_the_box_lists_the_two_as_one_entry(drive, names):
    box = drive.page.header.models
    texts = [box.itemText(row) for row in range(box.count())]
    first, second = names
    assert texts == [f"{first}, then {second}", "", "More models…", "Open folder…"]
    before = drive.app.selection.choices
    box.activated.emit(0)
    assert drive.app.selection.choices == before


def test_each_half_is_still_a_choice_of_its_own(drive, names):
    drive.page.header.target_chosen.emit("en")
    assert drive.page.header.models.label() == names[0]
    assert not drive.page.header.swap.isEnabled()
    drive.paste(TEXT)
    drive.wait_translated()
    assert drive.result_text() != ""


def test_own_words_are_linked_through_both_models(drive):
    drive.paste(TEXT)
    drive.wait_translated()
    drive.wait(lambda: drive.page.result.text.complete)
    before = drive.page.links.reading.segments[0]
    drive.result.setFocus()
    drive.result.selectAll()
    drive.qtbot.keyClicks(drive.result, "Ela escreve")
    drive.wait(lambda: drive.page.links.reading.segments[0].target == "Ela escreve")
    drive.wait(lambda: bool(drive.page.links.reading.segments[0].alignment.words.target))
    after = drive.page.links.reading.segments[0]
    assert after.source == before.source
    assert [token.text for token in after.alignment.words.target] == ["Ela", "escreve"]
    assert len(after.alignment.words.source) == len(before.alignment.words.source)
    assert all(token.certainty is not None for token in after.alignment.words.target)
