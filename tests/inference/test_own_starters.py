"""Small checkpoints of our own that come with the program: listed, kept, and taken last."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.library import Library, choosing
from models.messages import Checkpoint, UsageError
from tests.inference.recurrent_folders import random_net, write
from tests.tiny import write_student

CARD = """\
---
pretty_name: A small net
language: [en, fr]
license: Apache-2.0 (weights)
attribution: >-
  From sentences of
  many people.
---
# It is small
"""


@pytest.fixture
def place(tmp_path, monkeypatch, no_starters):
    """The folder of a package where starters lie."""
    folder = tmp_path / "with_starters" / "starters"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("models.library.OWN_STARTER_PACKAGE", "with_starters")
    return folder


@pytest.fixture
def library(tmp_path, place):
    return Library(tmp_path / "library")


def test_a_card_says_what_a_starter_is_called_and_whose_data_it_is(library, place):
    folder = write(place / "small", random_net(), target_language="fr")
    (folder / "README.md").write_text(CARD, "utf-8")
    (one,) = library.checkpoints()
    assert (one.id, one.name, one.licence) == (
        "starter-en-fr",
        "A small net",
        "Apache-2.0 (weights)",
    )
    assert one.attribution == "From sentences of many people."
    assert (one.state, one.starter, one.fallback, one.path) == ("ready", True, True, folder)


@pytest.mark.parametrize(
    "card", [None, "", "# None", "---\n- a\n---\n", "---\na: [\n---\n", "\xff"]
)
def test_without_a_card_that_can_be_read_the_folder_s_name_is_what_there_is(
    library, place, card
):
    folder = write(place / "small", random_net())
    if card is not None:
        (folder / "README.md").write_bytes(card.encode("latin-1"))
    (one,) = library.checkpoints()
    assert (one.name, one.licence, one.attribution) == ("small", "see its card", "")


def test_a_folder_without_weights_is_a_training_s_log_alone(library, place):
    (place / "plain").mkdir()
    (place / "plain" / "train.toml").touch()
    assert library.checkpoints() == ()


def test_a_broken_one_says_so_and_is_not_chosen(library, place):
    folder = write(place / "small", random_net(), target_language="fr")
    (folder / "source.spm").unlink()
    (one,) = library.checkpoints()
    assert one.state.startswith("The checkpoint small has no vocabulary")
    with pytest.raises(UsageError):
        library.for_pair("en", "fr")


def test_it_is_verified_and_stays(library, place):
    write(place / "small", random_net(), target_language="fr")
    assert list(library.verify("starter-en-fr")) != []
    assert library.repair_plan("starter-en-fr") is None
    with pytest.raises(UsageError, match="comes with the program"):
        library.remove("starter-en-fr")


def test_a_summarizer_has_its_folder_s_name_and_writes_lines(library, place):
    write(place / "one-line", random_net(), task="summarization", target_language="en")
    (one,) = library.checkpoints()
    assert (one.id, one.one_line) == ("starter-one-line", True)


def test_what_is_installed_for_the_pair_is_taken_first(library, place):
    write(place / "small", random_net(), target_language="fr")
    assert library.for_pair("en", "fr").starter
    write_student(library.folder / "tiny-en-fr", pair="enfr")
    assert library.for_pair("en", "fr").id == "tiny-en-fr"


def checkpoint(source, target, bytes=9, **more):
    name = f"{source}-{target}"
    pair = (source, target)
    return Checkpoint(
        **{"id": name, "name": name, "family": "f", "task": "translation", "pairs": (pair,)},
        **{"sources": (source,), "targets": (target,), "path": Path(name), "bytes": bytes},
        licence="",
        **more,
    )


FALLBACK = checkpoint("en", "fr", bytes=900, fallback=True)
PT_EN = checkpoint("pt", "en")
MANY = replace(checkpoint("en", "fr"), pairs=(), sources=("en", "fr"), targets=("en", "fr"))


def test_even_one_for_many_languages_is_better():
    assert choosing.best([FALLBACK, MANY], "en", "fr") is MANY
    assert choosing.best([FALLBACK, PT_EN], "en", "fr") is FALLBACK


def test_no_way_leads_through_it():
    with pytest.raises(UsageError, match="pt→fr"):
        choosing.route([FALLBACK, PT_EN], "pt", "fr")
    first, second = choosing.route([FALLBACK, PT_EN, MANY], "pt", "fr")
    assert (first.checkpoint, second.checkpoint) == (PT_EN, MANY)
