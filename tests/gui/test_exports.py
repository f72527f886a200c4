"""Every format is written and read back."""

import csv
import json
import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from desktop_app.exporting import FORMATS
from desktop_app.settings import Panel
from tests.gui.scripted import CHINESE, LETTER, ScriptedEngine, document

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


def test_chinese_words_in_a_spreadsheet(drive_fake, tmp_path):
    text, parts = document(CHINESE)
    drive = drive_fake(ScriptedEngine(parts))
    drive.paste(text)
    drive.wait_translated()
    path = saved(drive, tmp_path / "zh", "pairs", ".csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "红色,red" in path.read_text("utf-8-sig")
