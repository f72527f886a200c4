"""One side of a Transformer: embedding, layers and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from models.nets import Cache, Memory
from models.nets.attention import KeysValues
from models.nets.int8 import sample_of
from models.nets.layers import DecoderLayer, EncoderLayer, Seen, Sight
from models.nets.lineage import Lineage
from models.nets.looking import Look
from models.nets.part import Part
from models.nets.positions import Positions
from models.nets.relative_bias import RelativeBias
from models.nets.self_attention import causal_mask

if TYPE_CHECKING:
    from models.nets.fused import FusedDecoder, FusedEncoder

# Rows of a sentence that share their keys and values: each looks at those of all, and up to
# here that is cheaper than copying what rows go on from.
SHARING = 16


class TokenTable(Part):
    """A row for each token."""

    def __init__(self, rows: int, width: int) -> None:
        super().__init__()
        # Not nn.Embedding: on the meta device its initialisation loads torch's compiler, 1.4 s.
        self.weight = nn.Parameter(torch.empty(rows, width))

    def forward(self, ids: Tensor, scale: float = 1.0, places: Tensor | None = None) -> Tensor:
        """(R, n) -> (R, n, D): rows times `scale` plus what stands for places, (n, D) or
        (R, n, D).
        """
        x = torch.embedding(self.weight, ids)
        if scale != 1:
            x = x * scale
        return x if places is None else x + places


@dataclass(frozen=True)
class Entrance:
    """How ids become states: rows times `scale`, plus positions, then a norm."""

    tokens: TokenTable
    scale: float
    positions: Positions | None
    norm: nn.Module | None = None


@dataclass(frozen=True)
class Bias:
    """Relative position biases of a stack: one for all layers, or one for each."""

    parts: Sequence[RelativeBias]
    shared: bool

    def module(self) -> nn.Module:
        """The module that holds the parameters."""
        return self.parts[0] if self.shared else nn.ModuleList(self.parts)


class Stack(Part):
    """What encoder and decoder share: the entrance, the layers' masks, the norm at the end."""

    def __init__(
        self,
        entrance: Entrance,
        layers: Iterable[nn.Module],
        final_norm: nn.Module | None = None,
        bias: Bias | None = None,
    ) -> None:
        super().__init__()
        self.scale = entrance.scale
        self.embed_tokens = entrance.tokens
        self.embed_positions = entrance.positions
        self.layernorm_embedding = entrance.norm
        self.layers = nn.ModuleList(layers)
        self.layer_norm = final_norm
        self.relative_bias = bias.module() if bias else None
        self._biases = tuple(bias.parts) if bias else ()

    @property
    def biased(self) -> bool:
        """Whether places have biases by how far they are from each other."""
        return bool(self._biases)

    def _embed(self, ids: Tensor, start: int) -> Tensor:
        # (R, n) -> (R, n, D), the first place being `start`
        positions = self.embed_positions
        places = None if positions is None else positions(ids, start)
        x: Tensor = self.embed_tokens(ids, self.scale, places)
        return x if self.layernorm_embedding is None else self.layernorm_embedding(x)

    def _finish(self, x: Tensor) -> Tensor:
        return x if self.layer_norm is None else self.layer_norm(x)

    def _masks(
        self, mask: Tensor | None, past: int, new: int, rows: int = 1
    ) -> list[Tensor | None]:
        # one for each layer: the mask with the layer's relative biases, the same for all rows
        masks = [bias(past, new) for bias in self._biases]
        if rows > 1:
            masks = [one.repeat_interleave(rows, dim=-1) for one in masks]
        if mask is not None:
            masks = [one + mask for one in masks] or [mask]
        found: list[Tensor | None] = list(masks) or [None]
        return found if len(found) == len(self.layers) else found * len(self.layers)


class EncoderStack(Stack):
    """The encoder: source ids to states. `fused` does the same in one call of the kernels."""

    fused: FusedEncoder | None = None

    def parts(self) -> list[EncoderLayer]:
        """The layers."""
        return list(self.layers)  # type: ignore[arg-type]

    def looking(self, ids: Tensor, mask: Tensor | None, layer: int) -> Look:
        """The self-attention of one layer for source ids (1, S)."""
        x = self._embed(ids, 0)
        masks = self._masks(mask, 0, ids.shape[1])
        for at, before in enumerate(self.parts()[:layer]):
            x = before(x, masks[at], None)
        return self.parts()[layer].looking(x, masks[layer], self.biased)

    def forward(self, ids: Tensor, mask: Tensor | None, seen: list[Tensor] | None) -> Tensor:
        """(B, S) -> (B, S, D); appends the weights (B, H, S, S) of each layer to `seen`."""
        if self.fused is not None and seen is None:
            return self.fused(ids, mask)
        x = self._embed(ids, 0)
        masks = self._masks(mask, 0, ids.shape[1])
        for layer, own in zip(self.layers, masks, strict=True):
            x = layer(x, own, seen)
        return self._finish(x)


class DecoderStack(Stack):
    """The decoder: target ids and the memory of the source to states.

    `fused` does the same for one place of each row in one call of the kernels.
    """

    fused: FusedDecoder | None = None

    def parts(self) -> list[DecoderLayer]:
        """The layers."""
        return list(self.layers)  # type: ignore[arg-type]

    def begin(self, sentences: int, beams: int = 1) -> Cache:
        """An empty cache for that many rows of each sentence."""
        mixers = [layer.self_attn for layer in self.parts()]
        if not all(mixer.looks_back for mixer in mixers) or not 1 < beams <= SHARING:
            return Cache([mixer.begin(sentences * beams) for mixer in mixers])
        sample = sample_of(self.embed_tokens)
        states = [mixer.begin(sentences, beams) for mixer in mixers]
        return Cache(states, lineage=Lineage(sentences, beams, sample))

    def keys_values(self, states: Tensor) -> tuple[KeysValues, ...]:
        """For each layer what its cross-attention reads of states (B, S, D)."""
        if self.fused is not None:
            return self.fused.keys_values(states)
        return tuple(layer.encoder_attn.keys_values(states) for layer in self.parts())

    def _sights(self, cache: Cache, x: Tensor) -> list[Tensor | None]:
        # of each layer the mask for new places (R, n, D)
        past, new = cache.length, x.shape[1]
        if cache.lineage is None:
            return self._masks(causal_mask(past, new, x), past, new)
        if new > 1:
            raise ValueError("rows that share their places take one token at a time")
        return self._masks(cache.lineage.extended(), past, new, cache.lineage.rows)

    def forward(
        self, tokens: Tensor, memory: Memory, cache: Cache, seen: dict[int, Seen]
    ) -> Tensor:
        """(R, n) -> (R, n, D) after what is in the cache; fills `seen` by layer."""
        past, new = cache.length, tokens.shape[1]
        if self.fused is not None and new == 1 and self.fused.shows(seen):
            return self.fused(tokens, memory, cache, seen)
        x = self._embed(tokens, past)
        masks = self._sights(cache, x)
        for at, layer in enumerate(self.layers):
            sight = Sight(masks[at], memory.mask, memory.keys_values[at])
            x = layer(x, cache.states[at], sight, seen.get(at))
        cache.length += new
        return self._finish(x)

    def looking(self, tokens: Tensor, memory: Memory, layer: int, cross: bool) -> Look | None:
        """The cross- or self-attention of one layer for inputs (1, n), from the start on.

        None for a recurrence, which has no attention of its own.
        """
        cache, x = self.begin(tokens.shape[0]), self._embed(tokens, 0)
        new = tokens.shape[1]
        masks = self._masks(causal_mask(0, new, x), 0, new)
        sights = [
            Sight(mask, memory.mask, keys_values)
            for mask, keys_values in zip(masks, memory.keys_values, strict=True)
        ]
        for at, before in enumerate(self.parts()[:layer]):
            x = before(x, cache.states[at], sights[at], None)
        last, state = self.parts()[layer], cache.states[layer]
        return last.looking(x, state, sights[layer], cross, self.biased)
