"""Every format is written and read back."""

import csv
import html
import json
import re
import time
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop_app.exporting import FORMATS
from desktop_app.settings import Panel
from desktop_app.view import colors
from tests.gui.driving import Driver
from tests.gui.scripted import ARABIC, CHINESE, LETTER, ScriptedEngine, document, linked

TEXT, PARTS = document(*LETTER)


@pytest.fixture
def drive(drive_fake):
    made = drive_fake(ScriptedEngine(PARTS))
    made.paste(TEXT)
    made.wait_translated()
    return made


def saved(drive, path, kind, suffix):
    drive.page.strip.export.choose(path, kind, suffix)
    drive.wait(path.with_suffix(suffix).exists)
    return path.with_suffix(suffix)


def test_the_menu_offers_every_format(drive):
    offered = [each.data() for each in drive.page.strip.export.actions() if each.data()]
    assert offered == [*(each.id for each in FORMATS), "svg", "png"]
    assert drive.page.strip.header.export.isEnabled()


def test_links_are_read_back_as_they_are_shown(drive, tmp_path):
    wanted = [
        {(link.source, link.target) for link in part.alignment.words.links(0.4)}
        for part in PARTS
    ]
    pharaoh = saved(drive, tmp_path / "links", "pharaoh", ".pharaoh").read_text("utf-8")
    read = [
        {tuple(map(int, each.split("-"))) for each in line.split()}
        for line in pharaoh.splitlines()
    ]
    assert read == wanted
    lines = saved(drive, tmp_path / "all", "json", ".jsonl").read_text("utf-8").splitlines()
    assert [{tuple(link[:2]) for link in json.loads(line)["links"]} for line in lines] == wanted
    tsv = saved(drive, tmp_path / "pairs", "tsv", ".tsv").read_text("utf-8").splitlines()
    assert [len(line.split("\t")) for line in tsv] == [3, 3]
    with saved(drive, tmp_path / "words", "pairs", ".csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        assert len(list(csv.DictReader(file))) == sum(map(len, wanted))


def test_a_threshold_goes_into_the_file(drive, tmp_path):
    drive.page.links.set_threshold(0.9)
    text = saved(drive, tmp_path / "strong", "pharaoh", ".pharaoh").read_text("utf-8")
    strong = sum(len(part.alignment.words.links(0.9)) for part in PARTS)
    assert len(text.split()) == strong


def test_interlinear_text_and_page_hold_both_texts(drive, tmp_path):
    text = saved(drive, tmp_path / "a", "text", ".txt").read_text("utf-8")
    page = saved(drive, tmp_path / "a", "html", ".html").read_text("utf-8")
    for part in PARTS:
        assert part.target in text
        for token in part.alignment.words.source:
            assert token.text in text
            assert token.text in re.sub("<[^>]*>", "", page)


@pytest.mark.parametrize("panel", [Panel.ROWS, Panel.MATRIX])
def test_pictures_of_each_view(drive, tmp_path, panel):
    drive.app.settings.set("panel", panel)
    svg = saved(drive, tmp_path / "view", "svg", ".svg")
    root = ET.fromstring(svg.read_text("utf-8"))
    assert root.tag.endswith("svg")
    words = {node.text for node in root.iter() if node.tag.endswith("text")}
    assert {"handed", "entregou"} <= words
    image = QImage(str(saved(drive, tmp_path / "view", "png", ".png")))
    width = drive.page.strip.matrix.whole_size().width()
    assert not image.isNull()
    if panel is Panel.MATRIX:
        assert image.width() == 2 * (width + 32)
        colors = {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 9)
            for y in range(0, image.height(), 9)
        }
        assert len(colors) > 3


def test_a_folder_that_is_not_there_is_told(drive, tmp_path):
    drive.page.strip.export.choose(tmp_path / "no" / "where.txt", "text", ".txt")
    drive.wait(drive.page.message.isVisible)
    assert "where.txt" in drive.page.message.text.text()
    assert not drive.page.message.action.isVisible()


@pytest.mark.parametrize(("kind", "suffix"), [("json", ".jsonl"), ("svg", ".svg")])
def test_a_dot_in_a_name_takes_nothing_of_it_away(drive, tmp_path, kind, suffix):
    other = tmp_path / f"chapter 1{suffix}"
    other.write_text("another chapter")
    drive.page.strip.export.choose(tmp_path / "chapter 1.2", kind, suffix)
    drive.wait((tmp_path / f"chapter 1.2{suffix}").exists)
    assert other.read_text() == "another chapter"


def test_a_picture_is_of_the_kind_of_its_name_in_capitals(drive, tmp_path):
    drive.page.strip.export.choose(tmp_path / "VIEW.PNG", "png", ".png")
    drive.wait((tmp_path / "VIEW.PNG").exists)
    assert not QImage(str(tmp_path / "VIEW.PNG"), "PNG").isNull()


def test_chinese_words_in_a_spreadsheet(drive_fake, tmp_path):
    text, parts = document(CHINESE)
    drive = drive_fake(ScriptedEngine(parts))
    drive.paste(text)
    drive.wait_translated()
    path = saved(drive, tmp_path / "zh", "pairs", ".csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "红色,red" in path.read_text("utf-8-sig")


@pytest.fixture
def heads(qtbot, open_app, engine):
    """A window with the real engine and all heads of a sentence."""
    drive = Driver(qtbot, open_app(engine, sample_seen=True, panel=Panel.HEADS))
    drive.paste("The old red house was sold.")
    drive.wait_translated()
    drive.wait(lambda: drive.page.strip.heads.isVisible() and drive.page.strip.heads.complete)
    return drive


def test_all_heads_as_a_drawing_have_labels_and_an_image_each(heads, tmp_path):
    root = ET.fromstring(saved(heads, tmp_path / "heads", "svg", ".svg").read_text("utf-8"))
    texts = [node.text for node in root.iter() if node.tag.endswith("text")]
    images = [node for node in root.iter() if node.tag.endswith("image")]
    layers = [text for text in texts if text.startswith("Layer")]
    columns = [text for text in texts if text.startswith("Head")]
    assert layers == [f"Layer {at + 1}" for at in range(len(layers))]
    assert len(images) == len(layers) * len(columns) > 1


def test_all_heads_as_a_picture_show_their_weights(heads, tmp_path):
    view = heads.page.strip.heads
    image = QImage(str(saved(heads, tmp_path / "heads", "png", ".png")))
    assert image.size() == 2 * (view.whole_size() + QSize(32, 32))
    ink, ground = colors.accent(view.palette()), view.palette().base().color()
    middle = colors.blend(ground, ink, 0.5)
    seen = [
        image.pixelColor(x, y)
        for x in range(0, image.width(), 5)
        for y in range(0, image.height(), 5)
    ]
    assert ground in seen, "what no head looks at"
    assert any(each.saturation() >= middle.saturation() for each in seen), "what one looks at"


SMILE = linked("😀|red|“cars”|&|<b>", "🟥|carros|😀|&|<b>", "0-2 1-0 2-1 3-3 4-4")


@pytest.fixture(params=[ARABIC, SMILE, CHINESE], ids=["arabic", "emoji", "chinese"])
def strange(drive_fake, request):
    text, parts = document(request.param)
    drive = drive_fake(ScriptedEngine(parts))
    drive.paste(text)
    drive.wait_translated()
    return drive, request.param


def texts_of(tokens):
    return [token.text for token in tokens]


def test_every_script_is_read_back_from_every_text_format(strange, tmp_path):
    drive, part = strange
    words = part.alignment.words
    wanted = {(each.source, each.target) for each in words.links(part.alignment.threshold)}
    line = saved(drive, tmp_path / "x", "pharaoh", ".pharaoh").read_text("utf-8")
    assert {tuple(map(int, each.split("-"))) for each in line.split()} == wanted
    found = json.loads(saved(drive, tmp_path / "x", "json", ".jsonl").read_text("utf-8"))
    assert (found["source"], found["target"]) == (part.source, part.target)
    spans = [part.target[start:end] for start, end in found["target_words"]]
    assert spans == texts_of(words.target)
    tsv = saved(drive, tmp_path / "x", "tsv", ".tsv").read_text("utf-8")
    source, target, links = tsv.rstrip("\n").split("\t")
    assert source.split() == texts_of(words.source)
    assert target.split() == texts_of(words.target)
    assert len(links.split()) == len(wanted)
    with saved(drive, tmp_path / "x", "pairs", ".csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        pairs = {tuple(row.values())[1:3] for row in csv.DictReader(file)}
    assert pairs == {(words.source[s].text, words.target[t].text) for s, t in wanted}


def test_every_script_stands_in_interlinear_text_and_page(strange, tmp_path):
    drive, part = strange
    text = saved(drive, tmp_path / "x", "text", ".txt").read_text("utf-8")
    page = saved(drive, tmp_path / "x", "html", ".html").read_text("utf-8")
    shown = html.unescape(re.sub("<[^>]*>", "", page))
    for token in (*part.alignment.words.source, *part.alignment.words.target):
        assert token.text in text
        assert token.text in shown


@pytest.mark.parametrize("panel", [Panel.ROWS, Panel.MATRIX])
def test_every_script_stands_in_drawings(strange, tmp_path, panel):
    drive, part = strange
    drive.app.settings.set("panel", panel)
    svg = saved(drive, tmp_path / "x", "svg", ".svg")
    texts = {
        node.text
        for node in ET.fromstring(svg.read_text("utf-8")).iter()
        if node.tag.endswith("text")
    }
    assert set(texts_of(part.alignment.words.source)) <= texts
    assert set(texts_of(part.alignment.words.target)) <= texts
    assert not QImage(str(saved(drive, tmp_path / "x", "png", ".png"))).isNull()


@pytest.mark.timed
def test_the_window_goes_on_while_a_large_picture_is_made(drive_fake, tmp_path):
    words = "|".join(f"word{at}" for at in range(60))
    text, parts = document(linked(words, words, " ".join(f"{at}-{at}" for at in range(60))))
    drive = drive_fake(ScriptedEngine(parts), panel=Panel.MATRIX)
    drive.paste(text)
    drive.wait_translated()
    path = tmp_path / "large.png"
    began = time.perf_counter()
    drive.page.strip.export.choose(path, "png", ".png")
    asked = time.perf_counter() - began
    drive.wait(path.exists)
    assert asked < (time.perf_counter() - began) / 4, "drawn beside the window's own work"
