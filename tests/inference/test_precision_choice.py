"""The automatic choice of a precision: what is tried, what wins, what is kept."""

import json
import weakref

import pytest
import torch

from models.decoding import Stopped
from models.library import Library
from models.messages import Opened, Options, Translate
from models.opened import Key, OpenModels, family_named
from models.precision_choice import MOST_DRIFT, Precisions, Trial, fastest
from tests.inference.running import events

FULL = Trial(1.0, 1.0, 0.0)
GIGABYTES = 1 << 30


def test_the_fastest_that_agrees_wins():
    trials = {"fp32": FULL, "bf16": Trial(0.5, 0.9, 0.001), "int8": Trial(0.5, 0.4, 0.01)}
    assert fastest(trials) == "int8"


def test_what_differs_too_much_is_not_taken():
    trials = {"fp32": FULL, "bf16": Trial(0.8, 0.8, 0), "int8": Trial(0.1, 0.1, MOST_DRIFT * 2)}
    assert fastest(trials) == "bf16"
    assert fastest({"fp32": FULL, "int8": Trial(0.1, 0.1, float("nan"))}) == "fp32"


def test_float32_stays_unless_something_is_clearly_faster():
    assert fastest({"fp32": FULL}) == "fp32"
    assert fastest({"fp32": FULL, "int8": Trial(0.98, 1.0, 0.0)}) == "fp32"


@pytest.fixture
def opening(starters):
    """Opens the starter and notes in which precisions."""
    models = starters._models
    found = models._library.find("starter-en-pt")
    asked = []

    def opened(precision):
        asked.append(precision)
        return models._model(found, family_named(found), precision, "cpu", lambda: None)

    return found, opened, asked


def choose(precisions, opening):
    found, opened, asked = opening
    asked.clear()
    chosen = precisions.choose(found, opened, lambda precision: None)
    return chosen, list(asked)


def ample():
    return 64 * GIGABYTES


def precisions(cache, there=("int8",), free=ample):
    return Precisions(cache, lambda: there, free)


def test_a_verdict_is_found_once_and_kept(tmp_path, opening):
    one = precisions(tmp_path)
    chosen, asked = choose(one, opening)
    assert asked == ["fp32", "int8"]
    assert choose(one, opening) == (chosen, [])
    assert choose(precisions(tmp_path), opening) == (chosen, [])
    (file,) = tmp_path.glob("*/precision.json")
    trials = json.loads(file.read_text())["trials"]
    assert 0 < trials["int8"]["drift"] < MOST_DRIFT
    assert trials["fp32"]["drift"] == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"precision": "int8", "for": "a card"}'])
def test_a_verdict_that_is_not_of_this_machine_is_found_anew(tmp_path, opening, content):
    choose(precisions(tmp_path), opening)
    (file,) = tmp_path.glob("*/precision.json")
    file.write_text(content)
    assert choose(precisions(tmp_path), opening)[1] == ["fp32", "int8"]
    assert json.loads(file.read_text())["precision"] in ("fp32", "int8")


def test_a_verdict_for_what_is_no_longer_there_is_found_anew(tmp_path, opening):
    choose(precisions(tmp_path), opening)
    (file,) = tmp_path.glob("*/precision.json")
    content = json.loads(file.read_text()) | {"precision": "int8"}
    file.write_text(json.dumps(content))
    assert choose(precisions(tmp_path, there=()), opening) == ("fp32", [])


def test_where_float32_may_not_fit_it_is_not_opened(tmp_path, opening):
    assert choose(precisions(tmp_path, free=lambda: 1000), opening) == ("int8", [])
    assert not list(tmp_path.glob("*/precision.json"))


def test_a_verdict_that_cannot_be_kept_is_said_in_one_sentence(tmp_path, opening, caplog):
    cache = tmp_path / "cache"
    cache.write_text("a file where a folder should be")
    one = precisions(cache)
    chosen, asked = choose(one, opening)
    assert asked == ["fp32", "int8"]
    (said,) = caplog.messages
    assert str(cache) in said and "make room" in said and "Errno" not in said
    assert choose(one, opening) == (chosen, [])


def test_a_trial_can_be_cancelled(tmp_path, opening):
    found, opened, _ = opening
    questions = iter(range(100))
    with pytest.raises(Stopped):
        precisions(tmp_path).choose(
            found, opened, lambda precision: None, lambda: next(questions) > 20
        )
    assert not list(tmp_path.glob("*/precision.json"))


def test_one_net_at_a_time_is_in_memory(tmp_path):
    models = OpenModels(Library(tmp_path), 64 * GIGABYTES)
    found = models._library.find("starter-en-pt")
    nets, alive = [], []

    def opened(precision):
        alive.append(sum(net() is not None for net in nets))
        model = models._model(found, family_named(found), precision, "cpu", lambda: None)
        nets.append(weakref.ref(model.net))
        return model

    def close(precision):
        models.close_at(Key(str(found.path), precision, "cpu"))

    chosen = precisions(tmp_path, ("bf16", "int8")).choose(found, opened, close)
    assert alive == [0, 0, 0]
    left = [key.precision for key in models._open]
    assert left == ([chosen] if chosen == "int8" else [])


def test_a_trial_takes_one_thread_and_gives_the_others_back(tmp_path, opening):
    found, opened, _ = opening
    threads = []

    def watched(precision):
        threads.append(torch.get_num_threads())
        return opened(precision)

    torch.set_num_threads(2)
    try:
        precisions(tmp_path).choose(found, watched, lambda precision: None)
        assert threads == [1, 1]
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(1)


def test_weights_that_are_rounded_already_need_no_trial(starters, monkeypatch):
    monkeypatch.setattr(starters._models._precisions, "choose", None)
    request = Translate(0, "Who reads?", "starter-en-pt", options=Options())
    (opened,) = (event for event in events(starters, request) if isinstance(event, Opened))
    assert opened.precision == "int8"


def test_small_nets_stay_in_float32(tiny):
    request = Translate(0, "Who reads?", "tiny-en-pt", options=Options())
    (opened,) = (event for event in events(tiny, request) if isinstance(event, Opened))
    assert opened.precision == "fp32"
