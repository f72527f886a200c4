"""Writes small random checkpoints of every family with `transformers` itself.

A row of `ROWS` is one kind of checkpoint: its vocabulary, its configuration, its languages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import torch
import transformers
from tqdm import tqdm

from models.messages import Task
from tests import vocabularies
from tests.vocabularies import reference_warnings

Tokenizer = Any
Writer = Callable[[Path], Tokenizer]

BART_SIZES = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 48,
    "decoder_ffn_dim": 40,
    "max_position_embeddings": 64,
    "init_std": 0.4,
}
T5_SIZES = {
    "d_model": 32,
    "d_kv": 12,
    "d_ff": 48,
    "num_layers": 3,
    "num_decoder_layers": 2,
    "num_heads": 4,
    "initializer_factor": 2.0,
}
ANY_TASK = Task()
ENDING = 1.4  # how much likelier than other random pieces the end is made


@dataclass(frozen=True)
class Row:
    """One kind of checkpoint. `generate` are further arguments of the reference's generate."""

    name: str
    family: str
    kind: str  # MarianMT, BartForConditionalGeneration, …
    tokenizer: Writer
    sizes: dict[str, Any]
    task: Task = ANY_TASK
    languages: dict[str, str] = field(default_factory=dict)  # of the reference's tokenizer
    generate: Callable[[Tokenizer], dict[str, Any]] = lambda tokenizer: {}


def forced(code: str) -> Callable[[Tokenizer], dict[str, Any]]:
    return lambda tokenizer: {"forced_bos_token_id": tokenizer.convert_tokens_to_ids(code)}


def started(code: str) -> Callable[[Tokenizer], dict[str, Any]]:
    return lambda tokenizer: {"decoder_start_token_id": tokenizer.convert_tokens_to_ids(code)}


def pad_and_start(tokenizer: Tokenizer) -> dict[str, int]:
    pad, end = tokenizer.pad_token_id, tokenizer.eos_token_id
    return {"pad_token_id": pad, "eos_token_id": end, "decoder_start_token_id": pad}


def marian(tokenizer: Tokenizer) -> dict[str, Any]:
    end = tokenizer.eos_token_id
    return {**pad_and_start(tokenizer), "forced_eos_token_id": end}


ENGLISH_GERMAN = Task("en", "de")
MARIAN = {**BART_SIZES, "activation_function": "swish", "scale_embedding": True}
ROWS = (
    Row("marian", "marian", "MarianMTModel", vocabularies.write_marian, MARIAN),
    Row(
        "marian-tc-big",
        "marian",
        "MarianMTModel",
        partial(vocabularies.write_marian, targets=vocabularies.MARIAN_TARGETS),
        {**MARIAN, "activation_function": "relu", "encoder_layers": 3},
    ),
    Row(
        "marian-two-vocabularies",
        "marian",
        "MarianMTModel",
        partial(vocabularies.write_marian, separate=True),
        {
            **MARIAN,
            "share_encoder_decoder_embeddings": False,
            "scale_embedding": False,
            "activation_function": "gelu",
        },
    ),
    Row("bart", "bart", "BartForConditionalGeneration", vocabularies.write_bart, BART_SIZES),
    Row(
        "distilbart",
        "bart",
        "BartForConditionalGeneration",
        partial(vocabularies.write_bart, saved=False),
        {**BART_SIZES, "encoder_layers": 3, "decoder_layers": 1, "scale_embedding": True},
    ),
    Row(
        "chinese-bart",
        "bart",
        "BartForConditionalGeneration",
        vocabularies.write_bert,
        BART_SIZES,
    ),
    Row(
        "mbart-25",
        "mbart",
        "MBartForConditionalGeneration",
        vocabularies.write_mbart,
        {**BART_SIZES, "scale_embedding": True},
        ENGLISH_GERMAN,
        {"src_lang": "en_XX"},
        started("de_DE"),
    ),
    Row(
        "mbart-50",
        "mbart",
        "MBartForConditionalGeneration",
        partial(vocabularies.write_mbart, fifty=True),
        {**BART_SIZES, "scale_embedding": True, "activation_function": "relu"},
        ENGLISH_GERMAN,
        {"src_lang": "en_XX"},
        forced("de_DE"),
    ),
    Row(
        "pegasus",
        "pegasus",
        "PegasusForConditionalGeneration",
        vocabularies.write_pegasus,
        {**BART_SIZES, "activation_function": "relu", "scale_embedding": True},
    ),
    Row(
        "m2m100",
        "m2m100",
        "M2M100ForConditionalGeneration",
        vocabularies.write_m2m100,
        BART_SIZES,
        ENGLISH_GERMAN,
        {"src_lang": "en"},
        forced("__de__"),
    ),
    Row(
        "nllb",
        "m2m100",
        "M2M100ForConditionalGeneration",
        vocabularies.write_nllb,
        {**BART_SIZES, "decoder_layers": 3},
        ENGLISH_GERMAN,
        {"src_lang": "eng_Latn"},
        forced("deu_Latn"),
    ),
    Row(
        "nllb-older-folder",
        "m2m100",
        "M2M100ForConditionalGeneration",
        partial(vocabularies.write_nllb, saved=False),
        BART_SIZES,
        Task("zh-Hant", "fr"),
        {"src_lang": "zho_Hant"},
        forced("fra_Latn"),
    ),
    Row(
        "t5",
        "t5",
        "T5ForConditionalGeneration",
        vocabularies.write_t5,
        T5_SIZES,
    ),
    Row(
        "t5-v1.1",
        "t5",
        "T5ForConditionalGeneration",
        partial(vocabularies.write_t5, saved=False),
        {**T5_SIZES, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": False},
    ),
    Row(
        "mt5",
        "t5",
        "MT5ForConditionalGeneration",
        vocabularies.write_t5,
        {**T5_SIZES, "feed_forward_proj": "gated-silu"},
    ),
    Row(
        "madlad",
        "t5",
        "T5ForConditionalGeneration",
        partial(vocabularies.write_t5, madlad=True),
        {**T5_SIZES, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": False},
    ),
    Row(
        "led",
        "led",
        "LEDForConditionalGeneration",
        partial(vocabularies.write_bart, kind="LEDTokenizer"),
        {
            **{key: BART_SIZES[key] for key in BART_SIZES if key != "max_position_embeddings"},
            "max_encoder_position_embeddings": 128,
            "max_decoder_position_embeddings": 64,
            "attention_window": [8, 4],
        },
    ),
    Row(
        "umt5",
        "umt5",
        "UMT5ForConditionalGeneration",
        vocabularies.write_t5,
        {**T5_SIZES, "feed_forward_proj": "gated-gelu"},
    ),
)


@dataclass(frozen=True)
class Written:
    """A checkpoint's folder with the reference's tokenizer and model for it."""

    folder: Path
    row: Row
    tokenizer: Tokenizer
    model: Any

    def inputs(self, lines: list[str]) -> dict[str, torch.Tensor]:
        """What the reference is given for lines, padded."""
        found = dict(self.tokenizer(lines, return_tensors="pt", padding=True))
        found.pop("token_type_ids", None)
        if self.row.family == "led":
            found["global_attention_mask"] = torch.zeros_like(found["input_ids"])
            found["global_attention_mask"][:, 0] = 1
        return found


def write_checkpoint(row: Row, folder: Path, seed: int = 0) -> Written:
    """A random checkpoint; returns the reference's own view of the folder."""
    tqdm.monitor_interval = 0  # no thread that outlives a test
    with reference_warnings():
        tokenizer = row.tokenizer(folder)
        for key, value in row.languages.items():
            setattr(tokenizer, key, value)
        model = _model(row, tokenizer, seed)
        settings = folder / "tokenizer_config.json"
        kept = settings.read_bytes() if settings.is_file() else None
        model.save_pretrained(folder)
        if kept is not None:
            settings.write_bytes(kept)
        model = type(model).from_pretrained(folder, attn_implementation="eager").eval()
    return Written(folder, row, tokenizer, model)


def _model(row: Row, tokenizer: Tokenizer, seed: int) -> Any:
    torch.manual_seed(seed)
    kind = getattr(transformers, row.kind)
    special = marian(tokenizer) if row.family == "marian" else _special(row, tokenizer)
    size = max(len(tokenizer), *(id + 1 for id in special.values() if isinstance(id, int)))
    config = kind.config_class(vocab_size=size, **{**special, **row.sizes})
    if "share_encoder_decoder_embeddings" in row.sizes:
        config.decoder_vocab_size = size
    config.architectures = [row.kind]
    model = kind(config).eval()
    _make_ends_likelier(model, tokenizer.eos_token_id or tokenizer.sep_token_id)
    return model


def _special(row: Row, tokenizer: Tokenizer) -> dict[str, Any]:
    if "num_heads" in row.sizes:  # T5 and what is like it
        return pad_and_start(tokenizer)
    if row.family == "pegasus":
        return {**pad_and_start(tokenizer), "forced_eos_token_id": tokenizer.eos_token_id}
    end = (
        tokenizer.eos_token_id if tokenizer.eos_token_id is not None else tokenizer.sep_token_id
    )
    begin = (
        tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.cls_token_id
    )
    found = {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": end, "bos_token_id": begin}
    if row.family != "m2m100":
        found["forced_eos_token_id"] = end
    return {**found, "decoder_start_token_id": end}


def _make_ends_likelier(model: Any, end: int) -> None:
    if hasattr(model, "final_logits_bias"):
        model.final_logits_bias[0, end] += ENDING
