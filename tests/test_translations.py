"""Every text of the window is translated, with its placeholders, and the tables are current."""

import ast
import importlib
import json
from xml.etree import ElementTree

import pytest

from tests.source_tree import ROOT

RESOURCES = ROOT / "resources"


@pytest.fixture
def tools(monkeypatch):
    """The modules of packaging/, imported as their script imports them."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("translations"), importlib.import_module("sentences")


def test_all_texts_are_translated_and_compiled(tools):
    wrong = tools[0].check()
    assert not wrong, "\n".join([*wrong[:20], "run `make translations` and fill what is empty"])


def test_every_text_in_the_code_is_found_by_the_extraction(tools):
    known = {text.source for text in tools[0].texts(RESOURCES / "interlinear_zh_CN.ts")}
    missing = {text for text in texts_of_code() if text not in known}
    assert not missing, f"lupdate does not see {missing}: write the call as others are"


def texts_of_code():
    """The literal texts of all calls of `tr` and `translate`, read without Qt's tools."""
    for path in (ROOT / "desktop_app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                at = {"tr": 0, "translate": 1}.get(name)
                if at is not None and len(node.args) > at:
                    text = node.args[at]
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text.value


TS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="zh_CN">
<context><name>Page</name><message{numerus}><source>{source}</source>
<translation{kind}>{translation}</translation></message></context></TS>"""


@pytest.mark.parametrize(
    ("source", "translation", "kind", "fault"),
    [
        ("Saved as {name}.", "已保存为 {name}。", "", ""),
        ("Saved as {name}.", "已保存。", "", "placeholders"),
        ("Saved as {name}.", "已保存为 {nane}。", "", "placeholders"),
        ("Saved as {name}.", "", "", "not translated"),
        ("Saved as {name}.", "已保存为 {name}。", ' type="unfinished"', "not translated"),
        ("Open…", "打开", "", "another end"),
        ("from %n words", "共词", "", "placeholders"),
    ],
)
def test_faults_are_found(tools, tmp_path, source, translation, kind, fault):
    path = tmp_path / "page.ts"
    filled = TS.format(source=source, translation=translation, kind=kind, numerus="")
    path.write_text(filled, "utf-8")
    found = list(tools[0].faults(path))
    assert bool(found) == bool(fault)
    assert all(fault in each for each in found)


def test_a_plural_form_may_do_without_its_number(tools, tmp_path):
    forms = "<numerusform>one</numerusform><numerusform>%n of them</numerusform>"
    text = TS.format(source="%n models", translation=forms, kind="", numerus=' numerus="yes"')
    (tmp_path / "page.ts").write_text(text, "utf-8")
    assert list(tools[0].faults(tmp_path / "page.ts")) == []


def test_templates_name_what_is_filled_in(tools, tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "resources").mkdir()
    (tmp_path / "desktop_app").mkdir()
    (tmp_path / "resources" / "catalogue.json").write_text('{"checkpoints": []}')
    (tmp_path / "models" / "a.py").write_text(
        '"""A module. Not said."""\n'
        "PROBE = 'The red house was sold.'\n"
        "AGAIN = 'Fetch it again.'\n"
        "raise Problem(f'{path.name} of {folder.name} is {size:,} bytes long.', AGAIN)\n"
        "raise Problem(f'The disk of {x} is full' + (f': {y}.' if y else '.'))\n"
        "log.warning('The disk is slow.')\n",
        "utf-8",
    )
    assert tools[1].sentences(tmp_path) == [
        "Fetch it again.",
        "The disk of {x} is full.",
        "The disk of {x} is full: {y}.",
        "{name} of {name2} is {size} bytes long.",
    ]


def test_every_problem_of_the_models_has_a_template(tools):
    table = json.loads((RESOURCES / "sentences.json").read_text("utf-8"))
    raised = tools[1].raised(ROOT)
    assert len(raised) > 100
    assert not raised - set(table), (
        "write whole sentences, or packaging/sentences.py finds none"
    )


def test_the_english_file_holds_plurals_alone():
    messages = ElementTree.parse(RESOURCES / "interlinear_en.ts").getroot().iter("message")
    assert all(each.get("numerus") == "yes" for each in messages)


def test_the_table_of_sentences_is_sorted_and_without_repetition():
    table = json.loads((RESOURCES / "sentences.json").read_text("utf-8"))
    assert table == sorted(set(table))
