"""Builder of LED nets: BART with an encoder for long documents (Beltagy et al. 2020)."""

from __future__ import annotations

from collections.abc import Sequence

from models.nets.bart import BartSizes, build_with_encoder
from models.nets.transformer import Transformer
from models.nets.window_attention import WindowAttention


def build_led(sizes: BartSizes, windows: Sequence[int]) -> Transformer:
    """The net on the meta device, with a window for each encoder layer.

    Raises `Problem` for an unknown activation.
    """

    def mixer(layer: int) -> WindowAttention:
        return WindowAttention(sizes.width, sizes.encoder.heads, windows[layer])

    return build_with_encoder(sizes, mixer)
