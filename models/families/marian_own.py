"""Marian Transformers that are trained here: new nets, and the folders they are written to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.families import bart_like
from models.families.folder.config import Config
from models.families.folder.guided import KEY
from models.families.marian import TRAITS

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets import Head
    from models.nets.transformer import Transformer

TABLES = frozenset({"decoder.embed_tokens.weight", "lm_head.weight"})  # copies of the encoder's
BIAS = "final_logits_bias"


@dataclass(frozen=True)
class MarianSizes:
    """The numbers of a net with one table of pieces for both sides and the output."""

    vocabulary: int
    encoder_layers: int
    decoder_layers: int
    width: int
    heads: int
    inner: int
    places: int
    activation: str
    guided: Head | None = None


@dataclass(frozen=True)
class MarianFolder:
    """What a folder says beside the net: the task, languages, ids, and how to search."""

    task: str
    source_language: str
    target_language: str
    pad: int
    start: int
    end: int
    beams: int
    longest: int
    vocabulary: bytes
    ids: Mapping[str, int]


def new_net(sizes: MarianSizes) -> Transformer:
    """The net that the written folder will be opened as, on the meta device."""
    return bart_like.net(Config(Path(), _values(sizes)), TRAITS)


def write_folder(
    folder: Path, tensors: Mapping[str, Tensor], sizes: MarianSizes, told: MarianFolder
) -> None:
    """Write a checkpoint as OPUS-MT's are, its weights in float16; `tensors` are the net's."""
    from safetensors.torch import save_file  # noqa: PLC0415

    search: dict[str, object] = {
        "pad_token_id": told.pad,
        "eos_token_id": told.end,
        "decoder_start_token_id": told.start,
        "forced_eos_token_id": told.end,
        "num_beams": told.beams,
        "max_length": told.longest,
    }
    named = {
        _foreign_name(name): tensor.half().contiguous()
        for name, tensor in tensors.items()
        if name not in TABLES
    }
    save_file(named, folder / "model.safetensors", metadata={"format": "pt"})
    _write_json(folder / "config.json", {**_values(sizes), **search, "task": told.task})
    _write_json(folder / "generation_config.json", search)
    _write_json(folder / "vocab.json", dict(told.ids))
    settings = {
        "source_lang": told.source_language,
        "target_lang": told.target_language,
        "separate_vocabs": False,
    }
    _write_json(folder / "tokenizer_config.json", settings)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(told.vocabulary)


def _values(sizes: MarianSizes) -> dict[str, object]:
    guided = {} if sizes.guided is None else {KEY: [sizes.guided.layer, sizes.guided.head]}
    return {
        **guided,
        "architectures": ["MarianMTModel"],
        "model_type": "marian",
        "vocab_size": sizes.vocabulary,
        "decoder_vocab_size": sizes.vocabulary,
        "share_encoder_decoder_embeddings": True,
        "tie_word_embeddings": True,
        "d_model": sizes.width,
        "encoder_layers": sizes.encoder_layers,
        "decoder_layers": sizes.decoder_layers,
        "encoder_attention_heads": sizes.heads,
        "decoder_attention_heads": sizes.heads,
        "encoder_ffn_dim": sizes.inner,
        "decoder_ffn_dim": sizes.inner,
        "max_position_embeddings": sizes.places,
        "activation_function": sizes.activation,
        "scale_embedding": True,
    }


def _foreign_name(name: str) -> str:
    if name == BIAS:
        return name
    if name == "encoder.embed_tokens.weight":
        return "model.shared.weight"
    return "model." + name.replace(".feed_forward.", ".")


def _write_json(path: Path, values: Mapping[str, object]) -> None:
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")
