"""The number formats that nets run in."""

from __future__ import annotations

from types import MappingProxyType

import torch

FP32, BF16, FP16 = "fp32", "bf16", "fp16"
INT8 = "int8"  # 8-bit weights; the rest of the net is in float32
DTYPES = MappingProxyType({FP32: torch.float32, BF16: torch.bfloat16, FP16: torch.float16})
