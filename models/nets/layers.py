"""Encoder and decoder layers, put together from mixers, attention and feed-forward parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from torch import Tensor, nn

from models.nets import State
from models.nets.attention import CrossAttention, KeysValues
from models.nets.looking import Look
from models.nets.norms import NormMaker, Residual, clamped
from models.nets.part import Part


class EncoderMixer(Protocol):
    """How source places see each other; `weights` also gives the weights (B, H, S, S).

    `looking` gives what they are made of; with `biased` the mask holds relative biases.
    """

    def __call__(self, x: Tensor, mask: Tensor | None, /) -> Tensor: ...

    def weights(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]: ...

    def looking(self, x: Tensor, mask: Tensor | None, biased: bool) -> Look: ...


class Mixer(Protocol):
    """How target places see earlier ones: causal self-attention or a recurrence.

    A mixer gets back the kind of state that its own `begin` made. One that `looks_back` at
    places can be given several beams of a sentence that share them. `looking` gives what its
    weights are made of, None for a recurrence.
    """

    looks_back: bool

    def begin(self, sentences: int, beams: int = 1) -> State: ...

    def __call__(self, x: Tensor, state: Any, mask: Tensor | None, /) -> Tensor: ...  # noqa: ANN401

    def weights(
        self,
        x: Tensor,
        state: Any,  # noqa: ANN401
        mask: Tensor | None,
    ) -> tuple[Tensor, Tensor | None]: ...

    def looking(
        self,
        x: Tensor,
        state: Any,  # noqa: ANN401
        mask: Tensor | None,
        biased: bool,
    ) -> Look | None: ...


@dataclass(frozen=True)
class Style:
    """What all sublayers of a family share: the norm, and where it stands."""

    residual: Residual
    norm: NormMaker


class EncoderLayer(Part):
    """Self-attention over the source, then the feed-forward part."""

    def __init__(self, style: Style, mixer: EncoderMixer, feed_forward: nn.Module) -> None:
        super().__init__()
        self.residual = style.residual
        self.self_attn: EncoderMixer = mixer
        self.self_attn_layer_norm = style.norm()
        self.feed_forward = feed_forward
        self.final_layer_norm = style.norm()

    def forward(self, x: Tensor, mask: Tensor | None, seen: list[Tensor] | None) -> Tensor:
        """(B, S, D) -> (B, S, D); appends the weights (B, H, S, S) to `seen`."""
        mixer = self.self_attn

        def mix(y: Tensor) -> Tensor:
            if seen is None:
                return mixer(y, mask)
            context, weights = mixer.weights(y, mask)
            seen.append(weights.float())
            return context

        x = self.residual(x, self.self_attn_layer_norm, mix)
        return clamped(self.residual(x, self.final_layer_norm, self.feed_forward))

    def looking(self, x: Tensor, mask: Tensor | None, biased: bool) -> Look:
        """The self-attention of states (B, S, D) that come into the layer."""
        inputs = _Inputs()
        self.residual(x, self.self_attn_layer_norm, inputs)
        return self.self_attn.looking(inputs.seen, mask, biased)


class _Inputs:
    """A sublayer that changes nothing and keeps what it was given."""

    def __init__(self) -> None:
        self.seen = Tensor()

    def __call__(self, x: Tensor) -> Tensor:
        self.seen = x
        return x


class Seen:
    """Attention weights of one decoder layer: of the kinds wanted, once it has run.

    `cross` is (B, H, R/B*n, S), or (B, 1, R/B*n, S) without `heads`, when it is their mean,
    and with `head`, when it is of that one; `decoder` is (R, H, n, past + n) or None for a
    recurrence; both are float32. Instead of `cross` the last places' are put `into` (R, H, S),
    of one `head` into (R, S).
    """

    def __init__(
        self,
        want_cross: bool = False,
        want_decoder: bool = False,
        heads: bool = True,
        head: int | None = None,
        into: Tensor | None = None,
    ) -> None:
        self.into = into
        self.want_cross = want_cross
        self.heads = heads
        self.head = head
        self.want_decoder = want_decoder
        self.cross: Tensor | None = None
        self.decoder: Tensor | None = None

    @property
    def wants(self) -> bool:
        """Whether any cross-attention is wanted."""
        return self.want_cross or self.head is not None

    def take(self, weights: Tensor) -> None:
        """Keep what is wanted of cross-attention weights (B, H, R/B*n, S)."""
        if self.head is not None:
            self.keep(weights[:, self.head : self.head + 1])
        else:
            self.keep(weights if self.heads else weights.mean(1, keepdim=True))

    def keep(self, weights: Tensor) -> None:
        """Keep weights (B, H or 1, R/B*n, S), all of which are wanted."""
        if self.into is None:
            self.cross = weights.float()
            return
        by_row = weights.transpose(1, 2).reshape(len(self.into), -1, *self.into.shape[1:])
        self.into.copy_(by_row[:, -1])


class Sight(NamedTuple):
    """What a decoder layer looks at: masks for both sides, and the source's keys and values."""

    mask: Tensor | None
    source_mask: Tensor | None
    keys_values: KeysValues


class DecoderLayer(Part):
    """A mixer over the target so far, cross-attention, then the feed-forward part."""

    def __init__(
        self, style: Style, mixer: Mixer, cross: CrossAttention, feed_forward: nn.Module
    ) -> None:
        super().__init__()
        self.residual = style.residual
        self.self_attn: Mixer = mixer
        self.self_attn_layer_norm = style.norm()
        self.encoder_attn = cross
        self.encoder_attn_layer_norm = style.norm()
        self.feed_forward = feed_forward
        self.final_layer_norm = style.norm()

    def forward(self, x: Tensor, state: State, sight: Sight, seen: Seen | None) -> Tensor:
        """(R, n, D) -> (R, n, D); leaves in `seen` the weights that it wants."""
        mixer, cross = self.self_attn, self.encoder_attn
        keys_values, source_mask = sight.keys_values, sight.source_mask

        def mix(y: Tensor) -> Tensor:
            if seen is None or not seen.want_decoder:
                return mixer(y, state, sight.mask)
            mixed, weights = mixer.weights(y, state, sight.mask)
            seen.decoder = None if weights is None else weights.float()
            return mixed

        def look(y: Tensor) -> Tensor:
            if seen is None:
                return cross(y, keys_values, source_mask)  # type: ignore[no-any-return]
            if seen.head is not None:
                found, row = cross.watching(y, keys_values, source_mask, seen.head)
                seen.keep(row)
                return found
            if not seen.want_cross:
                return cross(y, keys_values, source_mask)  # type: ignore[no-any-return]
            context, weights = cross.weights(y, keys_values, source_mask)
            seen.take(weights)
            return context

        x = self.residual(x, self.self_attn_layer_norm, mix)
        x = self.residual(x, self.encoder_attn_layer_norm, look)
        return self.residual(x, self.final_layer_norm, self.feed_forward)

    def looking(
        self, x: Tensor, state: State, sight: Sight, cross: bool, biased: bool
    ) -> Look | None:
        """One attention, of states (R, n, D) that come into the layer: cross, or its own.

        With `biased` the mask of its own holds relative biases; cross-attention has none.
        """
        inputs = _Inputs()
        if not cross:
            self.residual(x, self.self_attn_layer_norm, inputs)
            return self.self_attn.looking(inputs.seen, state, sight.mask, biased)

        def mix(y: Tensor) -> Tensor:
            return self.self_attn(y, state, sight.mask)

        x = self.residual(x, self.self_attn_layer_norm, mix)
        self.residual(x, self.encoder_attn_layer_norm, inputs)
        return self.encoder_attn.looking(inputs.seen, sight.keys_values, sight.source_mask)
