"""Transformer encoder and decoder (Vaswani et al. 2017) in the shapes common families use.

Families differ in where the norm stands (`post_norm`, `pre_norm`), in what the decoder mixes
target places with (self-attention or SSRU), in positions, scaling and in what is tied; these
come as values, so a new family brings numbers and no new branch here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from models.nets import Cache, Candidates, Head, Memory, Replay, Source, State, Want
from models.nets.attention import MultiHeadAttention

Residual = Callable[[Tensor, nn.Module, Callable[[Tensor], Tensor]], Tensor]


def post_norm(x: Tensor, norm: nn.Module, sublayer: Callable[[Tensor], Tensor]) -> Tensor:
    """LN(x + f(x)): Marian, BART."""
    return norm(x + sublayer(x))  # type: ignore[no-any-return]


def pre_norm(x: Tensor, norm: nn.Module, sublayer: Callable[[Tensor], Tensor]) -> Tensor:
    """The sum x + f(LN(x)): M2M100, mBART, Pegasus."""
    return x + sublayer(norm(x))


class Mixer(Protocol):
    """How target places see earlier ones: causal self-attention or a recurrence.

    A mixer gets back the kind of state that its own `begin` made.
    """

    def begin(self, rows: int) -> State: ...

    def __call__(self, x: Tensor, state: Any) -> Tensor: ...  # noqa: ANN401

    def weights(self, x: Tensor, state: Any) -> tuple[Tensor, Tensor | None]: ...  # noqa: ANN401


@dataclass(frozen=True)
class BlockSizes:
    """The numbers of one block: D, H, inner width, activation, place and eps of the norm."""

    width: int
    heads: int
    inner: int
    activation: Callable[[Tensor], Tensor]
    residual: Residual
    norm_eps: float

    def attention(self) -> MultiHeadAttention:
        """A multi-head attention of these sizes."""
        head_width = self.width // self.heads
        return MultiHeadAttention(self.width, self.heads, head_width, head_width**-0.5)

    def norm(self) -> nn.LayerNorm:
        """A layer norm of these sizes."""
        return nn.LayerNorm(self.width, self.norm_eps)


class Layer(nn.Module):
    """What encoder and decoder layers share: the feed-forward part."""

    def __init__(self, sizes: BlockSizes) -> None:
        super().__init__()
        self.residual = sizes.residual
        self.activation = sizes.activation
        self.self_attn_layer_norm = sizes.norm()
        self.fc1 = nn.Linear(sizes.width, sizes.inner)
        self.fc2 = nn.Linear(sizes.inner, sizes.width)
        self.final_layer_norm = sizes.norm()

    def _feed_forward(self, x: Tensor) -> Tensor:
        return self.residual(
            x, self.final_layer_norm, lambda y: self.fc2(self.activation(self.fc1(y)))
        )


class EncoderLayer(Layer):
    """Self-attention over the source, then the feed-forward part."""

    def __init__(self, sizes: BlockSizes) -> None:
        super().__init__(sizes)
        self.self_attn = sizes.attention()

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(B, S, D) -> (B, S, D)."""
        attention = self.self_attn

        def mix(y: Tensor) -> Tensor:
            return attention.attend(y, attention.keys_values(y), mask)

        return self._feed_forward(self.residual(x, self.self_attn_layer_norm, mix))

    def watched(self, x: Tensor, mask: Tensor | None, seen: list[Tensor]) -> Tensor:
        """As `forward`; appends the weights (B, H, S, S) to `seen`."""
        attention = self.self_attn

        def mix(y: Tensor) -> Tensor:
            context, weights = attention.attend_weights(y, attention.keys_values(y), mask)
            seen.append(weights)
            return context

        return self._feed_forward(self.residual(x, self.self_attn_layer_norm, mix))


class Seen:
    """Attention weights of one decoder layer: of the kinds wanted, once it has run.

    `cross` is (B, H, R/B*n, S), `decoder` (R, H, n, past + n) or None for a recurrence.
    """

    def __init__(self, want_cross: bool, want_decoder: bool = False) -> None:
        self.want_cross = want_cross
        self.want_decoder = want_decoder
        self.cross: Tensor | None = None
        self.decoder: Tensor | None = None


class DecoderLayer(Layer):
    """A mixer over the target so far, cross-attention, then the feed-forward part."""

    def __init__(self, sizes: BlockSizes, mixer: Mixer) -> None:
        super().__init__(sizes)
        self.self_attn: Mixer = mixer
        self.encoder_attn = sizes.attention()
        self.encoder_attn_layer_norm = sizes.norm()

    def forward(
        self, x: Tensor, state: State, memory: Memory, layer: int, seen: Seen | None
    ) -> Tensor:
        """(R, n, D) -> (R, n, D); leaves in `seen` the weights that it wants."""
        cross, keys_values = self.encoder_attn, memory.keys_values[layer]

        def mix(y: Tensor) -> Tensor:
            if seen is None or not seen.want_decoder:
                return self.self_attn(y, state)
            mixed, seen.decoder = self.self_attn.weights(y, state)
            return mixed

        def look(y: Tensor) -> Tensor:
            if seen is None or not seen.want_cross:
                return cross.attend(y, keys_values, memory.mask)
            context, seen.cross = cross.attend_weights(y, keys_values, memory.mask)
            return context

        x = self.residual(x, self.self_attn_layer_norm, mix)
        return self._feed_forward(self.residual(x, self.encoder_attn_layer_norm, look))


class Embedding(nn.Module):
    """Token rows times `scale`, plus a row for each place."""

    def __init__(self, rows: int, width: int, scale: float, positions: Tensor) -> None:
        super().__init__()
        # Not nn.Embedding: on the meta device its initialisation loads torch's compiler, 1.4 s.
        self.weight = nn.Parameter(torch.empty(rows, width))
        self.scale = scale
        self.positions: Tensor
        self.register_buffer("positions", positions, persistent=False)

    def forward(self, ids: Tensor, start: int) -> Tensor:
        """(R, n) -> (R, n, D), the first place being `start`."""
        places = self.positions[start : start + ids.shape[1]]
        return nn.functional.embedding(ids, self.weight) * self.scale + places


class Transformer(nn.Module):
    """An encoder-decoder with tied embeddings that follows the Net protocol."""

    def __init__(
        self,
        embedding: Embedding,
        vocabulary: int,
        encoder: list[EncoderLayer],
        decoder: list[DecoderLayer],
    ) -> None:
        super().__init__()
        self.embedding = embedding
        self.vocabulary = vocabulary
        self.encoder = nn.ModuleList(encoder)
        self.decoder = nn.ModuleList(decoder)
        self.output_bias = nn.Parameter(torch.zeros(vocabulary))

    def encode(
        self, source: Source, candidates: Candidates | None = None, attention: bool = False
    ) -> Memory:
        """See `Net.encode`."""
        mask = source.mask()
        x = self.embedding(source.ids, 0)
        seen: list[Tensor] = []
        for layer in self._encoder_layers():
            x = layer.watched(x, mask, seen) if attention else layer(x, mask)
        return Memory(
            states=x,
            mask=mask,
            keys_values=tuple(
                layer.encoder_attn.keys_values(x) for layer in self._decoder_layers()
            ),
            output=self._output(candidates),
            candidates=candidates,
            attention=torch.stack(seen, dim=1) if attention else None,
        )

    def _encoder_layers(self) -> list[EncoderLayer]:
        return list(self.encoder)  # type: ignore[arg-type]

    def _decoder_layers(self) -> list[DecoderLayer]:
        return list(self.decoder)  # type: ignore[arg-type]

    def _output(self, candidates: Candidates | None) -> tuple[Tensor, Tensor]:
        weight = self.embedding.weight[: self.vocabulary]
        if candidates is None:
            return weight, self.output_bias
        return weight[candidates.ids], self.output_bias[candidates.ids]

    def cache(self, memory: Memory, beams: int) -> Cache:
        """See `Net.cache`."""
        rows = memory.sentences * beams
        return Cache([layer.self_attn.begin(rows) for layer in self._decoder_layers()])

    def _decode(
        self, tokens: Tensor, memory: Memory, cache: Cache, seen: dict[int, Seen]
    ) -> Tensor:
        # (R, n) -> (R, n, D)
        x: Tensor = self.embedding(tokens, cache.length)
        for at, layer in enumerate(self._decoder_layers()):
            x = layer(x, cache.states[at], memory, at, seen.get(at))
        cache.length += tokens.shape[1]
        return x

    def step(
        self, tokens: Tensor, memory: Memory, cache: Cache, watch: Head | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """See `Net.step`."""
        rows, new = tokens.shape
        seen = Seen(want_cross=True)
        x = self._decode(tokens, memory, cache, {watch.layer: seen} if watch else {})
        logits = nn.functional.linear(x[:, -1], *memory.output)  # (R, D) -> (R, C)
        if memory.candidates is not None:
            by_sentence = logits.view(memory.sentences, -1, logits.shape[1])
            logits = (by_sentence + memory.candidates.banned[:, None]).view(rows, -1)
        if watch is None or seen.cross is None:
            return logits, None
        weights = seen.cross[:, watch.head]  # (B, R/B*n, S)
        return logits, weights.reshape(rows, new, -1)[:, -1]

    def replay(self, memory: Memory, start: int, target: Tensor, want: Want) -> Replay:
        """See `Net.replay`."""
        inputs = torch.cat(
            [target.new_full((target.shape[0], 1), start), target[:, :-1]], dim=1
        )
        looks = want.cross or want.norms
        seen = {layer: Seen(looks, want.decoder) for layer in range(len(self.decoder))}
        x = self._decode(inputs, memory, self.cache(memory, 1), seen)
        logprobs = nn.functional.linear(x, *self._output(None)).log_softmax(dim=-1)
        top = logprobs.topk(want.top, dim=-1) if want.top else None
        cross = [one.cross for one in seen.values() if one.cross is not None]
        decoder = [one.decoder for one in seen.values() if one.decoder is not None]
        return Replay(
            logprobs=logprobs.gather(2, target[:, :, None]).squeeze(2),
            top_ids=top.indices if top else None,
            top_logprobs=top.values if top else None,
            entropy=-(logprobs.exp() * logprobs).sum(dim=-1) if want.entropy else None,
            cross=torch.stack(cross, dim=1) if want.cross else None,
            decoder=torch.stack(decoder, dim=1) if decoder else None,
            norms=self._norms(memory, cross) if want.norms else None,
        )

    def _norms(self, memory: Memory, weights: list[Tensor]) -> Tensor:
        layers = zip(self._decoder_layers(), weights, memory.keys_values, strict=True)
        norms = [layer.encoder_attn.contribution_norms(w, kv[1]) for layer, w, kv in layers]
        return torch.stack(norms, dim=1)
