"""What compiled kernels are told of the layers of a net: where their numbers lie."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import torch
from torch import Tensor, nn

from models.kernels import structures
from models.kernels.structures import LANES, Matrix
from models.nets.attention import CrossAttention, MultiHeadAttention, SelfAttention
from models.nets.feed_forward import ACTIVATIONS, Activation, FeedForward
from models.nets.int8 import QuantizedLinear
from models.nets.layers import DecoderLayer, EncoderLayer
from models.nets.native import GELU, GELU_TANH, RELU, SILU, Native, NativeMatrix
from models.nets.norms import post_norm, pre_norm
from models.nets.part import LayerNorm
from models.nets.self_attention import CausalSelfAttention
from models.nets.ssru import Ssru

POST_NORM, PRE_NORM = 0, 1
ORDERS = MappingProxyType({post_norm: POST_NORM, pre_norm: PRE_NORM})
CODES: MappingProxyType[Activation, int] = MappingProxyType(
    {
        ACTIVATIONS["relu"]: RELU,
        ACTIVATIONS["gelu"]: GELU,
        ACTIVATIONS["gelu_new"]: GELU_TANH,
        ACTIVATIONS["gelu_pytorch_tanh"]: GELU_TANH,
        ACTIVATIONS["silu"]: SILU,
    }
)


class Unfit(Exception):  # noqa: N818
    """A part that the kernels do not know."""


def matrix(layer: object) -> Matrix:
    """A linear layer."""
    packed = layer.packed() if isinstance(layer, QuantizedLinear) else None
    if not isinstance(packed, NativeMatrix):
        raise Unfit
    return packed.structure


def native_of(layer: object) -> Native:
    """The kernels that a linear layer is laid out for."""
    found = layer.kernels.native if isinstance(layer, QuantizedLinear) else None
    if found is None:
        raise Unfit
    return found


def norm_of(norm: nn.Module | None) -> structures.Norm:
    """A norm; one without a gain for None."""
    if norm is None:
        return structures.Norm()
    if not isinstance(norm, LayerNorm) or norm.weight.shape[0] % LANES:
        raise Unfit
    if norm.weight.dtype is not torch.float32 or norm.bias is None:
        raise Unfit
    return structures.Norm(norm.weight.data_ptr(), norm.bias.data_ptr(), norm.eps)


def _attention(
    part: MultiHeadAttention, projected: object, norm: nn.Module
) -> structures.Attention:
    if part.head_width % LANES:
        raise Unfit
    return structures.Attention(
        matrix(projected),
        matrix(part.out_proj),
        norm_of(norm),
        part.heads,
        part.head_width,
        part.scale,
    )


def _feed_forward(part: object, norm: nn.Module) -> structures.FeedForward:
    if type(part) is not FeedForward or part.activation not in CODES:
        raise Unfit
    activation = CODES[part.activation]
    return structures.FeedForward(matrix(part.fc1), matrix(part.fc2), norm_of(norm), activation)


def _order(residual: Callable[..., Tensor]) -> int:
    if residual not in ORDERS:
        raise Unfit
    return ORDERS[residual]


def encoder_layer(layer: EncoderLayer) -> structures.EncoderLayer:
    """A layer over sources. Raises `Unfit`, as the functions below."""
    mixer = layer.self_attn
    if type(mixer) is not SelfAttention:
        raise Unfit
    return structures.EncoderLayer(
        _attention(mixer, mixer.joint_proj, layer.self_attn_layer_norm),
        _feed_forward(layer.feed_forward, layer.final_layer_norm),
        mixer.out_proj.out_features,
        _order(layer.residual),
    )


def decoder_layer(layer: DecoderLayer) -> structures.DecoderLayer:
    """A layer over targets."""
    mixer, cross = layer.self_attn, layer.encoder_attn
    if type(cross) is not CrossAttention:
        raise Unfit
    return structures.DecoderLayer(
        _mixer(mixer, layer.self_attn_layer_norm),
        _attention(cross, cross.q_proj, layer.encoder_attn_layer_norm),
        _feed_forward(layer.feed_forward, layer.final_layer_norm),
        cross.out_proj.out_features,
        _order(layer.residual),
        isinstance(mixer, Ssru),
    )


def _mixer(mixer: object, norm: nn.Module) -> structures.Attention:
    if isinstance(mixer, Ssru):
        return structures.Attention(matrix(mixer.joint), Matrix(), norm_of(norm), 0, 0, 0)
    if type(mixer) is not CausalSelfAttention:
        raise Unfit
    return _attention(mixer, mixer.joint_proj, norm)
