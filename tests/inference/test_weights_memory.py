"""What loading takes at its highest, with 108 MB of weights in float32."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

ROOT = Path(__file__).resolve().parents[2]
FACTOR = 1.3
SLACK = 12 << 20  # code that torch loads when it first converts, opens or writes


def big(dtype):
    layer = torch.randn(512, 2048, generator=torch.Generator().manual_seed(0))
    tensors = {f"layer{n}": layer + n for n in range(16)}
    tensors["embedding"] = torch.cat([layer.view(-1, 512)] * 10)[:20_000].clone()
    return {name: tensor.to(dtype) for name, tensor in tensors.items()}


def peaks(folder, cache, dtype):
    command = [sys.executable, "-m", "tests.inference.peak_memory", folder, cache, dtype]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [[int(number) for number in line.split()] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("form", "stored", "wanted"),
    [
        ("safetensors", torch.float32, "float32"),
        ("safetensors", torch.float16, "float32"),
        ("safetensors", torch.bfloat16, "float32"),
        ("bin", torch.float32, "float32"),
        ("bin", torch.float16, "float32"),
        ("bin", torch.float32, "bfloat16"),
        ("old bin", torch.float32, "float32"),
    ],
)
def test_loading_takes_little_more_than_the_weights(tmp_path, form, stored, wanted):
    folder, cache = tmp_path / "big", tmp_path / "cache"
    folder.mkdir()
    if form == "safetensors":
        save_file(big(stored), folder / "model.safetensors")
    else:
        new = form == "bin"
        path = folder / "pytorch_model.bin"
        torch.save(big(stored), path, _use_new_zipfile_serialization=new)
    openings = peaks(folder, cache, wanted)
    for highest, left, size in openings:
        assert highest < FACTOR * size + SLACK
        assert left < 1.15 * size + SLACK
    assert len(openings) == 2
    assert cache.exists() == (form != "safetensors")
