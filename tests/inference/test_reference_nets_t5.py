"""T5 nets against reference transformers: T5, T5 1.1, mT5 and UMT5."""

import pytest
import torch
import transformers
from torch import nn

from models.nets import Source, Want
from models.nets.bart import StackSizes
from models.nets.relative_bias import bucket_table
from models.nets.t5 import T5Sizes, build_t5
from tests.inference.reference_nets import (
    PAD,
    START,
    T5_NAMES,
    UMT5_NAMES,
    Texts,
    compare,
    moved,
    spread,
)

PLACES, VOCABULARY = 40, 40
LENGTHS = (5, 33, 1, 18)
WIDE = {"d_kv": 6, "num_heads": 3}  # 18 wide inside, 16 outside
UNEVEN = {"num_layers": 3, "num_decoder_layers": 1, "relative_attention_num_buckets": 12}

ORIGINAL = {"feed_forward_proj": "relu"}
GELU = {"feed_forward_proj": "gated-gelu", "tie_word_embeddings": False}
SILU = {"feed_forward_proj": "gated-silu", "tie_word_embeddings": False}
CASES = [
    ("T5", ORIGINAL, True),
    ("T5", ORIGINAL | WIDE | UNEVEN, True),
    ("T5", GELU, False),
    ("T5", GELU | WIDE, True),
    ("T5", SILU | UNEVEN, False),
    ("MT5", {"feed_forward_proj": "gated-gelu"} | WIDE | UNEVEN, False),
    ("UMT5", {"feed_forward_proj": "gated-gelu"}, True),
    ("UMT5", {"feed_forward_proj": "gated-gelu"} | WIDE | UNEVEN, False),
]


def config_of(family, changes):
    settings = {
        "vocab_size": VOCABULARY,
        "d_model": 16,
        "d_kv": 4,
        "d_ff": 24,
        "num_layers": 2,
        "num_heads": 4,
        "relative_attention_num_buckets": 8,
        "relative_attention_max_distance": 20,
        "pad_token_id": PAD,
        "decoder_start_token_id": START,
        "attn_implementation": "eager",
        **changes,
    }
    return getattr(transformers, f"{family}Config")(**settings)


def sizes_of(family, config):
    def side(layers):
        return StackSizes(layers, config.num_heads, config.d_ff, PLACES)

    scaled = family == "UMT5" or getattr(config, "scale_decoder_outputs", False)
    return T5Sizes(
        width=config.d_model,
        head_width=config.d_kv,
        vocabulary=config.vocab_size,
        encoder=side(config.num_layers),
        decoder=side(config.num_decoder_layers),
        activation=config.dense_act_fn,
        gated=config.is_gated_act,
        buckets=config.relative_attention_num_buckets,
        distance=config.relative_attention_max_distance,
        norm_eps=config.layer_norm_epsilon,
        output_scale=config.d_model**-0.5 if scaled else 1.0,
        bias_per_layer=family == "UMT5",
    )


def pair_of(family, changes, tied, seed=0):
    config = config_of(family, changes)
    model = getattr(transformers, f"{family}ForConditionalGeneration")(config)
    if not tied:
        model.lm_head.weight = nn.Parameter(torch.empty(VOCABULARY, config.d_model))
    spread(model, seed, 0.4)
    names = UMT5_NAMES if family == "UMT5" else T5_NAMES
    return model, moved(model, build_t5(sizes_of(family, config)), names)


@pytest.mark.parametrize(("family", "changes", "tied"), CASES)
def test_equals_the_reference(family, changes, tied):
    model, net = pair_of(family, changes, tied, len(str(changes)))
    assert (model.lm_head.weight is model.shared.weight) == tied
    compare(model, net, Texts.of((VOCABULARY, VOCABULARY), LENGTHS, PLACES))


@pytest.mark.parametrize("bidirectional", [True, False])
@pytest.mark.parametrize(("buckets", "distance"), [(32, 128), (8, 20), (12, 21), (64, 1000)])
def test_buckets_are_those_of_the_reference(buckets, distance, bidirectional):
    from transformers.models.t5.modeling_t5 import T5Attention

    places = 2 * distance
    relative = torch.arange(1 - places, places)
    if not bidirectional:
        relative = relative.clamp_max(0)
    expected = T5Attention._relative_position_bucket(relative, bidirectional, buckets, distance)
    assert torch.equal(bucket_table(places, buckets, distance, bidirectional), expected)


def test_half_precision_keeps_the_last_projection_in_float32():
    model, net = pair_of("T5", GELU, False)
    texts = Texts.of((VOCABULARY, VOCABULARY), (6, 9), 5)
    net.half()
    model.half()
    for layers in (net.encoder.layers, net.decoder.layers):
        for layer in layers:
            layer.feed_forward.fc2.float()
    for block in (*model.encoder.block, *model.decoder.block):
        block.layer[-1].DenseReluDense.wo.float()
    source = Source.of(texts.sources, PAD)
    with torch.inference_mode():
        expected = model(
            input_ids=texts.ids,
            attention_mask=texts.mask,
            decoder_input_ids=texts.targets[:, :-1],
        )
        memory = net.encode(source)
        logits, _ = net.step(texts.targets[:, :-1], memory, net.cache(memory, 1))
    assert logits.dtype is torch.float16
    torch.testing.assert_close(logits, expected.logits[:, -1], atol=0.05, rtol=0.02)


def test_bfloat16_is_near_float32():
    _, net = pair_of("T5", GELU, False)
    texts = Texts.of((VOCABULARY, VOCABULARY), LENGTHS, 8)
    source, target = Source.of(texts.sources, PAD), texts.targets[:, 1:]
    with torch.inference_mode():
        exact = net.replay(net.encode(source), START, target, Want(cross=True))
        net.bfloat16()
        near = net.replay(net.encode(source), START, target, Want(cross=True))
    assert (near.logprobs - exact.logprobs).abs().mean() < 0.3
    assert (near.cross - exact.cross).abs().mean() < 0.02
