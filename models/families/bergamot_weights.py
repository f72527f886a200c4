"""The tensors of a Bergamot student: how Marian's files name them, as floats or as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import torch
from torch import Tensor

from models.marian_file import (
    EMBEDDING_NAME,
    EMBEDDING_NAMES,
    SOURCE_EMBEDDING_NAME,
    TARGET_EMBEDDING_NAME,
)
from models.marian_weights import MarianWeights
from models.nets.int8_rows import Int8Rows

OUTPUT = "lm_head.weight"
Matrix = TypeVar("Matrix", Tensor, Int8Rows)  # (out, in)

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


def float_matrix(file: MarianWeights, name: str) -> Tensor:
    """A matrix in float32, laid out as torch wants it."""
    return torch.from_numpy(file.read_rows(name))


def int8_matrix(file: MarianWeights, name: str) -> Int8Rows:
    """A matrix as it is in the file, which has one scale for all rows; floats are rounded."""
    found = file.read_int8(name)
    if found is None:
        return Int8Rows.of(float_matrix(file, name))
    values, multiplier = found
    return Int8Rows(torch.from_numpy(values), torch.full((len(values),), 1 / multiplier))


def tensors_of(
    file: MarianWeights, matrix: Callable[[MarianWeights, str], Matrix]
) -> dict[str, Tensor | Matrix]:
    """All tensors by our names; `matrix` reads those of linear layers and tables."""
    tensors: dict[str, Tensor | Matrix] = dict(_embeddings(file, matrix))
    for name in file.weight_names():
        if name in EMBEDDING_NAMES:
            continue
        ours = _rename(name)
        if file.checked(name).shape[0] > 1:
            tensors[ours] = matrix(file, name)
        else:
            values = torch.from_numpy(file.read(name))
            # biases and norms are (1, D) there
            tensors[ours] = values if ours == "final_logits_bias" else values[0]
    return tensors


def _embeddings(
    file: MarianWeights, matrix: Callable[[MarianWeights, str], Matrix]
) -> dict[str, Matrix]:
    """The embeddings and the tied output layer; sides that share a table share its memory."""
    held = {name: matrix(file, name) for name in file.weight_names() if name in EMBEDDING_NAMES}
    tensors = {}
    shared = held.get(EMBEDDING_NAME)
    source = held.get(SOURCE_EMBEDDING_NAME, shared)
    target = held.get(TARGET_EMBEDDING_NAME, shared)
    if target is not None:
        rows = _and_zeros(target)
        tensors["decoder.embed_tokens.weight"] = rows
        tensors[OUTPUT] = rows[:-1]
        source = rows[:-1] if source is target else source
    if source is not None:
        tensors["encoder.embed_tokens.weight"] = source
    return tensors


def _and_zeros(matrix: Matrix) -> Matrix:
    """A matrix and a row of zeros."""
    if isinstance(matrix, Tensor):
        return torch.cat([matrix, matrix.new_zeros(1, matrix.shape[1])])
    return Int8Rows(_and_zeros(matrix.values), torch.cat([matrix.scales, torch.ones(1)]))


def _rename(name: str) -> str:
    for pattern, ours in RENAMES:
        found = re.fullmatch(pattern, name)
        if found:
            layer = next((group for group in found.groups() if group.isdigit()), "1")
            return found.expand(ours).replace("{n}", str(int(layer) - 1))
    return name
