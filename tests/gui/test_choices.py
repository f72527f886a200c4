"""Languages and models: the nearest possible choice, always, and remembered by pair."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.choices import Choices
from desktop_app.selection import Selection
from desktop_app.settings_store import SettingsStore
from models.messages import Problem, Task
from tests.fakes import FakeLibrary, checkpoint, multilingual
from tests.gui.many_languages import many

EN_PT, PT_EN = checkpoint(), checkpoint("fake-pt-en", "pt", "en")
EN_DE = checkpoint("fake-en-de", "en", "de")
BROKEN = checkpoint("fake-broken", state="The file of weights is too short.")
MANY = multilingual("many", ("en", "pt"), ("en", "pt", "ja"))


@pytest.fixture
def make(qapp, tmp_path):
    def select(*checkpoints):
        library = FakeLibrary(*checkpoints)
        selection = Selection(library, SettingsStore(tmp_path / "settings.json"))
        selection.reload()
        return selection, library

    return select


def test_only_languages_with_a_model_are_offered(make):
    selection, _ = make(EN_PT, PT_EN, EN_DE, BROKEN)
    choices = selection.choices
    assert choices.sources == ("en", "pt")
    assert choices.targets == ("de", "pt")
    assert (choices.source, choices.target) == ("en", "pt")
    assert choices.reversible
    assert [model.reference for model in choices.models] == ["fake-en-pt", "fake-broken"]
    assert [model.usable for model in choices.models] == [True, False]


def test_a_source_narrows_the_targets(make):
    selection, _ = make(EN_PT, PT_EN, EN_DE)
    assert selection.choices.targets == ("de", "pt")
    selection.choose_target("de")
    assert not selection.choices.reversible
    selection.choose_source("pt")
    assert selection.choices.targets == ("de", "en"), "German by way of English"
    assert selection.choices.target == "de"


def test_choosing_the_other_sides_language_turns_the_pair_round(make):
    selection, _ = make(EN_PT, PT_EN)
    selection.choose_source("pt")
    assert (selection.choices.source, selection.choices.target) == ("pt", "en")
    selection.swap()
    assert (selection.choices.source, selection.choices.target) == ("en", "pt")


def test_choosing_the_source_as_target_turns_the_pair_round(make):
    selection, _ = make(EN_PT, PT_EN)
    selection.choose_target("en")
    assert (selection.choices.source, selection.choices.target) == ("pt", "en")


def test_a_remembered_folder_that_is_gone_is_told_and_its_pair_kept(make):
    selection, library = make(EN_PT)
    folder = str(EN_DE.path)
    library.folders[folder] = EN_DE
    selection.open_folder(EN_DE.path)
    pair = (selection.choices.source, selection.choices.target)
    assert pair == ("en", "de")
    library.folders[folder] = Problem("It is gone.")
    told = []
    selection.noticed.connect(told.append)
    selection.reload()
    assert (selection.choices.source, selection.choices.target) == ("en", "pt")
    assert len(told) == 1
    library.folders[folder] = EN_DE
    selection.reload()
    assert (selection.choices.source, selection.choices.target) == pair
    assert len(told) == 1


def test_why_the_pair_chosen_last_cannot_be_had_is_told(make):
    closed = replace(EN_PT, state="It stays closed.")
    selection, library = make(EN_PT, EN_DE)
    told = []
    selection.noticed.connect(told.append)
    library.listed = (closed, EN_DE)
    selection.reload()
    assert (selection.choices.source, selection.choices.target) == ("en", "de")
    assert [each.what for each in told] == ["It stays closed."]
    library.listed = (EN_PT, EN_DE)
    selection.reload()
    assert (selection.choices.source, selection.choices.target) == ("en", "pt")
    assert len(told) == 1


def test_swap_without_a_way_back_changes_nothing(make):
    selection, _ = make(EN_DE)
    before = selection.choices
    selection.swap()
    assert selection.choices == before


def test_multilingual_checkpoints_offer_every_pair_but_equal_ones(make):
    selection, _ = make(MANY)
    assert selection.choices.targets == ("ja", "pt")
    selection.choose_source("pt")
    assert selection.choices.targets == ("en", "ja")


def test_the_model_is_remembered_for_its_pair(make):
    other = checkpoint("another-en-pt")
    selection, library = make(EN_PT, PT_EN, other)
    selection.choose_model("another-en-pt")
    selection.swap()
    assert selection.choices.model.reference == "fake-pt-en"
    selection.swap()
    assert selection.choices.model.reference == "another-en-pt"
    library.listed = (EN_PT, PT_EN)
    selection.reload()
    assert selection.choices.model.reference == "fake-en-pt"


def test_an_empty_library_offers_nothing(make):
    selection, _ = make(BROKEN)
    assert selection.choices.model is None
    assert selection.choices.sources == ()
    assert selection.choices == Choices(models=selection.choices.models)


def test_a_folder_opened_by_path_is_chosen_and_known_next_time(make):
    selection, library = make(EN_PT, PT_EN)
    folder = checkpoint("ja-en", "ja", "en")
    library.folders[str(folder.path)] = folder
    selection.open_folder(folder.path)
    assert (selection.choices.source, selection.choices.target) == ("ja", "en")
    assert selection.choices.model.reference == str(folder.path)
    library.folders[str(folder.path)] = Problem("gone")
    selection.reload()
    assert (selection.choices.source, selection.choices.target) == ("en", "pt")
    library.folders[str(folder.path)] = folder
    selection.reload()
    assert "ja" in selection.choices.sources


def test_a_folder_that_is_no_checkpoint_is_one_sentence(make):
    selection, library = make(EN_PT)
    library.folders["/x"] = Problem("There is no model in x.", "Choose another.", "config")
    heard = []
    selection.failed.connect(heard.append)
    before = selection.choices
    selection.open_folder(Path("/x"))
    assert [(each.what, each.hint) for each in heard] == [
        ("There is no model in x.", "Choose another.")
    ]
    assert selection.choices == before


NLLB = multilingual("nllb", many(202))
SUMMARIZER = replace(
    checkpoint("bart-cnn", "en", "en"), task="summarization", pairs=(), path=Path("/nowhere/b")
)


def models(choices):
    return [model.reference for model in choices.models]


def test_two_hundred_languages_are_offered_with_all_targets_but_the_source(make):
    selection, _ = make(NLLB)
    selection.choose_source("zu")
    assert len(selection.choices.sources) == 202
    assert len(selection.choices.targets) == 201
    assert "zu" not in selection.choices.targets
    assert selection.choices.route.task == Task("zu", selection.choices.target)


@pytest.mark.timed
def test_a_choice_among_many_languages_is_quick(make):
    selection, _ = make(NLLB, multilingual("madlad", many()), EN_PT, PT_EN, EN_DE)
    taken = []
    for source in ("zu", "en", "de", "af"):
        began = time.perf_counter()
        selection.choose_source(source)
        taken.append(time.perf_counter() - began)
    assert min(taken) < 0.02


def test_models_of_one_pair_come_before_multilingual_ones_and_large_before_small(make):
    large = replace(checkpoint("large-en-pt"), bytes=9000)
    selection, _ = make(NLLB, EN_PT, multilingual("madlad", many(), size=90_000), large)
    assert models(selection.choices) == ["large-en-pt", "fake-en-pt", "madlad", "nllb"]
    assert selection.choices.model.reference == "large-en-pt"
    selection.choose_model("nllb")
    selection.swap()
    assert models(selection.choices) == ["madlad", "nllb"]
    assert selection.choices.model.reference == "madlad"
    selection.swap()
    assert selection.choices.model.reference == "nllb", "remembered for its pair"


def test_a_lost_language_falls_back_to_one_with_its_own_model(make):
    selection, _ = make(NLLB, EN_PT, PT_EN)
    selection.choose_source("qya")
    assert (selection.choices.source, selection.choices.target) == ("en", "pt")


def test_a_summarizer_takes_no_part_and_says_how_it_is_run(make):
    selection, library = make(EN_PT, SUMMARIZER)
    assert models(selection.choices) == ["fake-en-pt"]
    library.folders["/b"] = SUMMARIZER
    heard = []
    selection.failed.connect(heard.append)
    before = selection.choices
    selection.open_folder(Path("/b"))
    (failed,) = heard
    assert failed.what == "bart-cnn summarizes texts and does not translate them."
    assert (
        failed.hint == f"The command interlinear translate --model {SUMMARIZER.path} runs it."
    )
    assert selection.choices == before
    alone, _ = make(SUMMARIZER)
    assert alone.choices == Choices()


def test_a_folder_that_says_nothing_of_languages_is_told_apart(make):
    selection, library = make(EN_PT)
    library.folders["/t5"] = replace(
        SUMMARIZER, task="text", name="flan", sources=(), targets=()
    )
    heard = []
    selection.failed.connect(heard.append)
    selection.open_folder(Path("/t5"))
    assert heard[0].what == "flan does not say which languages it translates."


def test_whatever_a_strangers_files_do_is_one_sentence(make):
    selection, library = make(EN_PT)
    library.folders["/y"] = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    heard = []
    selection.failed.connect(heard.append)
    selection.open_folder(Path("/y"))
    assert heard[0].what == "The folder y holds something that cannot be read."
    assert "UnicodeDecodeError" in heard[0].details


def test_opening_a_multilingual_folder_keeps_the_pair_if_it_can(make):
    selection, library = make(EN_PT)
    folder = replace(NLLB, path=Path("/nllb"))
    library.folders["/nllb"] = folder
    selection.open_folder(Path("/nllb"))
    assert (selection.choices.source, selection.choices.target) == ("en", "pt")
    assert selection.choices.model.reference == "/nllb"
    few = replace(multilingual("few", ("de", "fr", "ja")), path=Path("/few"))
    library.folders["/few"] = few
    selection.open_folder(Path("/few"))
    assert selection.choices.model.reference == "/few"
    assert few.translates(selection.choices.source, selection.choices.target)


def test_the_last_chosen_languages_are_remembered(make):
    selection, _ = make(NLLB)
    for language in ("zu", "af", "de", "fr", "zu"):
        selection.choose_target(language)
    assert selection.choices.recent[:4] == ("zu", "en", "fr", "de")
    assert len(selection.choices.recent) == 6
