"""Builder of T5 nets: T5, its version 1.1, mT5, MADLAD and UMT5 (Raffel et al. 2020)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from models.nets.attention import CrossAttention, SelfAttention
from models.nets.bart import StackSizes
from models.nets.feed_forward import FeedForward, GatedFeedForward, activation_of
from models.nets.layers import DecoderLayer, EncoderLayer, Style
from models.nets.norms import RmsNorm, clamped_pre_norm
from models.nets.relative_bias import RelativeBias, bucket_table
from models.nets.self_attention import CausalSelfAttention
from models.nets.stack import Bias, DecoderStack, EncoderStack, Entrance, TokenTable
from models.nets.transformer import Transformer


@dataclass(frozen=True)
class T5Sizes:
    """The numbers and switches of a T5 net.

    Both sides have the same vocabulary. The `buckets` of relative positions end at `distance`;
    `bias_per_layer` gives each layer biases of its own (UMT5). `output_scale` is D^-0.5 in the
    first version, where states are scaled before the output layer, and 1 in later ones.
    """

    width: int
    head_width: int
    vocabulary: int
    encoder: StackSizes
    decoder: StackSizes
    activation: str
    gated: bool
    buckets: int
    distance: int
    norm_eps: float
    output_scale: float
    bias_per_layer: bool

    def style(self) -> Style:
        """The norms of its blocks."""
        return Style(clamped_pre_norm, self.norm)

    def norm(self) -> nn.Module:
        """A norm without mean and bias."""
        return RmsNorm(self.width, self.norm_eps)

    def feed_forward(self, side: StackSizes) -> nn.Module:
        """The feed-forward part of one layer."""
        activation = activation_of(self.activation)
        if self.gated:
            return GatedFeedForward(self.width, side.inner, activation)
        return FeedForward(self.width, side.inner, activation, bias=False)

    def attention(self, side: StackSizes) -> tuple[int, int, int, float, bool]:
        """D, H, E, scale and bias of an attention."""
        return self.width, side.heads, self.head_width, 1.0, False

    def entrance(self) -> Entrance:
        """The embedding of one side."""
        return Entrance(TokenTable(self.vocabulary, self.width), 1.0, None)

    def bias(self, side: StackSizes, bidirectional: bool) -> Bias:
        """The relative position biases of one side."""
        with torch.device("cpu"):  # real even on the meta device
            table = bucket_table(side.places, self.buckets, self.distance, bidirectional)
        count = side.layers if self.bias_per_layer else 1
        parts = [RelativeBias(table, self.buckets, side.heads) for _ in range(count)]
        return Bias(parts, shared=not self.bias_per_layer)


def build_t5(sizes: T5Sizes) -> Transformer:
    """The net on the meta device. Raises `Problem` for an unknown activation."""
    with torch.device("meta"):
        encoder = EncoderStack(
            sizes.entrance(),
            [_encoder_layer(sizes) for _ in range(sizes.encoder.layers)],
            sizes.norm(),
            sizes.bias(sizes.encoder, bidirectional=True),
        )
        decoder = DecoderStack(
            sizes.entrance(),
            [_decoder_layer(sizes) for _ in range(sizes.decoder.layers)],
            sizes.norm(),
            sizes.bias(sizes.decoder, bidirectional=False),
        )
        return Transformer(encoder, decoder, sizes.vocabulary, False, sizes.output_scale)


def _encoder_layer(sizes: T5Sizes) -> EncoderLayer:
    side = sizes.encoder
    mixer = SelfAttention(*sizes.attention(side))
    return EncoderLayer(sizes.style(), mixer, sizes.feed_forward(side))


def _decoder_layer(sizes: T5Sizes) -> DecoderLayer:
    side = sizes.decoder
    return DecoderLayer(
        sizes.style(),
        CausalSelfAttention(*sizes.attention(side)),
        CrossAttention(*sizes.attention(side)),
        sizes.feed_forward(side),
    )
