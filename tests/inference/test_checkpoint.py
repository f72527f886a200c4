import struct

import numpy as np
import pytest
import torch
import yaml
from torch import nn

from models.checkpoint import fill
from models.engine import Engine
from models.library import Library
from models.messages import Finished, Problem, Translate
from tests.inference.running import MEMORY, events, failure
from tests.tiny import (
    Raw,
    Shape,
    float32,
    marian_bytes,
    pieces_in,
    shortlist_bytes,
    tensors,
    text,
    vocabulary,
    write_student,
)

WEIGHTS = "model.enpt.intgemm.alphas.bin"
LEXICON = "lex.50.50.enpt.s2t.bin"
SETTINGS = "config.intgemm8bitalpha.yml"
VOCABULARY = "vocab.enpt.spm"
PIECES = pieces_in(vocabulary())


@pytest.fixture
def folder(tmp_path):
    return write_student(tmp_path / "tiny-en-pt")


def run(folder):
    engine = Engine(Library(folder / "nothing"), MEMORY)
    return events(engine, Translate(0, "The old house.", str(folder)))


def fault(folder):
    engine = Engine(Library(folder / "nothing"), MEMORY)
    return failure(engine, Translate(0, "The old house.", str(folder))).what


def altered(folder, change):
    found = tensors(Shape(PIECES), 1, True)
    change(found)
    (folder / WEIGHTS).write_bytes(marian_bytes(found))
    return folder


def with_config(folder, **changes):
    named = {name.replace("_", "-"): value for name, value in changes.items()}

    def change(found):
        found["special:model.yml"] = text(yaml.safe_dump(Shape(PIECES).config() | named))

    return altered(folder, change)


def test_a_whole_student_runs(folder):
    assert isinstance(run(folder)[-1], Finished)


def test_a_student_without_shortlist_and_settings_runs(folder):
    (folder / LEXICON).unlink()
    (folder / SETTINGS).unlink()
    assert isinstance(run(folder)[-1], Finished)


def test_every_fault_of_the_weights_is_told_at_once(folder):
    def change(found):
        del found["encoder_l1_ffn_b1"], found["decoder_l2_context_Wk"]
        found["encoder_l9_self_bq"] = float32(np.ones((1, 16)))
        found["encoder_l2_self_bv"] = float32(np.ones((1, 15)))

    what = fault(altered(folder, change))
    for part in (
        "missing: encoder.layers.0.feed_forward.fc1.bias",
        "missing: decoder.layers.1.encoder_attn.k_proj.weight",
        "unexpected: encoder.layers.8.self_attn.q_proj.bias",
        "encoder.layers.1.self_attn.v_proj.bias is (15,) and should be (16,)",
    ):
        assert part in what


@pytest.mark.parametrize("name", ["encoder_l1_self_bq", "encoder_l1_self_Wq", "Wemb"])
@pytest.mark.parametrize("shape", [(), (4,), (2, 2), (2, 2, 2)])
def test_a_tensor_of_another_rank(folder, name, shape):
    def change(found):
        found[name] = Raw(found[name].type, shape, found[name].data)

    assert fault(altered(folder, change))


def test_numbers_that_are_not_finite(folder):
    def change(found):
        found["encoder_l1_self_bq"] = float32(np.full((1, 16), np.nan))

    assert WEIGHTS in fault(altered(folder, change))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("dec_cell", "gru"),
        ("transformer_postprocess", "dn"),
        ("transformer_ffn_activation", "swish"),
        ("tied_embeddings_all", False),
        ("type", "s2s"),
    ],
)
def test_an_unsupported_setting_is_named(folder, key, value):
    what = fault(with_config(folder, **{key: value}))
    assert key.replace("_", "-") in what
    assert repr(value) in what


IMPOSSIBLE = [
    *(("dim_emb", value) for value in (0, 1, 2, 15, -4, 10**9)),
    *(("transformer_heads", value) for value in (0, 3, -1)),
    *(("transformer_dim_ffn", value) for value in (0, -5, 10**12)),
    *(("enc_depth", value) for value in (0, -1, 1, "six", None, True)),
    *(("dec_depth", value) for value in (0, -1, 3)),
]


@pytest.mark.parametrize(("key", "value"), IMPOSSIBLE)
def test_settings_that_cannot_be(folder, key, value):
    assert fault(with_config(folder, **{key: value}))


@pytest.mark.parametrize("layer", [0, -7, 99, "last", None])
def test_an_odd_guided_layer_is_told_or_read_as_the_last(folder, layer):
    last = run(with_config(folder, transformer_guided_alignment_layer=layer))[-1]
    assert isinstance(last, Finished) or WEIGHTS in last.what


@pytest.mark.parametrize(
    "line",
    [
        "[",
        "\x00",
        "a: 2001-99-99",
        "beam-size: abc",
        "beam-size: [1]",
        "beam-size: 0",
        "beam-size: -3",
        "normalize: abc",
        "normalize: 1.0e+30",
        "normalize: .nan",
        "max-length-factor: .nan",
        "max-length-factor: .inf",
        "max-length-factor: -5",
    ],
)
def test_broken_search_settings_name_their_file(folder, line):
    (folder / SETTINGS).write_text(line, "utf-8")
    assert SETTINGS in fault(folder)


def altered_lexicon(folder, change):
    path = folder / LEXICON
    path.write_bytes(change(path.read_bytes()))
    return folder


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:47],
        lambda data: data[:-4],
        lambda data: data + bytes(4),
        lambda data: bytes(8) + data[8:],
        lambda data: data[:32] + struct.pack("<Q", 2**64 - 5) + data[40:],
        lambda data: data[:48] + struct.pack("<Q", 2**40) + data[56:],
        lambda data: data[:48] + struct.pack("<Q", 2**64 - 5) + data[56:],
        lambda data: shortlist_bytes([[5]] * (PIECES - 1)),
        lambda data: shortlist_bytes([[PIECES]] * PIECES),
        lambda data: shortlist_bytes([[2**32 - 1]] * PIECES),
    ],
)
def test_a_damaged_shortlist_is_named(folder, change):
    assert LEXICON in fault(altered_lexicon(folder, change))


@pytest.mark.parametrize("first", [0, 1, 2**40])
def test_a_shortlist_may_list_nothing_or_everything(folder, first):
    data = shortlist_bytes([[]] * PIECES, first)
    assert isinstance(run(altered_lexicon(folder, lambda _: data))[-1], Finished)


def test_a_vocabulary_of_another_size_names_both_files(folder):
    (folder / VOCABULARY).write_bytes(vocabulary(70))
    what = fault(folder)
    assert VOCABULARY in what
    assert WEIGHTS in what
    assert "70" in what


@pytest.mark.parametrize("data", [b"", b"junk" * 100, vocabulary()[:-3], vocabulary()[:999]])
def test_a_damaged_vocabulary_is_named(folder, data):
    (folder / VOCABULARY).write_bytes(data)
    assert VOCABULARY in fault(folder)


@pytest.mark.parametrize("name", [WEIGHTS, VOCABULARY])
def test_a_missing_part(folder, name):
    (folder / name).unlink()
    assert fault(folder)


@pytest.mark.parametrize("name", [WEIGHTS, VOCABULARY, LEXICON, SETTINGS])
def test_a_folder_in_the_place_of_a_file(folder, name):
    (folder / name).unlink()
    (folder / name).mkdir()
    assert name in fault(folder)


def test_fill_reports_and_leaves_the_net_alone():
    with torch.device("meta"):
        net = nn.Linear(2, 3)
    with pytest.raises(Problem, match=r"missing: bias.*unexpected: gain.*weight is \(2, 2\)"):
        fill(net, {"weight": torch.ones(2, 2), "gain": torch.ones(1)}, "x")
    fill(net, {"weight": torch.ones(3, 2), "bias": torch.zeros(3)}, "x")
    assert net(torch.ones(1, 2)).tolist() == [[2, 2, 2]]
    assert not net.weight.requires_grad
