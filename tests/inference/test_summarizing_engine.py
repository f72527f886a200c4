"""Which events a summary is told by, and what bad requests get."""

import random
import subprocess
import sys
import time
from dataclasses import replace

import pytest
import torch

from models.decoding import Stopped
from models.engine import Engine
from models.library import Library
from models.messages import (
    Cancelled,
    Finished,
    Form,
    Length,
    Loading,
    Notice,
    Opened,
    Options,
    Rules,
    Size,
    Summarize,
    SummaryDone,
    SummaryPart,
    Task,
)
from models.summarizing.structure import sentences_of
from models.summarizing.writing import Writing
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.copying import MARK, sentence, write_copying
from tests.inference.running import MEMORY, events, failure
from tests.source_tree import ROOT

TEXT = (
    "The old house stands near the river. She reads a letter in the garden. "
    "We bought bread, milk and apples. They sold the red boat yesterday!\n\n"
    "The train leaves at 7 and returns at 9. My brother works far from home."
)
SUMMARIZERS = ("bart", "distilbart", "chinese-bart", "pegasus", "t5", "mt5", "led", "umt5")
SHORT = Options(rules=Rules(most=12))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    write_copying(folder / "copying", 64)
    for name in (*SUMMARIZERS, "marian"):
        write_checkpoint(next(row for row in ROWS if row.name == name), folder / name)
    return folder


@pytest.fixture(scope="module")
def engine(folder):
    return Engine(Library(folder), MEMORY)


def done(found):
    (event,) = [event for event in found if isinstance(event, SummaryDone)]
    return event.summary


def test_extracts_open_no_model(engine):
    found = events(engine, Summarize(1, TEXT, length=Length(Size.SHORT)))
    assert [type(event) for event in found] == [SummaryDone, Finished]
    assert done(found).extractive
    assert {event.request_id for event in found} == {1}


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_every_family_of_summarizers(engine, name):
    found = events(engine, Summarize(2, TEXT, name, options=SHORT))
    kinds = [type(event) for event in found if not isinstance(event, Notice)]
    assert kinds[:2] in ([Loading, Opened], [Opened, SummaryPart])
    assert kinds[-3:] == [SummaryPart, SummaryDone, Finished]
    summary, last = (
        done(found),
        [event for event in found if isinstance(event, SummaryPart)][-1],
    )
    assert summary.read == summary.words == 41
    assert summary.parts >= 1
    assert last.done == last.total
    assert not summary.extractive
    for one in summary.sentences:
        assert all(TEXT[each.start : each.end].strip() for each in one.evidence)


def test_the_presets_words_are_counted_and_read(engine):
    summary = done(events(engine, Summarize(3, TEXT * 5, "t5", options=SHORT)))
    assert summary.read == summary.words == 205


@pytest.mark.parametrize("text", ["", "  \n\n", "--- *** ..."])
@pytest.mark.parametrize("name", [None, "copying"])
def test_a_text_without_words_is_refused(engine, text, name):
    found = failure(engine, Summarize(4, text, name))
    assert found.what == "There is no text to summarize."
    assert found.hint


@pytest.mark.parametrize("name", [None, "copying", "bart"])
def test_one_word_is_its_own_summary(engine, name):
    summary = done(events(engine, Summarize(5, "  Lisbon\n", name)))
    assert summary.text == "Lisbon"
    assert [(e.start, e.end) for e in summary.sentences[0].evidence] == [(2, 8)]


def test_a_translator_does_not_summarize(engine):
    found = failure(engine, Summarize(6, TEXT, "marian", task=Task("en", "fr")))
    assert found.usage
    assert "translates and does not summarize" in found.what


def test_an_unknown_language_is_said_first(engine):
    text = "O comboio parte às sete da manhã e volta às nove da noite todos os dias. " * 3
    found = events(engine, Summarize(7, text, "bart", options=SHORT))
    said = next(event for event in found if isinstance(event, Notice))
    assert "Portuguese" in said.what
    assert found.index(said) < min(
        at for at, event in enumerate(found) if isinstance(event, SummaryPart)
    )
    english = events(engine, Summarize(8, TEXT, "bart", options=SHORT))
    assert not any(isinstance(event, Notice) for event in english)


def test_a_title_is_one_line(engine):
    text = f"{TEXT} {MARK} Anna babo gelu nimi."
    summary = done(events(engine, Summarize(9, text, "copying", form=Form.TITLE)))
    assert len(summary.sentences) == 1
    assert "\n" not in summary.text
    assert not summary.text.endswith(".")
    assert summary.got <= 15


def test_longer_summaries_are_longer_and_need_fewer_levels(engine):
    chance = random.Random(3)
    text = "\n\n".join(
        f"{sentence(chance)} {MARK} {sentence(chance)} {sentence(chance)}" for _ in range(30)
    )
    short, long = (
        done(events(engine, Summarize(10, text, "copying", length=Length(words=words))))
        for words in (8, 120)
    )
    assert (short.asked, long.asked) == (8, 120)
    assert long.levels < short.levels
    assert short.got < 20
    assert 60 < long.got < 190


def test_a_cancelled_document_is_not_read_to_its_end(engine):
    text = TEXT * 20_000
    started = time.process_time()
    found = list(engine.run(Summarize(12, text), lambda: True))
    assert [type(event) for event in found] == [Cancelled]
    assert time.process_time() - started < 1


def test_it_may_be_cancelled_while_the_sentences_are_found():
    answers = iter([False, False, True])
    with pytest.raises(Stopped):
        sentences_of(TEXT * 500, "en", lambda: next(answers))
    assert next(answers, None) is None


def test_what_no_card_holds_the_processor_does(engine, monkeypatch):
    steps, calls = Writing.steps, []

    def too_much(work):
        calls.append(work)
        if len(calls) == 1:
            raise torch.OutOfMemoryError
        return steps(work)

    monkeypatch.setattr(Writing, "steps", too_much)
    opened = Engine._open

    def on_card(self, names, request, cancelled):
        models = yield from opened(self, names, request, cancelled)
        pretended = "cuda" if request.options.device == "auto" else "cpu"
        return [replace(model, device=pretended) for model in models]

    monkeypatch.setattr(Engine, "_open", on_card)
    found = events(engine, Summarize(11, TEXT, "copying"))
    assert isinstance(found[-1], Finished)
    assert any("processor goes on" in e.what for e in found if isinstance(e, Notice))
    assert len(calls) == 1 + done(found).levels


def test_extracting_needs_no_torch():
    code = (
        "import sys\n"
        "from models.messages import Form, Length\n"
        "from models.summarizing.extractive import extract\n"
        "from models.summarizing.structure import sentences_of\n"
        "text = 'One is here. Two is there.'\n"
        "extract(text, sentences_of(text), Length(), Form.SENTENCES, lambda: False)\n"
        "print('torch' in sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
