"""Bergamot and Firefox students: Marian binaries with a Transformer encoder and SSRU decoder.

A folder holds `model.*.bin`, `vocab.*.spm` or a vocabulary for each side, usually
`lex.*.s2t.bin` (the lexical shortlist) and, except in Firefox's folders, a `config.*.yml`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.families.anatomy import SCALED, Anatomy, layers
from models.families.bergamot_files import AGAIN, Files, recognises
from models.families.family import Family, Setting
from models.marian_file import (
    EMBEDDING_NAME,
    SOURCE_EMBEDDING_NAME,
    TARGET_EMBEDDING_NAME,
    MarianFile,
)
from models.messages import Checkpoint, Problem
from models.text.languages import pair_of, tag

if TYPE_CHECKING:
    from models.model import Model

NAME = "bergamot"

# Settings of special:model.yml that the net below stands for; others are refused by name.
SUPPORTED: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("type", ("transformer",)),
    ("enc-type", ("bidirectional",)),
    ("dec-cell", ("ssru",)),
    ("transformer-decoder-autoreg", ("rnn",)),
    ("transformer-preprocess", ("",)),
    ("transformer-postprocess", ("dan",)),
    ("transformer-postprocess-emb", ("d",)),
    ("transformer-postprocess-top", ("",)),
    ("transformer-ffn-activation", ("relu",)),
    ("transformer-ffn-depth", (2,)),
    ("transformer-train-position-embeddings", (False,)),
    ("transformer-no-projection", (False,)),
    ("transformer-tied-layers", ([],)),
    ("tied-embeddings-all", (True, False)),
    ("tied-embeddings-src", (True, False)),
    ("tied-embeddings", (True, False)),
    ("output-omit-bias", (False,)),
    ("lemma-dim-emb", (0,)),
    ("ulr", (False,)),
)

SIZES = ("enc-depth", "dec-depth", "dim-emb", "transformer-heads", "transformer-dim-ffn")
LARGEST_SIZE = 65536
OUTPUT_NAME = "decoder_ff_logit_out_W"  # of an output layer that is no embedding's


def describe(folder: Path) -> Checkpoint:
    """Languages, size and layers of a student, read from the index of its weights."""
    files = Files.of(folder)
    file = MarianFile(files.weights)
    config = supported_config(file, folder.name)
    source, target = _languages(folder, files)
    kind = str(_json(folder / "model_info.json").get("type", "")).strip()
    return Checkpoint(
        id=folder.name,
        name=" ".join(part for part in ("Bergamot", kind, f"{source}→{target}") if part),
        family=NAME,
        task="translation",
        pairs=((source, target),),
        sources=(source,),
        targets=(target,),
        path=folder,
        bytes=files.bytes(),
        licence="see its source",
        summary=(
            f"Marian student: {config['enc-depth']} Transformer layers in, "
            f"{config['dec-depth']} SSRU layers out, width {config['dim-emb']}, "
            f"{config['transformer-heads']} heads; "
            "head 1 of the last layer was trained on alignments"
        ),
        anatomy=_anatomy(config, file),
    )


def _anatomy(config: dict[str, Any], file: MarianFile) -> Anatomy:
    rows = file.entries[embedding_names(config)[1]].shape[0]
    _, _, width, heads, inner = (config[key] for key in SIZES)
    return (
        ("Family", NAME),
        ("Encoder", layers(config["enc-depth"])),
        ("Decoder", layers(config["dec-depth"], "SSRU")),
        ("Attention", f"{SCALED}, {heads} heads, one trained to align"),
        ("Widths", f"model {width:,}, feed-forward {inner:,}"),
        ("Vocabulary", f"{rows:,} pieces"),
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _languages(folder: Path, files: Files) -> tuple[str, str]:
    metadata = _json(folder / "metadata.json")
    if {"sourceLanguage", "targetLanguage"} <= metadata.keys():
        return tag(str(metadata["sourceLanguage"])), tag(str(metadata["targetLanguage"]))
    names = (str(_json(folder / "model_info.json").get("shortName", "")), files.weights.name)
    for name in (*names, folder.name):
        pair = pair_of(name)
        if pair:
            return pair
    raise Problem(
        f"The checkpoint folder {folder.name} does not say which languages it is for.",
        "Rename the folder to source-target, for example en-pt.",
    )


def supported_config(file: MarianFile, checkpoint: str) -> dict[str, Any]:
    """The settings of `special:model.yml`. Raises `Problem` for what cannot be run."""
    config = file.config()
    for key, values in SUPPORTED:
        if key in config and config[key] not in values:
            raise Problem(
                f"The checkpoint {checkpoint} has {key} {config[key]!r}, "
                f"and this program runs only {', '.join(map(repr, values))}.",
                "Choose another checkpoint.",
            )
    faults = [f"{key} is {config.get(key)!r}" for key in SIZES if not _is_size(config.get(key))]
    if not faults:
        faults = _contradictions(config, file)
    if faults:
        raise Problem(
            f"The settings in {file.path.name} are impossible: {'; '.join(faults)}.",
            AGAIN,
        )
    return config


def _is_size(value: object) -> bool:
    return type(value) is int and 0 < value <= LARGEST_SIZE


def _contradictions(config: dict[str, Any], file: MarianFile) -> list[str]:
    width, heads = config["dim-emb"], config["transformer-heads"]
    faults = []
    if width % heads or width % 2 or width < 4:
        faults.append(f"dim-emb {width} cannot be shared by {heads} heads")
    for name in dict.fromkeys(embedding_names(config)):
        embedding = file.entries.get(name)
        shape = embedding.shape if embedding else ()
        if len(shape) != 2 or shape[0] < 1 or shape[1] != width:
            what = f"is {shape}" if embedding else "is missing"
            faults.append(f"{name} {what} with dim-emb {width} and {_ties(config)}")
    tied = _is_tied(config, "all") or config.get("tied-embeddings", False)
    if tied == (OUTPUT_NAME in file.entries):
        what = "is there" if tied else "is missing"
        faults.append(f"{OUTPUT_NAME} {what} with {_ties(config)}")
    return faults


def embedding_names(config: dict[str, Any]) -> tuple[str, str]:
    """The names of the tensors with the source's and the target's embeddings."""
    if _is_tied(config, "all") or _is_tied(config, "src"):
        return EMBEDDING_NAME, EMBEDDING_NAME
    return SOURCE_EMBEDDING_NAME, TARGET_EMBEDDING_NAME


def _is_tied(config: dict[str, Any], what: str) -> bool:
    return bool(config.get(f"tied-embeddings-{what}", False))


def _ties(config: dict[str, Any]) -> str:
    keys = ("tied-embeddings-all", "tied-embeddings-src", "tied-embeddings")
    return ", ".join(f"{key} {config.get(key, False)!r}" for key in keys)


def load(checkpoint: Checkpoint, setting: Setting) -> Model:
    """Open a student."""
    from models.families.bergamot_model import open_model  # noqa: PLC0415

    return open_model(checkpoint, setting)


FAMILY = Family(NAME, recognises, describe, load, rounded=True)
