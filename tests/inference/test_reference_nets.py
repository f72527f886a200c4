"""BART-like nets against reference transformers: Marian, BART, mBART, Pegasus, M2M100."""

import pytest
import torch
import transformers

from models.messages import Problem
from models.nets import Source, Want
from models.nets.bart import BartSizes, StackSizes, build_bart
from tests.inference.reference_nets import (
    BART_NAMES,
    PAD,
    SINUSOID_NAMES,
    START,
    Texts,
    compare,
    moved,
    spread,
)

PLACES, VOCABULARY = 12, 40
LENGTHS = (5, PLACES, 1, 7)


def small(**changes):
    """Settings that every BART-like configuration understands."""
    return {
        "vocab_size": VOCABULARY,
        "d_model": 16,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 24,
        "decoder_ffn_dim": 24,
        "max_position_embeddings": PLACES,
        "pad_token_id": PAD,
        "eos_token_id": 2,
        "bos_token_id": 0,
        "decoder_start_token_id": START,
        "forced_eos_token_id": None,
        "attn_implementation": "eager",
        **changes,
    }


UNEVEN = {
    "encoder_layers": 3,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 8,
    "encoder_ffn_dim": 20,
    "decoder_ffn_dim": 36,
}
UNTIED = {"tie_word_embeddings": False}
SEPARATE = {
    "decoder_vocab_size": 33,
    "share_encoder_decoder_embeddings": False,
    "tie_word_embeddings": True,
}


def sizes_of(config, **traits):
    def side(name):
        return StackSizes(
            layers=getattr(config, f"{name}_layers"),
            heads=getattr(config, f"{name}_attention_heads"),
            inner=getattr(config, f"{name}_ffn_dim"),
            places=config.max_position_embeddings,
        )

    return BartSizes(
        width=config.d_model,
        source_vocabulary=config.vocab_size,
        target_vocabulary=getattr(config, "decoder_vocab_size", None) or config.vocab_size,
        encoder=side("encoder"),
        decoder=side("decoder"),
        activation=config.activation_function,
        scale=config.d_model**0.5 if config.scale_embedding else 1.0,
        **traits,
    )


LEARNED = {"positions": "learned", "offset": 2}
TRAITS = {
    "Marian": {"pre_norm": False, "positions": "interleaved"},
    "Bart": {"pre_norm": False, "embedding_norm": True, **LEARNED},
    "MBart": {"pre_norm": True, "embedding_norm": True, "final_norm": True, **LEARNED},
    "Pegasus": {"pre_norm": True, "positions": "interleaved", "final_norm": True},
    "M2M100": {
        "pre_norm": True,
        "positions": "even_steps",
        "offset": 2,
        "final_norm": True,
        "logits_bias": False,
        "unplaced": PAD,
    },
}
CLASSES = {
    "Marian": "MarianMTModel",
    "Pegasus": "PegasusForConditionalGeneration",
    **{name: f"{name}ForConditionalGeneration" for name in ("Bart", "MBart", "M2M100")},
}


def pair_of(family, seed, changes):
    """A reference model and our net with its weights."""
    config = getattr(transformers, f"{family}Config")(**small(**changes))
    model = spread(getattr(transformers, CLASSES[family])(config), seed)
    names = BART_NAMES if TRAITS[family]["positions"] == "learned" else SINUSOID_NAMES
    return model, moved(model, build_bart(sizes_of(config, **TRAITS[family])), names)


CASES = [
    *(
        (family, {"scale_embedding": scaled, "activation_function": activation, **shape})
        for family in TRAITS
        for scaled, activation, shape in (
            (True, "relu", {}),
            (False, "gelu", UNEVEN),
            (True, "swish", UNTIED),
            (False, "gelu_new", UNEVEN | {"encoder_layers": 1, "decoder_layers": 3}),
        )
    ),
    ("Marian", SEPARATE),
    ("Marian", SEPARATE | UNEVEN | {"scale_embedding": True, "activation_function": "silu"}),
]


@pytest.mark.parametrize(("family", "changes"), CASES)
def test_equals_the_reference(family, changes):
    seed = len(str(changes))
    model, net = pair_of(family, seed, changes)
    vocabularies = VOCABULARY, changes.get("decoder_vocab_size", VOCABULARY)
    compare(model, net, Texts.of(vocabularies, LENGTHS, PLACES, seed))


def test_padding_among_the_targets_has_no_position():
    model, net = pair_of("M2M100", 3, {"scale_embedding": True})
    source = Source.of([[5, 6, 7]], PAD)
    with torch.inference_mode():
        encoded = model.get_encoder()(source.ids)
        memory = net.encode(source)
        cache, past = net.cache(memory, 1), None
        for token in (START, 9, PAD, 11, PAD, 4):
            ids = torch.tensor([[token]])
            expected = model(
                encoder_outputs=encoded,
                decoder_input_ids=ids,
                past_key_values=past,
                use_cache=True,
            )
            past = expected.past_key_values
            found, _ = net.step(ids, memory, cache)
            torch.testing.assert_close(found, expected.logits[:, 0], atol=1e-4, rtol=0)


@pytest.mark.parametrize("family", TRAITS)
def test_bfloat16_is_near_float32(family):
    _, net = pair_of(family, 5, {"scale_embedding": False})
    texts = Texts.of((VOCABULARY, VOCABULARY), LENGTHS, 8)
    source, target = Source.of(texts.sources, PAD), texts.targets[:, 1:]
    want = Want(cross=True, norms=True)
    with torch.inference_mode():
        exact = net.replay(net.encode(source), START, target, want)
        net.bfloat16()
        memory = net.encode(source, attention=True)
        near = net.replay(memory, START, target, want)
        logits, _ = net.step(texts.targets[:, :1], memory, net.cache(memory, 1))
    assert memory.states.dtype is logits.dtype is torch.bfloat16
    assert near.logprobs.dtype is near.cross.dtype is near.norms.dtype is torch.float32
    assert (near.logprobs - exact.logprobs).abs().mean() < 0.3
    assert (near.cross - exact.cross).abs().mean() < 0.02


def test_an_unknown_activation_is_named():
    config = transformers.BartConfig(**small(activation_function="relu"))
    config.activation_function = "snake"
    with pytest.raises(Problem, match="'snake'"):
        build_bart(sizes_of(config, **TRAITS["Bart"]))
