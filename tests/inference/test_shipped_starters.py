"""The checkpoints in resources/starters: what they say of themselves, and what they do."""

import re

import pytest

from models.library import Library
from models.messages import (
    Form,
    Length,
    Note,
    Options,
    Summarize,
    SummaryDone,
    Translate,
)
from tests.inference.running import events, segments
from tests.source_tree import ROOT

PLACE = ROOT / "resources" / "starters"
MOST_BYTES = 15_000_000
TRANSLATOR, SUMMARIZER = "starter-en-fr", "starter-technical-one-line"
SHIPPED = {TRANSLATOR: PLACE / "eng-fra-gru", SUMMARIZER: PLACE / "technical-one-line"}
SECTIONS = (
    "What it is",
    "Data and licence",
    "Training",
    "Results",
    "Limits",
    "How to rebuild it",
    "Attribution",
)
PACKAGE = (
    "Pandoc is a library for converting from one markup format to another, and a command-line "
    "tool that uses this library. It can read several dialects of Markdown, HTML, LaTeX and "
    "DocBook. The formats it can write include LaTeX, OpenDocument, EPUB and man pages."
)
EDITOR = (
    "Quill is a text editor for terminals that is close to the classic editors of UNIX. It has "
    "undo of many levels, syntax highlighting, a history of commands, completion of file names "
    "and folding. The package holds the editor with the usual set of features."
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("empty"))
    return {one.id: one for one in library.checkpoints()}


@pytest.fixture(params=SHIPPED)
def shipped(request, found):
    return found[request.param]


def test_they_are_listed_with_what_has_to_be_said(shipped):
    assert (shipped.state, shipped.starter) == ("ready", True)
    assert shipped.path == SHIPPED[shipped.id]
    assert shipped.licence.startswith("Apache-2.0")
    assert shipped.attribution.startswith("Trained for Interlinear on ")
    assert len(shipped.anatomy) == 6


def test_the_labels_say_what_they_are_for(found):
    translator, summarizer = found[TRANSLATOR], found[SUMMARIZER]
    assert translator.name == "English→French, classic recurrent net (short sentences)"
    assert "Tatoeba (tatoeba.org, CC BY 2.0 FR)" in translator.attribution
    assert summarizer.name == "One-line summaries: technical English"
    assert summarizer.one_line
    assert "SciTLDR" in summarizer.attribution
    assert "Debian" in summarizer.attribution


def test_they_are_small(shipped):
    assert sum(path.stat().st_size for path in shipped.path.glob("*")) <= MOST_BYTES


def test_the_card_is_complete(shipped):
    card = (shipped.path / "README.md").read_text("utf-8")
    assert tuple(re.findall(r"^## (.+)$", card, re.MULTILINE)) == SECTIONS
    assert not re.findall(r"{{\w+}}", card), "fill these in"
    head = (shipped.path / "train.toml").read_text("utf-8")
    commands = re.findall(r"^#   (.+)$", head, re.MULTILINE)
    assert len(commands) == 2
    assert all(command in card for command in commands)


@pytest.mark.parametrize("name", ["eng-fra-gru", "eng-fra-gru-plain", "technical-one-line"])
def test_the_log_and_the_curve_of_each_training_are_here(name):
    log = (PLACE / name / "log.tsv").read_text("utf-8").splitlines()
    assert log[0].split("\t")[0] == "step"
    assert len(log) > 20
    assert (PLACE / name / "curve.svg").read_text("utf-8").startswith("<svg")


def test_the_recurrent_net_translates_short_sentences_with_links(starters):
    found = segments(starters, Translate(0, "I love you.\nThank you.", TRANSLATOR, lines=True))
    assert [one.target for one in found] == ["Je t'aime.", "Merci."]
    options = Options(split_punctuation=True)
    text = "She reads a red book."
    (one,) = segments(starters, Translate(0, text, TRANSLATOR, options=options))
    words = one.alignment.words
    linked = {
        (words.source[each.source].text, words.target[each.target].text)
        for each in words.links(one.alignment.threshold)
    }
    assert ("red", "rouge") in linked
    assert ("book", "livre") in linked
    assert Note.UNLINKED not in one.notes


def summarized(engine, text, **more):
    request = Summarize(0, text, SUMMARIZER, **more)
    (done,) = [event for event in events(engine, request) if isinstance(event, SummaryDone)]
    return done.summary


def test_one_line_is_written_about_a_text_whatever_length_is_asked(starters):
    summary = summarized(starters, PACKAGE)
    assert summary == summarized(starters, PACKAGE, length=Length(words=200))
    assert (summary.parts, summary.levels, summary.asked) == (1, 1, 0)
    assert "\n" not in summary.text
    assert 2 <= summary.got <= 25
    assert summary.sentences[0].evidence


def test_a_long_text_gets_a_line_for_each_part_and_one_title(starters):
    text = "\n\n".join([*[PACKAGE] * 4, *[EDITOR] * 4])
    summary = summarized(starters, text, form=Form.BULLETS)
    assert summary.parts > 1
    assert summary.read == summary.words
    assert summary.text.count("- ") >= summary.parts
    title = summarized(starters, text, form=Form.TITLE)
    assert len(title.sentences) == 1
    assert title.levels > 1
