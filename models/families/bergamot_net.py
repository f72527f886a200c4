"""The net of a Bergamot student, and how its tensors are named in Marian's files."""

from __future__ import annotations

import re
from typing import Any

import torch
from torch import Tensor

from models.checkpoint import fill
from models.marian_file import (
    EMBEDDING_NAME,
    EMBEDDING_NAMES,
    SOURCE_EMBEDDING_NAME,
    TARGET_EMBEDDING_NAME,
    MarianFile,
)
from models.nets.attention import MultiHeadAttention, SelfAttention
from models.nets.bart import BartSizes, StackSizes, attention_sizes
from models.nets.layers import DecoderLayer, EncoderLayer
from models.nets.ssru import Ssru
from models.nets.stack import DecoderStack, EncoderStack
from models.nets.transformer import Transformer

MAX_PLACES = 2048  # positions that a sentence and its output may take

# Marian's name -> ours; {n} is the layer, counted from 1 there and from 0 here.
RENAMES = (
    (r"encoder_l(\d+)_self_W([qkv])", r"encoder.layers.{n}.self_attn.\2_proj.weight"),
    (r"encoder_l(\d+)_self_b([qkv])", r"encoder.layers.{n}.self_attn.\2_proj.bias"),
    (r"encoder_l(\d+)_self_Wo", r"encoder.layers.{n}.self_attn.out_proj.weight"),
    (r"encoder_l(\d+)_self_bo", r"encoder.layers.{n}.self_attn.out_proj.bias"),
    (r"encoder_l(\d+)_self_Wo_ln_scale", r"encoder.layers.{n}.self_attn_layer_norm.weight"),
    (r"encoder_l(\d+)_self_Wo_ln_bias", r"encoder.layers.{n}.self_attn_layer_norm.bias"),
    (r"decoder_l(\d+)_rnn_W", r"decoder.layers.{n}.self_attn.candidate.weight"),
    (r"decoder_l(\d+)_rnn_Wf", r"decoder.layers.{n}.self_attn.forget.weight"),
    (r"decoder_l(\d+)_rnn_bf", r"decoder.layers.{n}.self_attn.forget.bias"),
    (r"decoder_l(\d+)_rnn_ffn_ln_scale", r"decoder.layers.{n}.self_attn_layer_norm.weight"),
    (r"decoder_l(\d+)_rnn_ffn_ln_bias", r"decoder.layers.{n}.self_attn_layer_norm.bias"),
    (r"decoder_l(\d+)_context_W([qkv])", r"decoder.layers.{n}.encoder_attn.\2_proj.weight"),
    (r"decoder_l(\d+)_context_b([qkv])", r"decoder.layers.{n}.encoder_attn.\2_proj.bias"),
    (r"decoder_l(\d+)_context_Wo", r"decoder.layers.{n}.encoder_attn.out_proj.weight"),
    (r"decoder_l(\d+)_context_bo", r"decoder.layers.{n}.encoder_attn.out_proj.bias"),
    (
        r"decoder_l(\d+)_context_Wo_ln_scale",
        r"decoder.layers.{n}.encoder_attn_layer_norm.weight",
    ),
    (r"decoder_l(\d+)_context_Wo_ln_bias", r"decoder.layers.{n}.encoder_attn_layer_norm.bias"),
    (r"(..coder)_l(\d+)_ffn_W([12])", r"\1.layers.{n}.feed_forward.fc\3.weight"),
    (r"(..coder)_l(\d+)_ffn_b([12])", r"\1.layers.{n}.feed_forward.fc\3.bias"),
    (r"(..coder)_l(\d+)_ffn_ffn_ln_scale", r"\1.layers.{n}.final_layer_norm.weight"),
    (r"(..coder)_l(\d+)_ffn_ffn_ln_bias", r"\1.layers.{n}.final_layer_norm.bias"),
    (r"decoder_ff_logit_out_W", r"lm_head.weight"),
    (r"decoder_ff_logit_out_b", r"final_logits_bias"),
)


def build(
    config: dict[str, Any],
    source_vocabulary: int,
    target_vocabulary: int,
    file: MarianFile,
    checkpoint: str,
) -> Transformer:
    """The net of a student with its weights. Raises one `Problem` with every fault.

    The decoder's first input is the id `target_vocabulary`, a row of zeros.
    """
    net = _net(_sizes(config, source_vocabulary, target_vocabulary))
    fill(net, _tensors(file), checkpoint)
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
                        MultiHeadAttention(*numbers),
                        sizes.feed_forward(decoder),
                    )
                    for _ in range(decoder.layers)
                ],
            ),
            sizes.target_vocabulary,
            sizes.logits_bias,
        )


def _tensors(file: MarianFile) -> dict[str, Tensor]:
    tensors = _embeddings(file)
    for name in file.weight_names():
        if name in EMBEDDING_NAMES:
            continue
        values, ours = torch.from_numpy(file.read(name)), _rename(name)
        if values.shape[0] > 1:
            values = values.T.contiguous()  # x W there, x W^T in torch
        elif ours != "final_logits_bias":
            values = values[0]  # biases and norms are (1, D) there
        tensors[ours] = values
    return tensors


def _embeddings(file: MarianFile) -> dict[str, Tensor]:
    """The embeddings and the tied output layer; sides that share a table share its memory."""
    held = {
        name: torch.from_numpy(file.read(name))
        for name in file.weight_names()
        if name in EMBEDDING_NAMES
    }
    tensors = {}
    shared = held.get(EMBEDDING_NAME)
    source = held.get(SOURCE_EMBEDDING_NAME, shared)
    target = held.get(TARGET_EMBEDDING_NAME, shared)
    if target is not None:
        rows = torch.cat([target, target.new_zeros(1, target.shape[1])])
        tensors["decoder.embed_tokens.weight"] = rows
        tensors["lm_head.weight"] = rows[:-1]
        source = rows[:-1] if source is target else source
    if source is not None:
        tensors["encoder.embed_tokens.weight"] = source
    return tensors


def _rename(name: str) -> str:
    for pattern, ours in RENAMES:
        found = re.fullmatch(pattern, name)
        if found:
            layer = next((group for group in found.groups() if group.isdigit()), "1")
            return found.expand(ours).replace("{n}", str(int(layer) - 1))
    return name
