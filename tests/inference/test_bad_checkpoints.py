"""Folders that cannot be opened: one sentence naming the file and the reason; no code runs."""

import json
import os
import shutil

import pytest
import torch
from safetensors.torch import load_file, save_file

from models.engine import Engine
from models.library import Library
from models.messages import Options, Problem, Translate
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.running import MEMORY, failure, segments

TEXT = "The old house."


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A folder for each of some kinds of checkpoint."""
    made = tmp_path_factory.mktemp("whole")
    for row in ROWS:
        if row.name in ("marian", "bart", "t5"):
            write_checkpoint(row, made / row.name)
    return made


@pytest.fixture
def folder(whole, tmp_path):
    """A Marian folder that a test may spoil."""
    return copied(whole / "marian", tmp_path)


def copied(folder, to):
    return shutil.copytree(folder, to / "spoilt")


def fault(folder, cache=None):
    """The sentence that translating with the folder ends with."""
    engine = Engine(Library(folder.parent / "none", cache), MEMORY)
    failed = failure(engine, Translate(1, TEXT, str(folder)))
    assert failed.what.endswith(".")
    assert failed.what.count(". ") == 0
    assert "\n" not in failed.what
    assert failed.hint.endswith(".")
    return failed.what


def change(path, **values):
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(content | values), "utf-8")


def without(path, key):
    content = json.loads(path.read_text("utf-8"))
    del content[key]
    path.write_text(json.dumps(content), "utf-8")


@pytest.mark.parametrize(
    ("type", "architecture", "reason"),
    [
        ("wav2vec9", "Wav2Vec9Model", "of the type wav2vec9, which this program does not run"),
        ("gpt2", "GPT2LMHeadModel", "of the type gpt2 and has only a decoder"),
        ("llama", "LlamaForCausalLM", "of the type llama and has only a decoder"),
        ("bert", "BertForMaskedLM", "of the type bert and has only an encoder"),
        ("roberta", "RobertaForSequenceClassification", "has only an encoder"),
        ("marian", "MarianForCausalLM", "a MarianForCausalLM, which does not write text"),
        ("bart", "BartForSequenceClassification", "BartForSequenceClassification, which does"),
        ("t5", "T5EncoderModel", "a T5EncoderModel, which does not write text from text"),
        ("", "", "of no stated type"),
    ],
)
def test_what_is_no_encoder_with_a_decoder(folder, type, architecture, reason):
    change(folder / "config.json", model_type=type, architectures=[architecture])
    assert reason in fault(folder)


@pytest.mark.parametrize("name", ["source.spm", "target.spm", "vocab.json"])
def test_a_missing_vocabulary_file_is_named(folder, name):
    (folder / name).unlink()
    assert name in fault(folder)


@pytest.mark.parametrize("name", ["source.spm", "target.spm", "vocab.json"])
@pytest.mark.parametrize("content", [b"", b"junk" * 50, b"\x00" * 500])
def test_a_damaged_vocabulary_file_is_named(folder, name, content):
    (folder / name).write_bytes(content)
    assert name in fault(folder)


@pytest.mark.parametrize("kind", ["marian", "bart", "t5"])
def test_a_checkpoint_without_any_vocabulary_is_not_ready(whole, tmp_path, kind):
    spoilt = copied(whole / kind, tmp_path)
    for name in ("tokenizer.json", "vocab.json", "merges.txt", "vocab.txt"):
        (spoilt / name).unlink(missing_ok=True)
    for path in (*spoilt.glob("*.spm"), *spoilt.glob("*.model")):
        path.unlink()
    assert "has no vocabulary: none of tokenizer.json" in fault(spoilt)
    (found,) = [one for one in Library(tmp_path).checkpoints() if not one.starter]
    assert "has no vocabulary" in found.state


@pytest.mark.parametrize(
    "key",
    ["d_model", "encoder_layers", "decoder_attention_heads", "vocab_size", "decoder_ffn_dim"],
)
@pytest.mark.parametrize("value", [0, -1, 10**9, "512", [512], 1.5, True, float("nan")])
def test_impossible_sizes_name_the_key(folder, key, value):
    change(folder / "config.json", **{key: value})
    what = fault(folder)
    assert what.startswith("config.json of spoilt is impossible: ")
    assert key in what


def test_a_table_of_positions_that_no_memory_holds(folder):
    change(folder / "config.json", d_model=65_536, max_position_embeddings=1 << 20)
    assert "max_position_embeddings" in fault(folder)


@pytest.mark.parametrize("value", ["", "{", "[]", "[" * 100_000, '"marian"'])
def test_a_configuration_that_is_none(folder, value):
    (folder / "config.json").write_text(value)
    assert "config.json" in fault(folder)


def test_a_folder_in_the_place_of_the_configuration(folder):
    (folder / "config.json").unlink()
    (folder / "config.json").mkdir()
    engine = Engine(Library(folder.parent / "none"), MEMORY)
    assert "config.json" in failure(engine, Translate(1, TEXT, str(folder))).what


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("activation_function", "loud"),
        ("activation_function", 5),
        ("scale_embedding", 512),
    ],
)
def test_settings_of_the_wrong_kind_are_not_taken_for_absent(folder, key, value):
    change(folder / "config.json", **{key: value})
    assert f"config.json of spoilt is impossible: {key} is {value}" in fault(folder)


def changed_weights(folder, change):
    path = folder / "model.safetensors"
    tensors = load_file(path)
    name = next(each for each in sorted(tensors) if each.endswith("fc1.weight"))
    change(tensors, name)
    save_file(tensors, path, {"format": "pt"})
    return name


def test_weights_of_the_wrong_shape_are_named(folder):
    def cut(tensors, name):
        tensors[name] = tensors[name][:-1].clone()

    name = changed_weights(folder, cut)
    assert name in fault(folder)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_are_named(folder, value):
    def spoil(tensors, name):
        tensors[name].view(-1)[0] = value

    name = changed_weights(folder, spoil)
    assert name in fault(folder)


def test_missing_and_unknown_weights_are_named(folder):
    def rename(tensors, name):
        tensors["surprise"] = tensors.pop(name)

    name = changed_weights(folder, rename)
    what = fault(folder)
    assert "in model.safetensors do not fit" in what
    assert f"missing: {name.removeprefix('model.').replace('fc1', 'feed_forward.fc1')}" in what
    assert "unexpected: surprise" in what


class Hostile:
    """Makes a folder when it is unpickled."""

    def __init__(self, place):
        self.place = place

    def __reduce__(self):
        return os.mkdir, (str(self.place),)


def test_code_in_a_pickle_does_not_run(folder, tmp_path):
    made = tmp_path / "made by a pickle"
    (folder / "model.safetensors").unlink()
    torch.save({"model.shared.weight": Hostile(made)}, folder / "pytorch_model.bin")
    what = fault(folder, tmp_path / "cache")
    assert "pytorch_model.bin" in what
    assert not made.exists()


def test_shards_that_are_absent_are_named(folder):
    (folder / "model.safetensors").unlink()
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    what = fault(folder)
    assert "model.safetensors.index.json" in what
    assert "model-00001-of-00002.safetensors" in what


def test_a_vocabulary_with_more_pieces_than_the_weights_have_rows(folder):
    content = json.loads((folder / "vocab.json").read_text("utf-8"))
    far = {piece: id + 10**6 * (id > 9) for piece, id in content.items()}
    (folder / "vocab.json").write_text(json.dumps(far), "utf-8")
    assert "rows" in fault(folder)


@pytest.mark.parametrize(
    "settings",
    [
        {"extra_ids": 10**9},
        {"extra_ids": {"content": "a"}},
        {"eos_token": 5},
        {"eos_token": ["</s>"]},
        {"additional_special_tokens": [5]},
        {"pad_token": "\ud800"},
    ],
)
def test_vocabulary_settings_that_are_none(whole, tmp_path, settings):
    spoilt = copied(whole / "t5", tmp_path)
    change(spoilt / "tokenizer_config.json", **settings)
    assert "tokenizer_config.json of" in fault(spoilt) or "added tokens in" in fault(spoilt)


def test_a_damaged_normalizer_table(whole, tmp_path):
    spoilt = copied(whole / "t5", tmp_path)
    path = spoilt / "tokenizer.json"
    table = {"type": "Precompiled", "precompiled_charsmap": "ABCD"}
    change(path, normalizer=table)
    assert "tokenizer.json" in fault(spoilt)


def test_a_pipe_for_a_card_is_not_waited_for(folder):
    os.mkfifo(folder / "README.md")
    engine = Engine(Library(folder.parent / "none"), MEMORY)
    assert segments(engine, Translate(1, TEXT, str(folder)))


@pytest.mark.parametrize("name", ["line\nbreak", "two\r\nlines"])
def test_a_name_with_line_breaks_stays_on_one_line(folder, name):
    spoilt = folder.rename(folder.with_name(name))
    (spoilt / "config.json").write_text("{")
    with pytest.raises(Problem) as raised:
        Library(folder.parent / "none").describe(spoilt)
    assert len(str(raised.value).splitlines()) == 1


def test_a_fault_is_the_same_the_second_time_and_another_checkpoint_still_runs(
    folder, whole, tmp_path
):
    def spoil(tensors, name):
        tensors[name].view(-1)[0] = float("nan")

    changed_weights(folder, spoil)
    engine = Engine(Library(tmp_path / "none", tmp_path / "cache"), MEMORY)
    spoilt = Translate(1, TEXT, str(folder))
    first = failure(engine, spoilt)
    assert failure(engine, spoilt) == first
    options = Options(exact=True)
    sound = Translate(2, TEXT, str(whole / "marian"), options=options)
    assert segments(engine, sound)
