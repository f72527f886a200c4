"""Transformer encoder-decoder (Vaswani et al. 2017) that follows the Net protocol.

Families differ in norms, mixers, positions, scaling, biases and in what is tied; these come as
modules that the builders beside this file put together, so a new family brings numbers and no
new branch here.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn

from models.messages import AttentionKind, UsageError
from models.nets import Cache, Candidates, Head, Memory, Replay, Source, Spot, Want
from models.nets.layers import Seen
from models.nets.looking import Look
from models.nets.output import inputs_after, restricted, scores_of
from models.nets.stack import DecoderStack, EncoderStack


class Transformer(nn.Module):
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
        self.lm_head = nn.Linear(width, vocabulary, bias=False)
        bias = nn.Parameter(torch.zeros(1, vocabulary)) if logits_bias else None
        self.final_logits_bias: nn.Parameter | None
        self.register_parameter("final_logits_bias", bias)
        self.output_scale = output_scale

    def encode(
        self, source: Source, candidates: Candidates | None = None, attention: bool = False
    ) -> Memory:
        """See `Net.encode`."""
        weight = self.encoder.embed_tokens.weight
        mask = source.mask()
        mask = None if mask is None else mask.to(weight)
        seen: list[Tensor] | None = [] if attention else None
        states = self.encoder(source.ids.to(weight.device), mask, seen)
        candidates = candidates and candidates.like(weight)
        return Memory(
            states=states,
            mask=mask,
            keys_values=tuple(
                layer.encoder_attn.keys_values(states) for layer in self.decoder.parts()
            ),
            output=self._output(candidates),
            candidates=candidates,
            attention=None if seen is None else torch.stack(seen, dim=1),
        )

    def _output(self, candidates: Candidates | None) -> tuple[Tensor, Tensor | None]:
        bias = None if self.final_logits_bias is None else self.final_logits_bias[0]
        return restricted(self.lm_head.weight, bias, candidates)

    def cache(self, memory: Memory, beams: int) -> Cache:
        """See `Net.cache`."""
        return self.decoder.begin(memory.sentences * beams)

    def _logits(self, x: Tensor, output: tuple[Tensor, Tensor | None]) -> Tensor:
        if self.output_scale != 1:
            x = x * self.output_scale
        return nn.functional.linear(x, *output)

    def step(
        self, tokens: Tensor, memory: Memory, cache: Cache, watch: Head | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """See `Net.step`."""
        rows, new = tokens.shape
        seen = Seen(want_cross=True)
        x = self.decoder(tokens, memory, cache, {watch.layer: seen} if watch else {})
        logits = memory.barred(self._logits(x[:, -1], memory.output))  # (R, D) -> (R, C)
        if watch is None or seen.cross is None:
            return logits, None
        weights = seen.cross[:, watch.head]  # (B, R/B*n, S)
        return logits, weights.reshape(rows, new, -1)[:, -1]

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
            found = scores_of(self._logits(x, self._output(None)), target, want)
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
        seen = Seen(want_cross=True)
        looks = {watch.layer: seen} if watch else {}
        x: Tensor = self.decoder(inputs, memory, self.cache(memory, 1), looks)
        x = x if self.output_scale == 1 else x * self.output_scale
        return x, seen.cross[:, watch.head] if watch and seen.cross is not None else None

    def look(self, source: Source, start: int, target: Tensor, spot: Spot) -> Look | None:
        """See `Net.look`."""
        within = spot.kind is AttentionKind.ENCODER
        layers = len((self.encoder if within else self.decoder).layers)
        if not 0 <= spot.layer < layers:
            raise UsageError(
                f"There is no layer {spot.layer}.", f"Layers are 0 to {layers - 1} here."
            )
        device = self.encoder.embed_tokens.weight.device
        if within:
            return self.encoder.looking(source.ids.to(device), None, spot.layer)
        inputs = inputs_after(start, target.to(device))
        cross = spot.kind is AttentionKind.CROSS
        return self.decoder.looking(inputs, self.encode(source), spot.layer, cross)

    def _norms(self, memory: Memory, weights: list[Tensor]) -> Tensor:
        layers = zip(self.decoder.parts(), weights, memory.keys_values, strict=True)
        norms = [layer.encoder_attn.contribution_norms(w, kv[1]) for layer, w, kv in layers]
        return torch.stack(norms, dim=1)
