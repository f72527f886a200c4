"""Pairs that two models make together."""

from dataclasses import replace

import pytest

from desktop_app.selection import Selection
from desktop_app.settings_store import SettingsStore
from models.messages import Task
from tests.fakes import FakeLibrary, checkpoint, multilingual

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


def models(choices):
    return [model.reference for model in choices.models]


def test_two_models_make_a_pair_by_way_of_english(make):
    selection, _ = make(checkpoint("de-en", "de", "en"), EN_PT)
    selection.choose_source("de")
    selection.choose_target("pt")
    route = selection.choices.route
    assert (route.model.reference, route.via.reference) == ("de-en", "fake-en-pt")
    assert (route.task, route.via_task) == (Task("de", "en"), Task("en", "pt"))
    assert models(selection.choices) == []
    assert not selection.choices.reversible


def test_english_is_preferred_then_the_best_two(make):
    ways = [checkpoint("de-fr", "de", "fr"), checkpoint("fr-pt", "fr", "pt")]
    large = [
        replace(checkpoint("de-es", "de", "es"), bytes=9000),
        checkpoint("es-pt", "es", "pt"),
    ]
    english = [checkpoint("de-en", "de", "en"), EN_PT]
    for known, middle in ((ways, "fr"), (ways + large, "es"), (ways + large + english, "en")):
        selection, _ = make(*known)
        selection.choose_source("de")
        selection.choose_target("pt")
        assert selection.choices.route.task == Task("de", middle)


def test_no_pivot_where_one_model_does_the_pair(make):
    selection, _ = make(checkpoint("de-en", "de", "en"), EN_PT, checkpoint("de-pt", "de", "pt"))
    selection.choose_source("de")
    selection.choose_target("pt")
    assert selection.choices.via is None
    assert selection.choices.model.reference == "de-pt"


WEAK = replace(checkpoint("weak", "en", "fr"), bytes=9000, fallback=True)


def test_any_other_model_comes_before_a_fallback(make):
    nllb = multilingual("nllb", ("en", "fr", "de"))
    selection, _ = make(WEAK, nllb, EN_PT)
    selection.choose_target("fr")
    assert models(selection.choices) == ["nllb", "weak"]
    selection.choose_model("weak")
    assert selection.choices.model.reference == "weak"


def test_no_pivot_goes_through_a_fallback(make):
    selection, _ = make(WEAK, PT_EN)
    assert selection.choices.targets == ("fr",)
    selection.choose_source("pt")
    assert selection.choices.targets == ("en",)
    selection, _ = make(WEAK, PT_EN, multilingual("nllb", ("en", "fr")))
    selection.choose_source("en")
    selection.choose_model("weak")
    selection.choose_source("pt")
    selection.choose_target("fr")
    assert selection.choices.via.reference == "nllb"


def test_a_pivot_uses_the_models_remembered_for_its_halves(make):
    selection, _ = make(checkpoint("de-en", "de", "en"), EN_PT, checkpoint("better-en-pt"))
    selection.choose_model("better-en-pt")
    selection.choose_source("de")
    selection.choose_target("pt")
    assert selection.choices.via.reference == "better-en-pt"


def test_unknown_and_several_languages_can_be_chosen_but_not_gone_through(make):
    selection, _ = make(checkpoint("x", "und", "und"), checkpoint("mul-en", "mul", "en"), EN_PT)
    selection.choose_source("und")
    assert (selection.choices.targets, selection.choices.reversible) == (("und",), False)
    selection.choose_source("mul")
    assert selection.choices.targets == ("en", "pt")
