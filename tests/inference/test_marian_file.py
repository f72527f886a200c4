import struct

import numpy as np
import pytest

from models.marian_file import CONFIG_NAME
from models.marian_weights import MarianWeights
from models.messages import Problem
from tests.tiny import FLOAT32, INTGEMM8, Raw, float32, int8, marian_bytes, text

NAME = "model.enpt.bin"


def opened(folder, tensors):
    path = folder / NAME
    path.write_bytes(tensors if isinstance(tensors, bytes) else marian_bytes(tensors))
    return MarianWeights(path)


def quantised(rows, columns, seed=0):
    """A matrix that int8 holds exactly: whole numbers up to 127 by the multiplier 2."""
    random = np.random.default_rng(seed)
    values = random.integers(-127, 128, (rows, columns)) / 2
    values[0, 0] = 63.5
    return values.astype(np.float32)


def small():
    return {
        "Wemb": int8(quantised(5, 3), row_major=True),
        "encoder_l1_self_Wq": int8(quantised(3, 4, seed=1)),
        "encoder_l1_self_Wq_QuantMultA": float32(np.full((1, 1), 12.5)),
        "encoder_l1_self_bq": float32(np.arange(4.0).reshape(1, 4)),
        CONFIG_NAME: text("enc-depth: 2\nname: número\n"),
    }


def test_matrices_and_rows_come_back_as_they_were_written(tmp_path):
    file = opened(tmp_path, small())
    np.testing.assert_array_equal(file.read("Wemb"), quantised(5, 3))
    np.testing.assert_array_equal(file.read("encoder_l1_self_Wq"), quantised(3, 4, seed=1))
    np.testing.assert_array_equal(file.read("encoder_l1_self_bq"), [[0, 1, 2, 3]])
    assert file.read("Wemb").dtype == np.float32


@pytest.mark.parametrize("name", ["encoder_Wemb", "decoder_Wemb"])
def test_embeddings_of_one_side_are_not_transposed(tmp_path, name):
    file = opened(tmp_path, {name: int8(quantised(5, 3), row_major=True)})
    np.testing.assert_array_equal(file.read(name), quantised(5, 3))


def test_settings_and_multipliers_are_no_weights(tmp_path):
    file = opened(tmp_path, small())
    assert file.config() == {"enc-depth": 2, "name": "número"}
    assert file.weight_names() == ["Wemb", "encoder_l1_self_Wq", "encoder_l1_self_bq"]


def read_all(path):
    file = MarianWeights(path)
    file.config()
    return [file.read(name) for name in file.weight_names()]


def test_a_file_cut_anywhere_is_a_problem_that_names_it(tmp_path):
    path, data = tmp_path / NAME, marian_bytes(small())
    for length in [*range(0, 600, 7), *range(600, len(data), 41), len(data) - 1]:
        path.write_bytes(data[:length])
        with pytest.raises(Problem, match=NAME):
            read_all(path)


def test_any_altered_byte_of_the_index_gives_values_or_a_problem(tmp_path):
    path, data = tmp_path / NAME, marian_bytes(small())
    index = data.index(b"enc-depth") if data.index(b"enc-depth") < 700 else 700
    refused = 0
    for at in range(index):
        for value in (0x00, 0x01, 0xFF):
            path.write_bytes(data[:at] + bytes([value]) + data[at + 1 :])
            try:
                read_all(path)
            except Problem as problem:
                assert NAME in problem.what
                refused += 1
    assert refused > index / 4


HUGE = 2**64 - 1


@pytest.mark.parametrize("count", [0, 1, 4, 6, 99_999, 100_000, HUGE])
def test_a_wrong_number_of_tensors(tmp_path, count):
    data = marian_bytes(small())
    with pytest.raises(Problem, match=NAME):
        opened(tmp_path, data[:8] + struct.pack("<Q", count) + data[16:]).config()


@pytest.mark.parametrize("field", range(4))
@pytest.mark.parametrize("value", [0, HUGE, 2**63, 2**40])
def test_a_wrong_number_in_a_tensors_head(tmp_path, field, value):
    data, at = marian_bytes(small()), 16 + 32 + 8 * field
    path = tmp_path / NAME
    path.write_bytes(data[:at] + struct.pack("<Q", value) + data[at + 8 :])
    with pytest.raises(Problem, match=NAME):
        read_all(path)


@pytest.mark.parametrize(
    "raw",
    [
        Raw(0x0808, (1, 4), bytes(256)),
        Raw(FLOAT32, (1, 65), bytes(256)),
        Raw(FLOAT32, (0, 4), bytes(256)),
        Raw(FLOAT32, (-1, 4), bytes(256)),
        Raw(FLOAT32, (-1, -4), bytes(256)),
        Raw(FLOAT32, (2**31 - 1, 2**31 - 1), bytes(256)),
        Raw(FLOAT32, (1, 2), struct.pack("<2f", 1.0, float("nan")) + bytes(248)),
        Raw(FLOAT32, (1, 2), struct.pack("<2f", 1.0, float("inf")) + bytes(248)),
        Raw(INTGEMM8, (16, 16), bytes(256)),  # no room for the multiplier
        Raw(INTGEMM8, (64,), b"\1" * 64 + struct.pack("<f", 1.0)),
        Raw(INTGEMM8, (4, 4, 4), b"\1" * 64 + struct.pack("<f", 1.0)),
        *(
            Raw(INTGEMM8, (8, 8), b"\1" * 64 + struct.pack("<f", multiplier))
            for multiplier in (0.0, -1.0, float("nan"), float("inf"), 1e-45)
        ),
    ],
)
def test_a_tensor_that_cannot_be_is_named_with_its_file(tmp_path, raw):
    file = opened(tmp_path, {"W": raw, CONFIG_NAME: text("a: 1")})
    with pytest.raises(Problem, match=rf"{NAME}.*W"):
        file.read("W")


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "5",
        "- 1",
        "[",
        "{[1]: 2}",
        "a: 2001-99-99",
        "[" * 5000,
        "a: \x01",
        "a: !!python/x 1",
    ],
)
def test_broken_settings_are_a_problem(tmp_path, settings):
    with pytest.raises(Problem, match=NAME):
        opened(tmp_path, {CONFIG_NAME: text(settings)}).config()


def test_missing_settings_are_a_problem(tmp_path):
    with pytest.raises(Problem, match=r"special:model\.yml"):
        opened(tmp_path, {"W": float32(np.ones((1, 2)))}).config()


@pytest.mark.parametrize("data", [b"", b"\1", bytes(16), b"PK\3\4" * 100, b"\xff" * 500])
def test_what_is_no_marian_binary_is_a_problem(tmp_path, data):
    with pytest.raises(Problem, match=NAME):
        opened(tmp_path, data)


def test_a_folder_or_nothing_in_the_place_of_the_file_is_a_problem(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(Problem, match=NAME):
        MarianWeights(tmp_path / NAME)
    with pytest.raises(Problem, match="other"):
        MarianWeights(tmp_path / "other.bin")
