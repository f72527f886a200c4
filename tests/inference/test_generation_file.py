import json

import pytest

from models.families.folder.generation_file import read_generation
from models.generation import Generation, Sampling
from models.messages import Problem

SPECIAL = {"decoder_start_token_id": 58, "eos_token_id": 0, "pad_token_id": 58}
CONFIG = {"model_type": "some", "vocab_size": 60, **SPECIAL}


def write(folder, values):
    (folder / "generation_config.json").write_text(json.dumps(values), "utf-8")


def test_what_is_not_stated_has_the_defaults_of_the_reference(tmp_path):
    found = read_generation(tmp_path, CONFIG)
    assert found == Generation(start=58, ends=(0,), pad=58)
    assert (found.beams, found.early_stopping, found.max_length) == (1, False, None)


def test_the_two_files_are_not_merged(tmp_path):
    write(tmp_path, {**SPECIAL, "num_beams": 6})
    found = read_generation(tmp_path, {**CONFIG, "num_beams": 3, "max_length": 99})
    assert (found.beams, found.max_length) == (6, None)
    assert read_generation(tmp_path / "other", {**CONFIG, "num_beams": 3}).beams == 3


def test_everything_a_file_can_state(tmp_path):
    write(
        tmp_path,
        {
            "bos_token_id": 5,
            "eos_token_id": [2, 3],
            "num_beams": 4,
            "length_penalty": -0.6,
            "early_stopping": "never",
            "max_length": 512,
            "max_new_tokens": 70,
            "min_length": 9,
            "forced_bos_token_id": 7,
            "forced_eos_token_id": 2,
            "repetition_penalty": 1.2,
            "encoder_repetition_penalty": 2,
            "no_repeat_ngram_size": 3,
            "encoder_no_repeat_ngram_size": 4,
            "bad_words_ids": [[58], [1, 2]],
            "suppress_tokens": [9],
            "begin_suppress_tokens": [8, 9],
            "renormalize_logits": True,
            "remove_invalid_values": True,
            "exponential_decay_length_penalty": [5, 1.1],
            "do_sample": True,
            "temperature": 0.7,
            "top_k": 0,
            "top_p": 0.9,
            "pad_token_id": -1,
        },
    )
    assert read_generation(tmp_path, CONFIG) == Generation(
        start=5,
        ends=(2, 3),
        beams=4,
        length_penalty=-0.6,
        early_stopping="never",
        max_length=512,
        max_new=70,
        min_length=9,
        forced_first=7,
        forced_last=(2,),
        repetition_penalty=1.2,
        encoder_repetition_penalty=2.0,
        no_repeat_ngram=3,
        encoder_no_repeat_ngram=4,
        banned=((58,), (1, 2)),
        suppressed=(9,),
        suppressed_first=(8, 9),
        renormalize=True,
        decay=(5, 1.1),
        remove_invalid=True,
        sampling=Sampling(0.7, 0, 0.9),
    )


def test_the_least_of_new_tokens_takes_the_place_of_the_least_length(tmp_path):
    write(tmp_path, {**SPECIAL, "min_length": 50, "min_new_tokens": 3})
    found = read_generation(tmp_path, CONFIG)
    assert (found.min_length, found.min_new) == (0, 3)


def test_an_old_switch_forces_the_first_token(tmp_path):
    old = {**CONFIG, "bos_token_id": 4, "force_bos_token_to_be_generated": True}
    assert read_generation(tmp_path, old).forced_first == 4
    write(tmp_path, SPECIAL)
    assert read_generation(tmp_path, old).forced_first is None


IMPOSSIBLE = [
    ("num_beams", -4),
    ("num_beams", 0),
    ("num_beams", 10**12),
    ("num_beams", True),
    ("num_beams", "four"),
    ("num_beams", 4.5),
    ("length_penalty", float("nan")),
    ("length_penalty", float("inf")),
    ("length_penalty", "long"),
    ("length_penalty", 1000),
    ("early_stopping", "always"),
    ("early_stopping", [True]),
    ("max_length", 10**12),
    ("max_length", 0),
    ("max_new_tokens", 0),
    ("min_length", -1),
    ("min_new_tokens", "1"),
    ("repetition_penalty", 0.0),
    ("repetition_penalty", float("nan")),
    ("encoder_repetition_penalty", -1.0),
    ("no_repeat_ngram_size", -3),
    ("no_repeat_ngram_size", 10**12),
    ("encoder_no_repeat_ngram_size", 2.0),
    ("bad_words_ids", [3]),
    ("bad_words_ids", [[]]),
    ("bad_words_ids", [[60]]),
    ("bad_words_ids", [["word"]]),
    ("bad_words_ids", {"3": 4}),
    ("suppress_tokens", [-1]),
    ("begin_suppress_tokens", [None]),
    ("forced_bos_token_id", 60),
    ("forced_eos_token_id", [True]),
    ("eos_token_id", -1),
    ("eos_token_id", "</s>"),
    ("decoder_start_token_id", 10**12),
    ("pad_token_id", 60),
    ("renormalize_logits", "yes"),
    ("remove_invalid_values", 1),
    ("exponential_decay_length_penalty", [5]),
    ("exponential_decay_length_penalty", [5, 0]),
    ("exponential_decay_length_penalty", [5, float("nan")]),
    ("exponential_decay_length_penalty", 1.5),
    ("temperature", -1.0),
    ("top_k", -1),
    ("top_p", 1.5),
]


@pytest.mark.parametrize(("key", "value"), IMPOSSIBLE)
def test_an_impossible_value_is_named_with_its_file(tmp_path, key, value):
    with pytest.raises(Problem, match=key) as caught:
        read_generation(tmp_path, {**CONFIG, key: value})
    assert "config.json" in caught.value.what
    write(tmp_path, {**SPECIAL, key: value})
    with pytest.raises(Problem, match=key) as caught:
        read_generation(tmp_path, CONFIG)
    assert "generation_config.json" in caught.value.what


def test_a_file_must_say_what_an_output_starts_with(tmp_path):
    write(tmp_path, {"eos_token_id": 0})
    with pytest.raises(Problem, match="decoder_start_token_id"):
        read_generation(tmp_path, CONFIG)


@pytest.mark.parametrize("content", ["", "{", "[1]", "\x00"])
def test_a_broken_file_is_named(tmp_path, content):
    (tmp_path / "generation_config.json").write_text(content, "utf-8")
    with pytest.raises(Problem, match=r"generation_config\.json"):
        read_generation(tmp_path, CONFIG)
