"""Marian Transformers that are trained here: new nets, and the folders they are written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.families import bart_like
from models.families.folder.config import Config
from models.families.folder.guided import KEY
from models.families.marian import TRAITS
from models.families.own_folder import OwnFolder, write_json, write_weights

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


def new_net(sizes: MarianSizes) -> Transformer:
    """The net that the written folder will be opened as, on the meta device."""
    return bart_like.net(Config(Path(), _values(sizes)), TRAITS)


def write_folder(
    folder: Path,
    tensors: Mapping[str, Tensor],
    sizes: MarianSizes,
    told: OwnFolder,
    ids: Mapping[str, int],
) -> None:
    """Write a checkpoint as OPUS-MT's are, its weights in float16; `tensors` are the net's.

    `ids` are those of the vocabulary's pieces.
    """
    kept = {name: tensor for name, tensor in tensors.items() if name not in TABLES}
    write_weights(folder, {_foreign_name(name): tensor for name, tensor in kept.items()})
    search = {**told.search(), "forced_eos_token_id": told.end}
    write_json(folder / "config.json", {**_values(sizes), **search, "task": told.task})
    write_json(folder / "generation_config.json", search)
    write_json(folder / "vocab.json", ids)
    settings = {
        "source_lang": told.source_language,
        "target_lang": told.target_language,
        "separate_vocabs": False,
    }
    write_json(folder / "tokenizer_config.json", settings)
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
