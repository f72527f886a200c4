"""What a checkpoint's net is made of, in rows for people, from its configuration alone."""

from __future__ import annotations

from models.families.folder.config import Config

# (name, value); the names that exist: Family, Encoder, Decoder, Attention, Widths, Vocabulary.
Anatomy = tuple[tuple[str, str], ...]

SCALED, UNSCALED = "scaled dot-product", "dot-product, not scaled"


def transformer(config: Config, family: str, attention: str = SCALED) -> Anatomy:
    """The rows of a Transformer; what the configuration leaves open is left out."""
    encoder = _number(config, "encoder_layers", "num_layers")
    decoder = _number(config, "decoder_layers", "num_decoder_layers") or encoder
    heads = _number(config, "encoder_attention_heads", "num_heads")
    width = _number(config, "d_model")
    inner = _number(config, "encoder_ffn_dim", "d_ff")
    vocabulary = _number(config, "vocab_size")
    widths = [f"model {width:,}" if width else "", f"feed-forward {inner:,}" if inner else ""]
    return tuple(
        (name, value)
        for name, value in (
            ("Family", family),
            ("Encoder", layers(encoder)),
            ("Decoder", layers(decoder)),
            ("Attention", f"{attention}, {heads} heads" if heads else attention),
            ("Widths", ", ".join(filter(None, widths))),
            ("Vocabulary", f"{vocabulary:,} pieces" if vocabulary else ""),
        )
        if value
    )


def layers(count: int | None, kind: str = "Transformer") -> str:
    """6 Transformer layers; nothing where the number is not known."""
    if count is None:
        return ""
    return f"{count} {kind} {'layer' if count == 1 else 'layers'}"


def _number(config: Config, *keys: str) -> int | None:
    for key in keys:
        value = config.values.get(key)
        if type(value) is int:
            return value
    return None
