"""The numbers that products are computed with while a net learns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

FUSED = (SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH)


def has_half(device: str) -> bool:
    """Whether products of bfloat16 are faster than of float32 there."""
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


@contextmanager
def mixed(device: str, half: bool) -> Iterator[None]:
    """Products in bfloat16 if `half` says so; the weights stay float32.

    On a processor the fused attention of bfloat16 takes twice the time of plain products:
    65 ms against 28 ms, forward and back, of 56 texts, 4 heads, 96 places and width 64.
    """
    if not half:
        yield
        return
    plain = [SDPBackend.MATH] if device == "cpu" else list(FUSED)
    before = torch.backends.cuda.fp16_bf16_reduction_math_sdp_allowed()  # type: ignore[no-untyped-call]
    torch.backends.cuda.allow_fp16_bf16_reduction_math_sdp(True)
    try:
        with torch.autocast(device, torch.bfloat16), sdpa_kernel(plain):
            yield
    finally:
        torch.backends.cuda.allow_fp16_bf16_reduction_math_sdp(before)
