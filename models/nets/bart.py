"""Builder of BART-like nets: Marian, BART, mBART, Pegasus, M2M100 and their kin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from models.nets.attention import CrossAttention, SelfAttention
from models.nets.feed_forward import FeedForward, activation_of
from models.nets.layers import DecoderLayer, EncoderLayer, EncoderMixer, Style
from models.nets.norms import post_norm, pre_norm
from models.nets.part import LayerNorm
from models.nets.positions import (
    LearnedPositions,
    Positions,
    SinusoidPositions,
    sinusoid_even_steps,
    sinusoid_interleaved_angles,
)
from models.nets.self_attention import CausalSelfAttention
from models.nets.stack import DecoderStack, EncoderStack, Entrance, TokenTable
from models.nets.transformer import Transformer


@dataclass(frozen=True)
class StackSizes:
    """The numbers of one side: L, H, width of the feed-forward part, places it can take."""

    layers: int
    heads: int
    inner: int
    places: int


@dataclass(frozen=True)
class BartSizes:
    """The numbers and switches of a BART-like net.

    `positions` is "interleaved" (Marian, Pegasus), "even_steps" (M2M100) or "learned";
    `offset` rows at the head of the table stand for no place; `unplaced` is an id that gets no
    position (M2M100: padding); `scale` is of the embedding.
    """

    width: int
    source_vocabulary: int
    target_vocabulary: int
    encoder: StackSizes
    decoder: StackSizes
    activation: str
    pre_norm: bool
    scale: float
    positions: str
    offset: int = 0
    embedding_norm: bool = False
    final_norm: bool = False
    logits_bias: bool = True
    norm_eps: float = 1e-5
    unplaced: int | None = None

    def style(self) -> Style:
        """The norms of its blocks."""
        return Style(pre_norm if self.pre_norm else post_norm, self.norm)

    def norm(self) -> nn.Module:
        """A layer norm."""
        return LayerNorm(self.width, self.norm_eps)

    def feed_forward(self, side: StackSizes) -> nn.Module:
        """The feed-forward part of one layer."""
        return FeedForward(self.width, side.inner, activation_of(self.activation))

    def entrance(self, side: StackSizes, vocabulary: int) -> Entrance:
        """Embedding and positions of one side."""
        return Entrance(
            tokens=TokenTable(vocabulary, self.width),
            scale=self.scale,
            positions=positions_of(self, side),
            norm=self.norm() if self.embedding_norm else None,
        )


def positions_of(sizes: BartSizes, side: StackSizes) -> Positions:
    """The positions of one side; computed tables are real even on the meta device."""
    if sizes.positions == "learned":
        return LearnedPositions(side.places, sizes.width, sizes.offset)
    with torch.device("cpu"):
        if sizes.positions == "even_steps":
            table = sinusoid_even_steps(side.places, sizes.width, sizes.offset)
        else:
            table = sinusoid_interleaved_angles(side.places, sizes.width)
    return SinusoidPositions(table, sizes.unplaced)


def build_bart(sizes: BartSizes) -> Transformer:
    """The net on the meta device. Raises `Problem` for an unknown activation."""

    def mixer(layer: int) -> EncoderMixer:
        del layer  # all are alike
        return SelfAttention(*attention_sizes(sizes.width, sizes.encoder.heads))

    return build_with_encoder(sizes, mixer)


def build_with_encoder(sizes: BartSizes, mixer: Callable[[int], EncoderMixer]) -> Transformer:
    """As `build_bart`, with the encoder's mixer of each layer made by `mixer`."""
    with torch.device("meta"):
        encoder = EncoderStack(
            sizes.entrance(sizes.encoder, sizes.source_vocabulary),
            [
                EncoderLayer(sizes.style(), mixer(layer), sizes.feed_forward(sizes.encoder))
                for layer in range(sizes.encoder.layers)
            ],
            sizes.norm() if sizes.final_norm else None,
        )
        decoder = DecoderStack(
            sizes.entrance(sizes.decoder, sizes.target_vocabulary),
            [_decoder_layer(sizes) for _ in range(sizes.decoder.layers)],
            sizes.norm() if sizes.final_norm else None,
        )
        return Transformer(encoder, decoder, sizes.target_vocabulary, sizes.logits_bias)


def attention_sizes(width: int, heads: int) -> tuple[int, int, int, float]:
    """D, H, E and the usual scale of scores."""
    head_width = width // heads
    return width, heads, head_width, head_width**-0.5


def _decoder_layer(sizes: BartSizes) -> DecoderLayer:
    numbers = attention_sizes(sizes.width, sizes.decoder.heads)
    return DecoderLayer(
        sizes.style(),
        CausalSelfAttention(*numbers),
        CrossAttention(*numbers),
        sizes.feed_forward(sizes.decoder),
    )
