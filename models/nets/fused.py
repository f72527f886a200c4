"""All layers of a side in one call of the compiled kernels, instead of what modules do."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import byref
from typing import NamedTuple

import torch
from torch import Tensor

from models.kernels import structures
from models.kernels.structures import (
    EVERY_HEAD,
    DecoderPass,
    EncoderPass,
    Heads,
    LayerPass,
    Matrix,
)
from models.nets import Cache, Memory, State
from models.nets.attention import KeysValues
from models.nets.fused_parts import (
    Unfit,
    decoder_layer,
    encoder_layer,
    matrix,
    native_of,
    norm_of,
)
from models.nets.int8 import QuantizedTable
from models.nets.layers import Seen
from models.nets.native import addresses_of, check
from models.nets.self_attention import KeyValueState
from models.nets.ssru import SsruState
from models.nets.stack import DecoderStack, EncoderStack, Stack


class _Entered(NamedTuple):
    """What goes into the layers: x (R, n, D), or room for it with ids (R, n) and positions
    (n, D) or None.
    """

    x: Tensor
    ids: Tensor | None = None
    positions: Tensor | None = None


class _Entrance:
    """A stack's entrance; the kernels themselves look up rows of 8-bit numbers."""

    def __init__(self, stack: Stack) -> None:
        self._tokens, self._scale = stack.embed_tokens, stack.scale
        self._positions, self._norm = stack.embed_positions, stack.layernorm_embedding
        self.table = structures.Table()
        if isinstance(self._tokens, QuantizedTable) and self._tokens.native:
            rows = self._tokens.rows
            lie = addresses_of(rows.values, rows.scales)
            self.table = structures.Table(*lie, self._scale)
            self._width = self._tokens.width

    def __call__(self, ids: Tensor, start: int) -> _Entered:
        """For ids (R, n), the first at place `start`."""
        places = None if self._positions is None else self._positions(ids, start)
        plain = places is None or places.dim() == 2
        if self.table.values and plain and self._norm is None:
            x = torch.empty(*ids.shape, self._width)
            return _Entered(x, ids.contiguous(), _contiguous(places))
        x = self._tokens(ids, self._scale, places)
        x = x if self._norm is None else self._norm(x)
        return _Entered(x.contiguous())


class FusedEncoder:
    """The layers of an encoder."""

    def __init__(self, stack: EncoderStack) -> None:
        layers = [encoder_layer(layer) for layer in stack.parts()]
        self._encode = native_of(stack.parts()[0].feed_forward.fc1).encode
        self._entrance = _Entrance(stack)
        self._structure = structures.Encoder(
            (structures.EncoderLayer * len(layers))(*layers),
            len(layers),
            self._entrance.table,
            norm_of(stack.layer_norm),
        )

    def __call__(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """(B, S) -> (B, S, D) with a mask (B, 1, 1, S)."""
        x, own, positions = self._entrance(ids, 0)
        mask = _contiguous(mask)
        lie = addresses_of(own, positions, x, mask)
        one = EncoderPass(*lie, *ids.shape, torch.get_num_threads())
        check(self._encode(byref(self._structure), byref(one)))
        return x


class _Plan:
    """What a decoder is told of a memory and R rows that go on from it; steps add the rest."""

    def __init__(self, memory: Memory, rows: int) -> None:
        self.memory, self.rows = memory, rows
        self._pairs = [
            (keys.contiguous(), values.contiguous()) for keys, values in memory.keys_values
        ]
        self._mask = _contiguous(memory.mask)
        _, self.heads, self.source, _ = self._pairs[0][0].shape
        self.layers = (LayerPass * len(self._pairs))()
        for own, pair in zip(self.layers, self._pairs, strict=True):
            own.source_keys, own.source_values = addresses_of(*pair)
        self.whole = DecoderPass(
            layers=self.layers,
            source_mask=addresses_of(self._mask)[0],
            sentences=memory.sentences,
            beams=rows // memory.sentences,
            sharing=1,
            source=self.source,
        )

    def remember(self, states: list[State]) -> None:
        """Where mixers find what was before, with room for the places that rows go on to."""
        for own, state in zip(self.layers, states, strict=True):
            if isinstance(state, SsruState):
                own.cell = state.cell.data_ptr()
                continue
            assert isinstance(state, KeyValueState)
            self.whole.past, self.whole.sharing = state.length, self.rows // state.sequences
            keys, values = state.extended(self.whole.sharing)
            own.keys, own.values, own.room = keys.data_ptr(), values.data_ptr(), keys.shape[2]

    def watch(self, seen: Mapping[int, Seen]) -> dict[int, Tensor]:
        """Give room for wanted weights; that which is not there yet (R, H, S), by layer."""
        fresh = {}
        for at, own in enumerate(self.layers):
            one = seen.get(at)
            if one is None or not one.wants:
                own.weights = None
                continue
            room = one.into
            if room is None:
                room = fresh[at] = torch.empty(self.rows, self.heads, self.source)
            own.weights, own.apart = room.data_ptr(), room.stride(0)
            own.head = EVERY_HEAD if one.into is None or one.head is None else one.head
        return fresh


class FusedDecoder:
    """The layers of a decoder, one place further for every row."""

    def __init__(self, stack: DecoderStack) -> None:
        layers = [decoder_layer(layer) for layer in stack.parts()]
        native = native_of(stack.parts()[0].feed_forward.fc1)
        self._decode, self._project = native.decode, native.project
        cross = [layer.encoder_attn for layer in stack.parts()]
        if len({(part.heads, part.head_width) for part in cross}) > 1:
            raise Unfit
        self._heads, self._head_width = cross[0].heads, cross[0].head_width
        matrices = [matrix(part.joint_proj) for part in cross]
        self._keys_values = (Matrix * len(matrices))(*matrices)
        self._entrance = _Entrance(stack)
        self._structure = structures.Decoder(
            (structures.DecoderLayer * len(layers))(*layers),
            len(layers),
            self._entrance.table,
            norm_of(stack.layer_norm),
        )

    def keys_values(self, states: Tensor) -> tuple[KeysValues, ...]:
        """For each layer the keys and values (B, H, S, E) of states (B, S, D)."""
        states = states.contiguous()
        sentences, places, _ = states.shape
        heads = Heads(sentences, places, self._heads, self._head_width)
        layers = len(self._keys_values)
        found = states.new_empty(layers, 2, sentences, self._heads, places, self._head_width)
        lie = states.data_ptr(), found.data_ptr()
        check(
            self._project(
                self._keys_values, layers, *lie, byref(heads), torch.get_num_threads()
            )
        )
        return tuple((keys, values) for keys, values in found)

    def shows(self, seen: Mapping[int, Seen]) -> bool:
        """Whether all that is wanted can be had from here."""
        return not any(one.want_decoder for one in seen.values())

    def __call__(
        self, tokens: Tensor, memory: Memory, cache: Cache, seen: Mapping[int, Seen]
    ) -> Tensor:
        """(R, 1) -> (R, 1, D); see `DecoderStack.forward`."""
        x, ids, position = self._entrance(tokens, cache.length)
        plan = cache.plan
        if not isinstance(plan, _Plan) or plan.memory is not memory or plan.rows != len(x):
            plan = cache.plan = _Plan(memory, len(x))
        lineage = None if cache.lineage is None else cache.lineage.extended().contiguous()
        plan.remember(cache.states)
        fresh = plan.watch(seen)
        one = plan.whole
        one.ids, one.position, one.x, one.lineage = addresses_of(ids, position, x, lineage)
        one.threads = torch.get_num_threads()
        check(self._decode(byref(self._structure), byref(one)))
        cache.length += 1
        for at, weights in fresh.items():
            by_sentence = weights.view(memory.sentences, -1, plan.heads, plan.source)
            seen[at].take(by_sentence.transpose(1, 2))
        return x


def _contiguous(tensor: Tensor | None) -> Tensor | None:
    return None if tensor is None else tensor.contiguous()


def fused_encoder(stack: EncoderStack) -> FusedEncoder | None:
    """The kernels' form of an encoder; None for one with something that they do not know."""
    try:
        return None if stack.biased else FusedEncoder(stack)
    except Unfit:
        return None


def fused_decoder(stack: DecoderStack) -> FusedDecoder | None:
    """The kernels' form of a decoder; None for one with something that they do not know."""
    try:
        return None if stack.biased else FusedDecoder(stack)
    except Unfit:
        return None
