"""What is told of a net before it is opened: rows from its configuration alone."""

import json

import pytest

from models.library import Library
from tests.checkpoints import ROWS, write_checkpoint
from tests.tiny import write_student


@pytest.fixture(scope="module")
def anatomy(tmp_path_factory):
    made = tmp_path_factory.mktemp("anatomy")

    def of(folder):
        return dict(Library(made / "none").describe(folder).anatomy)

    def make(name):
        row = next(row for row in ROWS if row.name == name)
        folder = made / name
        if not folder.exists():
            write_checkpoint(row, folder)
        return folder, of(folder)

    make.of = of
    return make


def test_a_transformer_of_hugging_face(anatomy):
    folder, found = anatomy("marian")
    vocabulary = json.loads((folder / "config.json").read_text("utf-8"))["vocab_size"]
    assert found == {
        "Family": "marian",
        "Encoder": "2 Transformer layers",
        "Decoder": "2 Transformer layers",
        "Attention": "scaled dot-product, 4 heads",
        "Widths": "model 32, feed-forward 48",
        "Vocabulary": f"{vocabulary:,} pieces",
    }


@pytest.mark.parametrize(
    ("name", "attention"),
    [
        ("t5", "dot-product, not scaled, 4 heads"),
        ("umt5", "dot-product, not scaled, 4 heads"),
        ("led", "scaled dot-product, in windows in the encoder, 4 heads"),
    ],
)
def test_attention_of_other_kinds_is_named(anatomy, name, attention):
    assert anatomy(name)[1]["Attention"] == attention


def test_what_a_configuration_leaves_open_is_left_out(anatomy, tmp_path):
    folder, _ = anatomy("t5")
    values = json.loads((folder / "config.json").read_text("utf-8"))
    for key in ("num_heads", "d_ff", "num_decoder_layers"):
        del values[key]
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "config.json").write_text(json.dumps(values), "utf-8")
    found = anatomy.of(tmp_path)
    assert found["Attention"] == "dot-product, not scaled"
    assert found["Widths"] == "model 32"
    assert found["Decoder"] == "3 Transformer layers"


def test_a_student(anatomy, tmp_path):
    write_student(tmp_path / "tiny-en-pt", seed=1, pair="enpt")
    found = anatomy.of(tmp_path / "tiny-en-pt")
    assert found.pop("Vocabulary").endswith(" pieces")
    assert found == {
        "Family": "bergamot",
        "Encoder": "2 Transformer layers",
        "Decoder": "2 SSRU layers",
        "Attention": "scaled dot-product, 2 heads, one trained to align",
        "Widths": "model 16, feed-forward 24",
    }
