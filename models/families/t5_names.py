"""How the tensors of T5-like checkpoints are named."""

from __future__ import annotations

from models.naming import Naming

_BLOCK = r"(encoder|decoder)\.block\.(\d+)\.layer\.\d\."
BIAS_OF_EACH_LAYER = (
    _BLOCK + r"SelfAttention\.relative_attention_bias\.weight",
    r"\1.relative_bias.\2.weight",
)
NAMING = Naming(
    renames=(
        # Old files give the cross-attention a bias table that nothing reads.
        (
            r"decoder\.block\.0\.layer\.1\.EncDecAttention\.relative_attention_bias\.weight",
            None,
        ),
        (
            r"(encoder|decoder)\.block\.0\.layer\.0\.SelfAttention\.relative_attention_bias\.weight",
            r"\1.relative_bias.weight",
        ),
        (_BLOCK + r"SelfAttention\.([qkv])\.weight", r"\1.layers.\2.self_attn.\3_proj.weight"),
        (_BLOCK + r"SelfAttention\.o\.weight", r"\1.layers.\2.self_attn.out_proj.weight"),
        (
            _BLOCK + r"EncDecAttention\.([qkv])\.weight",
            r"\1.layers.\2.encoder_attn.\3_proj.weight",
        ),
        (_BLOCK + r"EncDecAttention\.o\.weight", r"\1.layers.\2.encoder_attn.out_proj.weight"),
        (_BLOCK + r"DenseReluDense\.wi_0\.weight", r"\1.layers.\2.feed_forward.gate.weight"),
        (
            _BLOCK + r"DenseReluDense\.wi(?:_1)?\.weight",
            r"\1.layers.\2.feed_forward.fc1.weight",
        ),
        (_BLOCK + r"DenseReluDense\.wo\.weight", r"\1.layers.\2.feed_forward.fc2.weight"),
        (
            r"(encoder|decoder)\.block\.(\d+)\.layer\.0\.layer_norm\.weight",
            r"\1.layers.\2.self_attn_layer_norm.weight",
        ),
        (
            r"decoder\.block\.(\d+)\.layer\.1\.layer_norm\.weight",
            r"decoder.layers.\1.encoder_attn_layer_norm.weight",
        ),
        (
            r"(encoder|decoder)\.block\.(\d+)\.layer\.[12]\.layer_norm\.weight",
            r"\1.layers.\2.final_layer_norm.weight",
        ),
        (r"(encoder|decoder)\.final_layer_norm\.weight", r"\1.layer_norm.weight"),
    ),
    ties=(
        (
            "shared.weight",
            "encoder.embed_tokens.weight",
            "decoder.embed_tokens.weight",
            "lm_head.weight",
        ),
    ),
)
