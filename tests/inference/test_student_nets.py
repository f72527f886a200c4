"""Students with one vocabulary and with two: where their tensors go."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from models.families.bergamot_net import build
from models.marian_weights import MarianWeights
from models.messages import Problem
from models.nets import Source
from tests.tiny import Shape, float32, int8, marian_bytes, weights

ONE = Shape(vocabulary=30)
SOURCES, TOKENS = [[4, 9, 2, 0], [11, 0]], torch.tensor([[7], [3]])


def net_of(folder, values, shape, quantised=False):
    rows = ("Wemb", "encoder_Wemb", "decoder_Wemb")
    tensors = {
        name: int8(value, row_major=name in rows)
        if quantised and value.shape[0] > 1
        else float32(value)
        for name, value in values.items()
    }
    path = folder / "model.bin"
    path.write_bytes(marian_bytes(tensors))
    return build(shape.config(), shape.vocabulary, shape.output, MarianWeights(path), "tiny")


@torch.inference_mode()
def logits_of(net, start):
    memory = net.encode(Source.of(SOURCES))
    cache = net.cache(memory, 1)
    net.step(torch.full((2, 1), start), memory, cache)
    return net.step(TOKENS, memory, cache)[0]


def test_a_table_of_both_sides_is_in_memory_once(tmp_path):
    net = net_of(tmp_path, weights(ONE, 1), ONE)
    tables = (
        net.encoder.embed_tokens.weight,
        net.decoder.embed_tokens.weight,
        net.lm_head.weight,
    )
    assert len({table.untyped_storage().data_ptr() for table in tables}) == 1
    assert not tables[1][-1].any()  # the decoder's first input
    assert [len(table) for table in tables] == [30, 31, 30]


def separate(values):
    """The same student with a table for each side."""
    values = dict(values)
    table = values.pop("Wemb")
    return values | {"encoder_Wemb": table, "decoder_Wemb": table}


@pytest.mark.parametrize("quantised", [False, True])
def test_equal_tables_for_each_side_are_as_one_table(tmp_path, quantised):
    values = weights(ONE, 2)
    expected = logits_of(net_of(tmp_path, values, ONE, quantised), 30)
    found = logits_of(net_of(tmp_path, separate(values), ONE, quantised), 30)
    torch.testing.assert_close(found, expected)


@pytest.mark.parametrize("quantised", [False, True])
def test_an_output_layer_of_its_own_is_turned_round(tmp_path, quantised):
    values = weights(ONE, 3)
    expected = logits_of(net_of(tmp_path, values, ONE, quantised), 30)
    values["decoder_ff_logit_out_W"] = values["Wemb"].T
    for own in (values, separate(values)):
        torch.testing.assert_close(
            logits_of(net_of(tmp_path, own, ONE, quantised), 30), expected
        )


def test_each_side_has_its_own_words(tmp_path):
    shape = replace(ONE, target=23)
    values = weights(shape, 4)
    net = net_of(tmp_path, values, shape)
    np.testing.assert_array_equal(net.encoder.embed_tokens.weight, values["encoder_Wemb"])
    np.testing.assert_array_equal(net.decoder.embed_tokens.weight[:-1], values["decoder_Wemb"])
    np.testing.assert_array_equal(net.lm_head.weight, values["decoder_Wemb"])
    assert logits_of(net, 23).shape == (2, 23)


@pytest.mark.parametrize("missing", ["encoder", "decoder"])
def test_a_missing_table_is_named(tmp_path, missing):
    shape = replace(ONE, target=23)
    values = weights(shape, 5)
    del values[f"{missing}_Wemb"]
    with pytest.raises(Problem, match=rf"missing: {missing}\.embed_tokens\.weight"):
        net_of(tmp_path, values, shape)
