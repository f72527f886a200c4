"""The net of a Bergamot student, and how its tensors are named in Marian's files."""

from __future__ import annotations

import re
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import relu

from models.checkpoint import fill
from models.marian_file import MarianFile
from models.nets.positions import sinusoid_even_steps
from models.nets.ssru import Ssru
from models.nets.transformer import (
    BlockSizes,
    DecoderLayer,
    Embedding,
    EncoderLayer,
    Transformer,
    post_norm,
)

MAX_PLACES = 2048  # positions that a sentence and its output may take

# Marian's name -> ours; {n} is the layer, counted from 1 there and from 0 here.
RENAMES = (
    (r"encoder_l(\d+)_self_W([qkv])", r"encoder.{n}.self_attn.\2_proj.weight"),
    (r"encoder_l(\d+)_self_b([qkv])", r"encoder.{n}.self_attn.\2_proj.bias"),
    (r"encoder_l(\d+)_self_Wo", r"encoder.{n}.self_attn.out_proj.weight"),
    (r"encoder_l(\d+)_self_bo", r"encoder.{n}.self_attn.out_proj.bias"),
    (r"encoder_l(\d+)_self_Wo_ln_scale", r"encoder.{n}.self_attn_layer_norm.weight"),
    (r"encoder_l(\d+)_self_Wo_ln_bias", r"encoder.{n}.self_attn_layer_norm.bias"),
    (r"decoder_l(\d+)_rnn_W", r"decoder.{n}.self_attn.candidate.weight"),
    (r"decoder_l(\d+)_rnn_Wf", r"decoder.{n}.self_attn.forget.weight"),
    (r"decoder_l(\d+)_rnn_bf", r"decoder.{n}.self_attn.forget.bias"),
    (r"decoder_l(\d+)_rnn_ffn_ln_scale", r"decoder.{n}.self_attn_layer_norm.weight"),
    (r"decoder_l(\d+)_rnn_ffn_ln_bias", r"decoder.{n}.self_attn_layer_norm.bias"),
    (r"decoder_l(\d+)_context_W([qkv])", r"decoder.{n}.encoder_attn.\2_proj.weight"),
    (r"decoder_l(\d+)_context_b([qkv])", r"decoder.{n}.encoder_attn.\2_proj.bias"),
    (r"decoder_l(\d+)_context_Wo", r"decoder.{n}.encoder_attn.out_proj.weight"),
    (r"decoder_l(\d+)_context_bo", r"decoder.{n}.encoder_attn.out_proj.bias"),
    (r"decoder_l(\d+)_context_Wo_ln_scale", r"decoder.{n}.encoder_attn_layer_norm.weight"),
    (r"decoder_l(\d+)_context_Wo_ln_bias", r"decoder.{n}.encoder_attn_layer_norm.bias"),
    (r"(..coder)_l(\d+)_ffn_W([12])", r"\1.{n}.fc\3.weight"),
    (r"(..coder)_l(\d+)_ffn_b([12])", r"\1.{n}.fc\3.bias"),
    (r"(..coder)_l(\d+)_ffn_ffn_ln_scale", r"\1.{n}.final_layer_norm.weight"),
    (r"(..coder)_l(\d+)_ffn_ffn_ln_bias", r"\1.{n}.final_layer_norm.bias"),
    (r"decoder_ff_logit_out_b", r"output_bias"),
    (r"Wemb", r"embedding.weight"),
)


def build(
    config: dict[str, Any], vocabulary: int, file: MarianFile, checkpoint: str
) -> Transformer:
    """The net of a student with its weights. Raises one `Problem` with every fault."""
    width = config["dim-emb"]
    sizes = BlockSizes(
        width=width,
        heads=config["transformer-heads"],
        inner=config["transformer-dim-ffn"],
        activation=relu,
        residual=post_norm,
        norm_eps=1e-6,
    )
    positions = sinusoid_even_steps(MAX_PLACES, width)
    with torch.device("meta"):
        # Row V of the embedding is zero: the decoder's first input.
        net = Transformer(
            Embedding(vocabulary + 1, width, width**0.5, positions),
            vocabulary,
            [EncoderLayer(sizes) for _ in range(config["enc-depth"])],
            [DecoderLayer(sizes, Ssru(width)) for _ in range(config["dec-depth"])],
        )
    fill(net, _tensors(file), checkpoint)
    return net


def _tensors(file: MarianFile) -> dict[str, Tensor]:
    tensors = {}
    for name in file.weight_names():
        values = torch.from_numpy(file.read(name))
        ours = _rename(name)
        if ours == "embedding.weight":
            values = torch.cat([values, values.new_zeros(1, values.shape[1])])
        elif values.shape[0] == 1:
            values = values[0]  # biases and norms are (1, D) there
        else:
            values = values.T.contiguous()  # x W there, x W^T in torch
        tensors[ours] = values
    return tensors


def _rename(name: str) -> str:
    for pattern, ours in RENAMES:
        found = re.fullmatch(pattern, name)
        if found:
            layer = next((group for group in found.groups() if group.isdigit()), "1")
            return found.expand(ours).replace("{n}", str(int(layer) - 1))
    return name
