"""Devices other than the processor are used once they agree with it.

No graphics card is needed: torch's processor stands for the other device, and what it writes
is spoilt where it should disagree.
"""

from dataclasses import replace

import pytest
import torch

from models import engine as engine_module
from models.devices import Devices, probe
from models.engine import Engine
from models.families import Setting, family_of
from models.library import Library
from models.messages import Failed, Finished, Notice, Options, Problem, Translate
from tests.inference.running import MEMORY, events, segments


@pytest.fixture
def student(students):
    checkpoint = Library(students).find("tiny-en-pt")
    return checkpoint, family_of(checkpoint.path).load(checkpoint, Setting())


def spoilt(model):
    """The model with a net that prefers other pieces."""
    other = family_of(model.checkpoint.path).load(model.checkpoint, Setting())
    with torch.no_grad():
        weight = other.net.final_logits_bias
        weight.copy_(weight.flip(1))
    return other


def devices(cache, model, other, asked=None):
    opened = {"cpu": model, "cuda": other}

    def give(device):
        if asked is not None:
            asked.append(device)
        return opened[device]

    return Devices(cache, lambda: ("cuda",)), give


@pytest.fixture(autouse=True)
def named_card(monkeypatch):
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "a card")


def test_a_device_that_agrees_is_taken(student, tmp_path):
    checkpoint, model = student
    chooser, give = devices(tmp_path, model, model)
    assert chooser.choose("auto", checkpoint, give) == "cuda"
    assert chooser.choose("cuda", checkpoint, give) == "cuda"
    assert chooser.choose("cpu", checkpoint, give) == "cpu"


def test_one_that_writes_something_else_is_not(student, tmp_path):
    checkpoint, model = student
    other = spoilt(model)
    assert probe(model) != probe(other)
    chooser, give = devices(tmp_path, model, other)
    assert chooser.choose("auto", checkpoint, give) == "cpu"
    with pytest.raises(Problem, match="on the processor"):
        chooser.choose("cuda", checkpoint, give)


def test_the_verdict_is_kept(student, tmp_path):
    checkpoint, model = student
    for expected in (["cpu", "cuda"], []):
        asked = []
        chooser, give = devices(tmp_path, model, model, asked)
        assert chooser.choose("auto", checkpoint, give) == "cuda"
        assert asked == expected


def test_a_verdict_that_cannot_be_kept_is_said_plainly(student, tmp_path, caplog):
    checkpoint, model = student
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    chooser, give = devices(blocked, model, model)
    assert chooser.choose("auto", checkpoint, give) == "cuda"
    assert "tried out again at the next start" in caplog.text
    assert "devices.json cannot be written (" in caplog.text
    assert "Errno" not in caplog.text


def test_a_device_that_is_not_there_is_refused(students):
    last = events(
        Engine(Library(students), MEMORY),
        Translate(1, "Hello.", "tiny-en-pt", options=Options(device="mps")),
    )[-1]
    assert isinstance(last, Failed)
    assert last.usage


class Full:
    """A net whose device has no memory left after some steps."""

    def __init__(self, net, steps):
        self.net, self.steps = net, steps

    def __getattr__(self, name):
        return getattr(self.net, name)

    def step(self, *arguments):
        self.steps -= 1
        if self.steps < 0:
            raise torch.OutOfMemoryError("no memory")
        return self.net.step(*arguments)


def test_a_full_card_hands_over_to_the_processor(students, monkeypatch):
    text = "One boat. Two boats. The house. A red door. Six cats. The river is old."
    wanted = segments(Engine(Library(students), MEMORY), Translate(1, text, "tiny-en-pt"))
    engine = Engine(Library(students), MEMORY)
    opening = engine_module.OpenModels.opening

    def on_card(self, name, request_id, options, cancelled):
        on_processor = replace(options, device="cpu")
        model = yield from opening(self, name, request_id, on_processor, cancelled)
        if options.device == "cpu":
            return model
        return replace(model, net=Full(model.net, 60), device="cuda")

    monkeypatch.setattr(engine_module.OpenModels, "opening", on_card)
    request = Translate(2, text, "tiny-en-pt")
    found = events(engine, request)
    assert isinstance(found[-1], Finished)
    assert [event.what for event in found if isinstance(event, Notice)]
    told = [event for event in found if hasattr(event, "segment")]
    assert [event.index for event in told] == list(range(len(wanted)))
    assert [event.segment.target for event in told] == [one.target for one in wanted]


def test_half_precision_is_refused_where_it_is_not_safe(students):
    engine = Engine(Library(students), MEMORY)
    request = Translate(1, "Hello.", "tiny-en-pt", options=Options(precision="fp16"))
    assert "fp16" in events(engine, request)[-1].what
