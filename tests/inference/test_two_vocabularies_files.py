"""Students with two vocabularies: which file is which side, and files that do not fit."""

import pytest
import yaml

from models.messages import Translate
from tests.inference.running import segments
from tests.inference.two_vocabularies import (
    ENGLISH,
    LEXICON,
    SETTINGS,
    SOURCE,
    TARGET,
    WEIGHTS,
    engine_of,
    fault,
    shape_of,
)
from tests.tiny import (
    chinese_vocabulary,
    marian_bytes,
    pieces_in,
    shortlist_bytes,
    tensors,
    vocabulary,
    write_student,
)
from tests.tiny import text as raw_text


@pytest.fixture
def folder(tmp_path):
    return write_student(tmp_path / "tiny-en-zh", pair="enzh", two_vocabularies=True)


def renamed(folder, source, target, settings=None):
    (folder / SOURCE).rename(folder / source)
    (folder / TARGET).rename(folder / target)
    if settings is not None:
        (folder / SETTINGS).write_text(yaml.safe_dump(settings), "utf-8")
    return folder


def outputs(folder):
    asked = Translate(0, "\n".join(ENGLISH), str(folder), lines=True)
    return [segment.target for segment in segments(engine_of(folder), asked)]


@pytest.mark.parametrize(
    ("source", "target", "settings"),
    [
        ("vocab.en.spm", "vocab.zh.spm", None),
        ("vocab.src.spm", "vocab.trg.spm", None),
        ("vocab.z.spm", "vocab.a.spm", {"vocabs": ["vocab.z.spm", "vocab.a.spm"]}),
        ("vocab.z.spm", "vocab.a.spm", {"vocabs": ["/x/y/vocab.z.spm", "..\\vocab.a.spm"]}),
        ("vocab.en.spm", "vocab.zh.spm", {"vocabs": ["elsewhere.spm", "gone.spm"]}),
        ("srcvocab.x.spm", "trgvocab.x.spm", {"vocabs": 5}),
    ],
)
def test_the_sides_are_told_by_settings_then_by_names(folder, source, target, settings):
    expected = outputs(folder)
    assert outputs(renamed(folder, source, target, settings)) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("vocab.a.spm", "vocab.b.spm"),
        ("vocab.en.spm", "vocab.ja.spm"),
        ("vocab.en.spm", "vocab.enzh.spm"),
    ],
)
def test_sides_that_cannot_be_told_are_a_problem(folder, source, target):
    what = fault(renamed(folder, source, target))
    assert source in what
    assert target in what


@pytest.mark.parametrize("name", [SOURCE, TARGET])
def test_a_missing_vocabulary_is_named(folder, name):
    (folder / name).unlink()
    assert name.replace("enzh", "*") in fault(folder)
    (folder / SETTINGS).write_text(yaml.safe_dump({"vocabs": [SOURCE, TARGET]}), "utf-8")
    what = fault(folder)
    assert name in what
    assert SETTINGS in what


@pytest.mark.parametrize("name", [SOURCE, TARGET])
@pytest.mark.parametrize("data", [b"", b"junk" * 100, chinese_vocabulary()[:-3]])
def test_a_damaged_vocabulary_is_named(folder, name, data):
    (folder / name).write_bytes(data)
    assert name in fault(folder)


def test_turned_vocabularies_are_of_the_wrong_size(folder):
    (folder / SOURCE).write_bytes(chinese_vocabulary())
    (folder / TARGET).write_bytes(vocabulary())
    what = fault(folder)
    assert SOURCE in what
    assert "encoder_Wemb" in what
    (folder / SOURCE).write_bytes(vocabulary())
    what = fault(folder)
    assert TARGET in what
    assert "decoder_Wemb" in what


def test_a_shortlist_by_target_pieces_is_damaged(folder):
    target = pieces_in(chinese_vocabulary())
    (folder / LEXICON).write_bytes(shortlist_bytes([[5]] * target))
    what = fault(folder)
    assert LEXICON in what
    assert str(target) in what


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"tied-embeddings-all": True}, "Wemb"),
        ({"tied-embeddings-src": True}, "Wemb"),
        ({"tied-embeddings": False}, "decoder_ff_logit_out_W"),
        ({"tied-embeddings": "yes"}, "tied-embeddings"),
        ({"tied-embeddings-all": None}, "tied-embeddings-all"),
        ({"output-omit-bias": True}, "output-omit-bias"),
    ],
)
def test_settings_that_contradict_the_weights(folder, changes, named):
    found = tensors(shape_of(), 1, True)
    found["special:model.yml"] = raw_text(yaml.safe_dump(shape_of().config() | changes))
    (folder / WEIGHTS).write_bytes(marian_bytes(found))
    assert named in fault(folder)


@pytest.mark.parametrize("name", ["encoder_Wemb", "decoder_Wemb", "decoder_ff_logit_out_b"])
def test_a_missing_tensor_is_named(folder, name):
    found = tensors(shape_of(), 1, True)
    del found[name]
    (folder / WEIGHTS).write_bytes(marian_bytes(found))
    assert ("final_logits_bias" if name.endswith("_b") else name) in fault(folder)
