"""Opening a Bergamot student: its parts put together, and the search settings of its folder."""

from __future__ import annotations

from typing import Any

import yaml

from models.families.bergamot import Files, supported_config
from models.families.bergamot_net import MAX_PLACES, build
from models.families.shortlist import LexicalShortlist
from models.marian_file import EMBEDDING_NAME, MarianFile
from models.messages import Checkpoint, Problem
from models.model import Generation, Model
from models.nets import Head
from models.text.pieces import SentencePieceTokenizer

# Pieces. Of sentences glued together from four the students lose the end beyond it: BLEU is
# 45.5 with parts of at most 80 or 96 pieces, 43.9 with 128 and 39.0 with 200.
SOURCE_LIMIT = 96


def open_model(checkpoint: Checkpoint) -> Model:
    """Open a student in float32. Raises one `Problem` that names what is wrong."""
    files = Files.of(checkpoint.path)
    file = MarianFile(files.weights)
    config = supported_config(file, checkpoint.name)
    tokenizer = SentencePieceTokenizer(files.vocabulary)
    vocabulary = file.entries[EMBEDDING_NAME].shape[0]
    if tokenizer.size != vocabulary:
        raise Problem(
            f"The vocabulary {files.vocabulary.name} has {tokenizer.size} pieces "
            f"and the weights {files.weights.name} have {vocabulary}.",
            "Fetch or copy the checkpoint again.",
        )
    shortlist = None
    if files.shortlist:
        shortlist = LexicalShortlist(files.shortlist, vocabulary, tokenizer.eos)
    return Model(
        checkpoint=checkpoint,
        net=build(config, vocabulary, file, checkpoint.name),
        source=tokenizer,
        target=tokenizer,
        generation=_generation(files, vocabulary, tokenizer.eos),
        precision="fp32",
        device="cpu",
        guided=Head(_guided_layer(config), 0),
        shortlist=shortlist,
    )


def _generation(files: Files, vocabulary: int, eos: int) -> Generation:
    settings = _settings(files)

    def number(key: str, usual: float, least: float, most: float) -> float:
        value = settings.get(key, usual)
        if not isinstance(value, int | float) or not least <= value <= most:
            raise Problem(
                f"The settings file {files.settings and files.settings.name} has "
                f"{key} {value!r}, and it must be from {least} to {most}.",
                "Mend it, or fetch the checkpoint again.",
            )
        return value

    return Generation(
        start=vocabulary,
        eos=eos,
        beams=int(number("beam-size", 1, 1, 64)),
        length_penalty=number("normalize", 1.0, -10, 10),
        length_factor=number("max-length-factor", 2.5, 0.1, 100),
        source_limit=SOURCE_LIMIT,
        single_sentences=True,
        places=MAX_PLACES,
    )


def _settings(files: Files) -> dict[str, Any]:
    if files.settings is None:
        return {}
    try:
        settings = yaml.safe_load(files.settings.read_text("utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise Problem(
            f"The settings file {files.settings.name} cannot be read.",
            "Fetch or copy the checkpoint again.",
            str(error),
        ) from error
    return settings if isinstance(settings, dict) else {}


def _guided_layer(config: dict[str, Any]) -> int:
    layer, depth = config.get("transformer-guided-alignment-layer"), int(config["dec-depth"])
    return min(max(layer, 1), depth) - 1 if isinstance(layer, int) else depth - 1
