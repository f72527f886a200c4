"""Transformer encoder-decoder (Vaswani et al. 2017) that follows the Net protocol.

Families differ in norms, mixers, positions, scaling, biases and in what is tied; these come as
modules that the builders beside this file put together, so a new family brings numbers and no
new branch here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from models.messages import AttentionKind, UsageError
from models.nets import (
    AllHeads,
    Cache,
    Candidates,
    Head,
    Memory,
    Output,
    Replay,
    Source,
    Spot,
    Want,
    Watch,
)
from models.nets.attention import MultiHeadAttention
from models.nets.int8 import QuantizedLinear, sample_of
from models.nets.layers import Seen
from models.nets.looking import Look
from models.nets.output import inputs_after, restricted, scores_of
from models.nets.part import Linear, Part
from models.nets.ssru import Ssru
from models.nets.stack import DecoderStack, EncoderStack

STEPS_AHEAD = 16  # for which there is room to watch attention


class Transformer(Part):
    """An encoder, a decoder and an output layer.

    Logits are `output_scale` x W + b; `final_logits_bias` is b (1, V) where a family has one.
    Nothing is tied here: tied parameters are filled with the same tensor.
    """

    def __init__(
        self,
        encoder: EncoderStack,
        decoder: DecoderStack,
        vocabulary: int,
        logits_bias: bool,
        output_scale: float = 1.0,
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        width = decoder.embed_tokens.weight.shape[1]
        self.lm_head = Linear(width, vocabulary, bias=False)
        bias = nn.Parameter(torch.zeros(1, vocabulary)) if logits_bias else None
        self.final_logits_bias: nn.Parameter | None
        self.register_parameter("final_logits_bias", bias)
        self.output_scale = output_scale

    def join(self) -> None:
        """Put together what is projected from the same places, once all weights are there."""
        for part in list(self.modules()):
            if isinstance(part, MultiHeadAttention | Ssru):
                part.join()
        if isinstance(self.lm_head, QuantizedLinear) and self.final_logits_bias is not None:
            self.lm_head.bias = self.final_logits_bias[0]
            self.final_logits_bias = None

    def encode(
        self, source: Source, candidates: Candidates | None = None, attention: bool = False
    ) -> Memory:
        """See `Net.encode`."""
        sample = sample_of(self.encoder.embed_tokens)
        mask = source.mask()
        mask = None if mask is None else mask.to(sample)
        seen: list[Tensor] | None = [] if attention else None
        states = self.encoder(source.ids.to(sample.device), mask, seen)
        candidates = candidates and candidates.like(sample)
        return Memory(
            states=states,
            mask=mask,
            keys_values=self.decoder.keys_values(states),
            output=self._output(candidates),
            candidates=candidates,
            attention=None if seen is None else torch.stack(seen, dim=1),
        )

    def _output(self, candidates: Candidates | None) -> Output:
        bias = None if self.final_logits_bias is None else self.final_logits_bias[0]
        return restricted(self.lm_head, bias, candidates)

    def cache(self, memory: Memory, beams: int) -> Cache:
        """See `Net.cache`."""
        return self.decoder.begin(memory.sentences, beams)

    def _scaled(self, x: Tensor) -> Tensor:
        return x if self.output_scale == 1 else x * self.output_scale

    def step(
        self, tokens: Tensor, memory: Memory, cache: Cache, watch: Watch | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """See `Net.step`."""
        watched, seen = _watched(watch, memory, cache, len(tokens))
        x = self.decoder(tokens, memory, cache, seen)
        return memory.logits(self._scaled(x[:, -1])), watched  # (R, D) -> (R, C)

    def replay(self, memory: Memory, start: int, target: Tensor, want: Want) -> Replay:
        """See `Net.replay`."""
        target = target.to(memory.states.device)
        inputs = inputs_after(start, target)
        looks = want.cross or want.norms
        heads = want.heads or want.norms
        seen = {at: Seen(looks, want.decoder, heads) for at in range(len(self.decoder.layers))}
        x = self.decoder(inputs, memory, self.cache(memory, 1), seen)
        found = Replay()
        if want.logprobs:
            found = scores_of(self._output(None)(self._scaled(x)), target, want)
        cross = [one.cross for one in seen.values() if one.cross is not None]
        decoder = [one.decoder for one in seen.values() if one.decoder is not None]
        return replace(
            found,
            cross=torch.stack(cross, dim=1) if want.cross else None,
            decoder=torch.stack(decoder, dim=1) if decoder else None,
            norms=self._norms(memory, cross) if want.norms else None,
        )

    def states(
        self, memory: Memory, start: int, target: Tensor, watch: Head | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """What the output layer is given, (B, T, D); row t predicts target piece t.

        Beside it the weights (B, T, S) of a watched head.
        """
        inputs = inputs_after(start, target.to(memory.states.device))
        seen = Seen(head=watch.head if watch else None)
        looks = {watch.layer: seen} if watch else {}
        x: Tensor = self.decoder(inputs, memory, self.cache(memory, 1), looks)
        x = self._scaled(x)
        return x, None if seen.cross is None else seen.cross[:, 0]

    def look(self, source: Source, start: int, target: Tensor, spot: Spot) -> Look | None:
        """See `Net.look`."""
        within = spot.kind is AttentionKind.ENCODER
        layers = len((self.encoder if within else self.decoder).layers)
        if not 0 <= spot.layer < layers:
            raise UsageError(
                f"There is no layer {spot.layer}.", f"Layers are 0 to {layers - 1} here."
            )
        device = sample_of(self.encoder.embed_tokens).device
        if within:
            return self.encoder.looking(source.ids.to(device), None, spot.layer)
        inputs = inputs_after(start, target.to(device))
        cross = spot.kind is AttentionKind.CROSS
        return self.decoder.looking(inputs, self.encode(source), spot.layer, cross)

    def norms(self, memory: Memory, cross: Tensor) -> Tensor:
        """See `Net.norms`."""
        return self._norms(memory, cross.unbind(dim=1))

    def _norms(self, memory: Memory, weights: Sequence[Tensor]) -> Tensor:
        layers = zip(self.decoder.parts(), weights, memory.keys_values, strict=True)
        norms = [layer.encoder_attn.contribution_norms(w, kv[1]) for layer, w, kv in layers]
        return torch.stack(norms, dim=1)


def _watched(
    watch: Watch | None, memory: Memory, cache: Cache, rows: int
) -> tuple[Tensor | None, dict[int, Seen]]:
    # Room for cross-attention, of all heads (R, L, H, S) or of one (R, S), and what fills it.
    if watch is None:
        return None, {}
    keys = memory.keys_values[0][0]
    _, heads, source, _ = keys.shape
    if isinstance(watch, AllHeads):
        room = _room(cache, keys, (rows, len(memory.keys_values), heads, source))
        places = enumerate(room.unbind(dim=1))
        return room, {at: Seen(want_cross=True, into=into) for at, into in places}
    room = _room(cache, keys, (rows, source))
    return room, {watch.layer: Seen(head=watch.head, into=room)}


def _room(cache: Cache, like: Tensor, shape: tuple[int, ...]) -> Tensor:
    # A part of what was made at once for several steps: one at a time takes five times as long.
    if not cache.rooms or cache.rooms[-1].shape != shape:
        made = like.new_empty(STEPS_AHEAD, *shape, dtype=torch.float32)
        cache.rooms = list(made.unbind())
    return cache.rooms.pop()
