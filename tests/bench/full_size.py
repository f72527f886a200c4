"""Checkpoints of real sizes with random weights: the time and memory that opening takes.

Usage: full_size.py FOLDER [NAME ...]
Writes opus-mt, distilbart-cnn-12-6 and nllb-600m (or those named) below FOLDER as
pytorch_model.bin in float32, and opens each twice in a process of its own: the first time
converts. Then one sentence goes through. Needs 8 GB on the disk and removes what it wrote.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests import vocabularies  # noqa: E402

SENTENCE = "The old red house was sold yesterday."
NEW_TOKENS = "32"
SCALE = 0.02  # standard deviation of the weights
MEASURE = "--measure"


@dataclass(frozen=True)
class Size:
    """One checkpoint: its numbers, vocabulary and settings."""

    kind: str
    width: int
    layers: tuple[int, int]
    heads: int
    inner: int
    rows: int
    places: int  # rows of a position table in the file; 0 without
    embedding_norm: bool
    final_norm: bool
    logits_bias: bool
    vocabulary: Callable[[Path], Any]
    config: dict[str, Any]
    generation: dict[str, Any]
    arguments: tuple[str, ...]


SIZES = {
    "opus-mt-en-de": Size(
        "marian", 512, (6, 6), 8, 2048, 58101, 512, False, False, True,
        vocabularies.write_marian,
        {"activation_function": "swish", "scale_embedding": True, "pad_token_id": 58100,
         "eos_token_id": 0, "decoder_start_token_id": 58100,
         "architectures": ["MarianMTModel"]},
        {"num_beams": 4, "max_length": 512, "bad_words_ids": [[58100]], "eos_token_id": 0,
         "decoder_start_token_id": 58100, "pad_token_id": 58100, "forced_eos_token_id": 0},
        ("--from", "en", "--to", "de"),
    ),
    "distilbart-cnn-12-6": Size(
        "bart", 1024, (12, 6), 16, 4096, 50264, 1026, True, False, True,
        vocabularies.write_bart,
        {"activation_function": "gelu", "pad_token_id": 1, "eos_token_id": 2, "bos_token_id": 0,
         "decoder_start_token_id": 2, "architectures": ["BartForConditionalGeneration"]},
        {"num_beams": 4, "max_length": 142, "eos_token_id": 2, "decoder_start_token_id": 2,
         "pad_token_id": 1, "forced_bos_token_id": 0, "no_repeat_ngram_size": 3},
        (),
    ),
    "nllb-200-distilled-600M": Size(
        "m2m_100", 1024, (12, 12), 16, 4096, 256206, 0, False, True, False,
        vocabularies.write_nllb,
        {"activation_function": "relu", "scale_embedding": True, "pad_token_id": 1,
         "eos_token_id": 2, "decoder_start_token_id": 2,
         "architectures": ["M2M100ForConditionalGeneration"]},
        {"max_length": 200, "eos_token_id": 2, "decoder_start_token_id": 2, "pad_token_id": 1},
        ("--from", "en", "--to", "de"),
    ),
}  # fmt: skip


def random(*shape: int) -> torch.Tensor:
    """Numbers of the usual spread, one block over and over: that is made fast."""
    block = torch.randn(99_991) * SCALE
    size = torch.Size(shape).numel()
    return block.repeat(size // len(block) + 1)[:size].clone().view(shape)


def linear(name: str, out: int, into: int) -> Iterator[tuple[str, torch.Tensor]]:
    """Weight and bias of one projection."""
    yield f"{name}.weight", random(out, into)
    yield f"{name}.bias", torch.zeros(out)


def norm(name: str, width: int) -> Iterator[tuple[str, torch.Tensor]]:
    """Weight and bias of one norm."""
    yield f"{name}.weight", torch.ones(width)
    yield f"{name}.bias", torch.zeros(width)


def layer(size: Size, name: str, attentions: tuple[str, ...]) -> Iterator[Any]:
    """The tensors of one layer."""
    for attention in attentions:
        for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
            yield from linear(f"{name}.{attention}.{part}", size.width, size.width)
        yield from norm(f"{name}.{attention}_layer_norm", size.width)
    yield from linear(f"{name}.fc1", size.inner, size.width)
    yield from linear(f"{name}.fc2", size.width, size.inner)
    yield from norm(f"{name}.final_layer_norm", size.width)


def tensors(size: Size) -> dict[str, torch.Tensor]:
    """A whole checkpoint under the names of the hub; tied tables share their numbers."""
    shared = random(size.rows, size.width)
    names = ("model.shared", "model.encoder.embed_tokens", "model.decoder.embed_tokens")
    found = {f"{name}.weight": shared for name in (*names, "lm_head")}
    if size.logits_bias:
        found["final_logits_bias"] = torch.zeros(1, size.rows)
    attentions = {"encoder": ("self_attn",), "decoder": ("self_attn", "encoder_attn")}
    for side, count in zip(attentions, size.layers, strict=True):
        stack = f"model.{side}"
        for number in range(count):
            found |= layer(size, f"{stack}.layers.{number}", attentions[side])
        if size.places:
            found[f"{stack}.embed_positions.weight"] = random(size.places, size.width)
        if size.embedding_norm:
            found |= norm(f"{stack}.layernorm_embedding", size.width)
        if size.final_norm:
            found |= norm(f"{stack}.layer_norm", size.width)
    return found


def write(folder: Path, size: Size) -> None:
    """The whole folder: vocabulary, configuration, weights."""
    size.vocabulary(folder)
    config = {
        "model_type": size.kind,
        "d_model": size.width,
        "encoder_layers": size.layers[0],
        "decoder_layers": size.layers[1],
        "encoder_attention_heads": size.heads,
        "decoder_attention_heads": size.heads,
        "encoder_ffn_dim": size.inner,
        "decoder_ffn_dim": size.inner,
        "vocab_size": size.rows,
        "max_position_embeddings": 512 if size.kind == "marian" else 1024,
        **size.config,
    }
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    (folder / "generation_config.json").write_text(json.dumps(size.generation), "utf-8")
    torch.save(tensors(size), folder / "pytorch_model.bin")


def measure(folder: Path, cache: Path) -> None:
    """In a process of its own: open a checkpoint once and print what that took."""
    import time

    import models.families.hub_model
    import models.weights  # noqa: F401
    from models.families import Setting, family_of
    from tests.inference.peak_memory import status

    family = family_of(folder)
    described = family.describe(folder)
    torch.ones(1 << 20).half().float().sum().isfinite()  # loads code and starts threads
    Path("/proc/self/clear_refs").write_text("5")  # the highest from here on
    before = status("VmRSS")
    start = time.perf_counter()
    model = family.load(described, Setting(cache=cache))
    seconds = time.perf_counter() - start
    size = sum(parameter.nbytes for parameter in model.net.parameters())  # type: ignore[attr-defined]
    print(json.dumps({"seconds": seconds, "peak": status("VmHWM") - before, "size": size}))


def run(*command: object, **settings: str) -> subprocess.CompletedProcess[str]:
    """A process of its own in the project's root."""
    return subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def report(folder: Path, home: Path, arguments: tuple[str, ...]) -> None:
    """Print both openings and one sentence of a checkpoint."""
    for opening in ("first", "second"):
        done = run(Path(__file__).resolve(), MEASURE, folder, home / "measured")
        if done.returncode:
            raise SystemExit(done.stderr)
        found = json.loads(done.stdout)
        print(
            f"{folder.name}  {opening} opening: {found['seconds']:.2f} s, "
            f"peak {found['peak'] / 1e6:,.0f} MB of {found['size'] / 1e6:,.0f} MB weights "
            f"({found['peak'] / found['size']:.2f})",
            flush=True,
        )
    command = ("-m", "desktop_app", "translate", SENTENCE, *arguments, "--model", folder)
    done = run(*command, "--new-tokens", NEW_TOKENS, INTERLINEAR_HOME=str(home))
    said = (done.stdout or done.stderr).strip()
    print(f"{folder.name}  exit {done.returncode}: {said[:200]!r}", flush=True)


def main() -> None:
    """Write, measure and remove."""
    if sys.argv[1:2] == [MEASURE]:
        measure(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SIZES))
    options = parser.parse_args()
    for name in options.names or SIZES:
        folder, home = options.folder / name, options.folder / "home"
        try:
            write(folder, SIZES[name])
            report(folder.resolve(), home.resolve(), SIZES[name].arguments)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
