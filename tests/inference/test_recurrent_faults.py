"""Recurrent folders that cannot be opened: one sentence that says why."""

import json

import pytest
from safetensors.torch import load_file, save_file

from models.engine import Engine
from models.library import Library
from models.messages import Translate
from tests.inference.recurrent_folders import random_net, write
from tests.inference.running import MEMORY, failure

TEXT = "The old house."


def change(folder, **values):
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")


def spoil_weights(folder):
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


def without_tensor(folder):
    tensors = load_file(folder / "model.safetensors")
    del tensors["decoder.score.query.weight"]
    save_file(tensors, folder / "model.safetensors")


def other_vocabulary(folder):
    change(folder, vocabulary=119)


FAULTS = {
    "unknown attention": (lambda f: change(f, attention="psychic"), "attention is psychic"),
    "no attention named": (lambda f: change(f, attention=None), "attention is None"),
    "unknown cell": (lambda f: change(f, cell="elman"), "cell is elman"),
    "five layers": (lambda f: change(f, encoder_layers=5), "encoder_layers is 5"),
    "no width": (lambda f: change(f, width=0), "width is 0"),
    "heads do not fit": (lambda f: change(f, heads=3), "16 cannot be shared by heads 3"),
    "other width": (lambda f: change(f, hidden=20), "model.safetensors do not fit"),
    "other cell": (lambda f: change(f, cell="lstm"), "model.safetensors do not fit"),
    "other attention": (lambda f: change(f, attention="dot"), "do not fit"),
    "other vocabulary": (other_vocabulary, "has 120 pieces, and its net has 119"),
    "other end": (lambda f: change(f, end=5), "end is 5"),
    "start beyond all": (lambda f: change(f, start=120), "start is 120"),
    "no weights": (lambda f: (f / "model.safetensors").unlink(), "has no weights"),
    "broken weights": (spoil_weights, "model.safetensors"),
    "missing tensor": (without_tensor, "decoder.score.query.weight"),
    "no vocabulary": (lambda f: (f / "source.spm").unlink(), "has no vocabulary"),
    "broken vocabulary": (lambda f: (f / "source.spm").write_bytes(b"x"), "source.spm"),
    "broken config": (lambda f: (f / "config.json").write_text("{"), "config.json"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_folder_is_one_sentence(tmp_path, name):
    folder = write(tmp_path / "spoilt", random_net())
    spoil, told = FAULTS[name]
    spoil(folder)
    failed = failure(
        Engine(Library(tmp_path / "none"), MEMORY), Translate(1, TEXT, str(folder))
    )
    assert told in failed.what
    assert failed.what.endswith(".")
    assert failed.what.count(". ") == 0
    assert failed.hint.endswith(".")
