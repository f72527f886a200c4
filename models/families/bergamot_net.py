"""The net of a Bergamot student."""

from __future__ import annotations

from typing import Any

import torch

from models.checkpoint import fill
from models.families.bergamot_weights import OUTPUT, float_matrix, int8_matrix, tensors_of
from models.marian_weights import MarianWeights
from models.nets.attention import CrossAttention, SelfAttention
from models.nets.bart import BartSizes, StackSizes, attention_sizes
from models.nets.int8_rows import Kernels
from models.nets.layers import DecoderLayer, EncoderLayer
from models.nets.ssru import Ssru
from models.nets.stack import DecoderStack, EncoderStack
from models.nets.transformer import Transformer

MAX_PLACES = 2048  # positions that a sentence and its output may take


def build(
    config: dict[str, Any],
    source_vocabulary: int,
    target_vocabulary: int,
    file: MarianWeights,
    checkpoint: str,
    kernels: Kernels | None = None,
) -> Transformer:
    """The net of a student with its weights. Raises one `Problem` with every fault.

    With `kernels` 8-bit matrices stay as they are in the file. The decoder's first input is the
    id `target_vocabulary`, a row of zeros.
    """
    net = _net(_sizes(config, source_vocabulary, target_vocabulary))
    if kernels is None:
        fill(net, tensors_of(file, float_matrix), checkpoint)
    else:
        parts = tensors_of(file, int8_matrix)
        fill(net, parts, checkpoint, kernels, kept=(OUTPUT,))
    return net


def _sizes(config: dict[str, Any], source_vocabulary: int, target_vocabulary: int) -> BartSizes:
    def side(layers: str) -> StackSizes:
        heads, inner = config["transformer-heads"], config["transformer-dim-ffn"]
        return StackSizes(config[layers], heads, inner, MAX_PLACES)

    return BartSizes(
        width=config["dim-emb"],
        source_vocabulary=source_vocabulary,
        target_vocabulary=target_vocabulary,
        encoder=side("enc-depth"),
        decoder=side("dec-depth"),
        activation="relu",
        pre_norm=False,
        scale=config["dim-emb"] ** 0.5,
        positions="even_steps",
        norm_eps=1e-6,
    )


def _net(sizes: BartSizes) -> Transformer:
    width, style = sizes.width, sizes.style()
    numbers = attention_sizes(width, sizes.encoder.heads)
    encoder, decoder = sizes.encoder, sizes.decoder
    with torch.device("meta"):
        return Transformer(
            EncoderStack(
                sizes.entrance(encoder, sizes.source_vocabulary),
                [
                    EncoderLayer(style, SelfAttention(*numbers), sizes.feed_forward(encoder))
                    for _ in range(encoder.layers)
                ],
            ),
            DecoderStack(
                sizes.entrance(decoder, sizes.target_vocabulary + 1),
                [
                    DecoderLayer(
                        style,
                        Ssru(width),
                        CrossAttention(*numbers),
                        sizes.feed_forward(decoder),
                    )
                    for _ in range(decoder.layers)
                ],
            ),
            sizes.target_vocabulary,
            sizes.logits_bias,
        )
