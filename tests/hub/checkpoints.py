"""Repositories that look like those on the hub."""

from __future__ import annotations

import json
import random

from tests.hub.repository import Repository

MARIAN = {"model_type": "marian", "architectures": ["MarianMTModel"], "d_model": 16}


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes that no shift of a block leaves alike: a random megabyte, over and over."""
    block = random.Random(seed).randbytes(1 << 20)
    return (block * (size // len(block) + 1))[:size]


def marian(weights: bytes, name: str = "model.safetensors", **more: bytes) -> dict[str, bytes]:
    """An OPUS-MT repository with everything that such ones carry besides."""
    return {
        ".gitattributes": b"*.bin filter=lfs",
        "README.md": b"---\nlicense: apache-2.0\n---\n",
        "config.json": json.dumps(MARIAN).encode(),
        "generation_config.json": b"{}",
        "source.spm": noise(800, 2),
        "target.spm": noise(900, 3),
        "tokenizer_config.json": b"{}",
        "vocab.json": b'{"</s>": 0}',
        name: weights,
        "rust_model.ot": b"rust",
        "tf_model.h5": b"tensorflow",
        "flax_model.msgpack": b"flax",
        "training/optimizer.bin": b"unneeded",
        **more,
    }


def opus(id: str = "Helsinki-NLP/opus-mt-en-de", **about: object) -> Repository:
    """OPUS-MT without its files."""
    usual: dict = {
        "tags": ("marian", "translation", "en", "de", "license:apache-2.0"),
        "pipeline": "translation",
        "downloads": 100,
    }
    return Repository(id, **(usual | about))
