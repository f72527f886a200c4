"""A Transformer's attention of all kinds in the window: matrix, heads, numbers of one step."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.head_links import Head
from desktop_app.settings import Panel
from desktop_app.view.places import Place, Side
from models.engine import Engine
from models.library import Library
from models.messages import Translate
from tests.checkpoints import MARIAN, ROWS, write_checkpoint
from tests.gui.driving import Driver

NAME = "opus-mt-en-de"
MOST = 8  # pieces: nobody reads what random weights write
LAYERS, HEADS = MARIAN["decoder_layers"], MARIAN["decoder_attention_heads"]
IN_SOURCE = MARIAN["encoder_layers"], MARIAN["encoder_attention_heads"]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library with one small Transformer from English to German."""
    made = tmp_path_factory.mktemp("transformers")
    write_checkpoint(ROWS[0], made / NAME)
    settings = made / NAME / "generation_config.json"
    said = json.loads(settings.read_text("utf-8"))
    settings.write_text(json.dumps({**said, "max_length": MOST, "num_beams": 1}), "utf-8")
    return Library(made)


@pytest.fixture(scope="module")
def engine(library):
    """An engine that has opened it and chosen how its words are linked."""
    made = Engine(library, 2_000_000_000)
    list(made.run(Translate(0, "One.", NAME), lambda: False))
    return made


@pytest.fixture
def drive(qtbot, open_app, library, engine):
    app = open_app(
        engine, library, sample_seen=True, panel=Panel.HEADS, source="en", target="de"
    )
    made = Driver(qtbot, app)
    made.paste("the house is small")
    made.wait_translated()
    made.wait(lambda: made.page.strip.heads.isVisible() and made.page.strip.heads.complete)
    return made


def shape(drive):
    return drive.app.inspector._state.weights.shape


def test_every_kind_of_attention_is_seen_and_a_head_is_chosen(drive):
    strip = drive.page.strip
    kinds = strip.options.kinds.group
    assert shape(drive)[:2] == (LAYERS, HEADS)
    own = drive.page.links.reading.segments[0].alignment
    place = strip.heads.rect_of(Head(1, 1)).center()
    QTest.mouseClick(strip.heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
    drive.wait(lambda: drive.page.links.reading.segments[0].alignment != own)
    assert "Layer 2, head 2" in strip.options.head.text()
    drive.app.settings.set("panel", Panel.MATRIX)
    assert strip.matrix.sheet.level == drive.page.links.reading.segments[0].alignment.words
    for number, side, wanted in (
        (1, Side.SOURCE, IN_SOURCE),
        (2, Side.TARGET, (LAYERS, HEADS)),
    ):
        kinds.button(number).click()
        drive.wait(
            lambda side=side: bool(strip.matrix.sheet) and strip.matrix.sheet.rows is side
        )
        assert strip.matrix.sheet.columns is side
        assert shape(drive)[:2] == wanted
    kinds.button(0).click()
    drive.wait(lambda: bool(strip.matrix.sheet) and strip.matrix.sheet.columns is Side.SOURCE)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_step_in_numbers_for_every_kind(drive, number):
    strip = drive.page.strip
    drive.app.settings.set("panel", Panel.MATRIX)
    strip.options.kinds.group.button(number).click()
    strip.options.explain.click()
    side = Side.SOURCE if number == 1 else Side.TARGET
    drive.page.links.pin(Place(0, side, 0))
    drive.wait(lambda: "softmax" in strip.step.toPlainText() or "Σ" in strip.step.toPlainText())
    text = strip.step.toPlainText()
    assert "score = query · key" in text
    assert ("Likeliest" in text) is (number != 1)
