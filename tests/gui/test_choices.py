"""Languages and models: the nearest possible choice, always, and remembered by pair."""

from pathlib import Path

import pytest

from desktop_app.choices import Choices
from desktop_app.selection import Selection
from desktop_app.settings import SettingsStore
from models.messages import Checkpoint, Problem
from tests.fakes import FakeLibrary, checkpoint

EN_PT, PT_EN = checkpoint(), checkpoint("fake-pt-en", "pt", "en")
EN_DE = checkpoint("fake-en-de", "en", "de")
BROKEN = checkpoint("fake-broken", state="The file of weights is too short.")
MANY = Checkpoint(
    "many", "many", "fake", "translate", (), ("en", "pt"), ("en", "pt", "ja"), Path(), 1, ""
)


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
    selection.choose_target("de")
    assert not selection.choices.reversible
    selection.choose_source("pt")
    assert selection.choices.targets == ("en",)
    assert selection.choices.target == "en"


def test_choosing_the_other_sides_language_turns_the_pair_round(make):
    selection, _ = make(EN_PT, PT_EN)
    selection.choose_source("pt")
    assert (selection.choices.source, selection.choices.target) == ("pt", "en")
    selection.swap()
    assert (selection.choices.source, selection.choices.target) == ("en", "pt")


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
