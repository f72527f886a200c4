"""Opening a Bergamot student: its parts put together, and the search settings of its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.families.bergamot import embedding_names, supported_config
from models.families.bergamot_files import AGAIN, Files, read_settings
from models.families.bergamot_net import MAX_PLACES, build
from models.families.family import Setting
from models.families.folder.abilities import Abilities
from models.families.shortlist import LexicalShortlist
from models.generation import Generation
from models.marian_weights import MarianWeights
from models.messages import Checkpoint, Problem, Task
from models.model import Direction, Directions, Model
from models.nets import Head
from models.precision import DTYPES, FP32, INT8
from models.quantize import kernels
from models.reading import Reading
from models.text.pieces import SentencePieceTokenizer

# Pieces. Of sentences glued together from four the students lose the end beyond it: BLEU is
# 45.5 with parts of at most 80 or 96 pieces, 43.9 with 128 and 39.0 with 200.
SOURCE_LIMIT = 96


def open_model(checkpoint: Checkpoint, setting: Setting) -> Model:
    """Open a student. Raises one `Problem` that names what is wrong."""
    files = Files.of(checkpoint.path)
    file = MarianWeights(files.weights)
    config = supported_config(file, checkpoint.name)
    names = embedding_names(config)
    source = _vocabulary(files.source_vocabulary, file, names[0])
    target = source
    if files.target_vocabulary != files.source_vocabulary or len({*names}) > 1:
        target = _vocabulary(files.target_vocabulary, file, names[1])
    shortlist = None
    if files.shortlist:
        shortlist = LexicalShortlist(files.shortlist, source.size, target.size, target.eos)
    found = kernels() if setting.precision == INT8 else None
    net = build(config, source.size, target.size, file, checkpoint.name, found)
    precision = INT8 if found else setting.precision.replace(INT8, FP32)
    generation = _generation(files.settings, target.size, target.eos)
    direction = Direction(source, target, generation, *checkpoint.pairs[0])
    return Model(
        checkpoint=checkpoint,
        net=net if found else net.to(setting.device, DTYPES[precision]),
        directions=only(direction, checkpoint),
        reading=Reading(SOURCE_LIMIT, MAX_PLACES, MAX_PLACES, True, reference=False),
        precision=precision,
        device=setting.device,
        guided=Head(_guided_layer(config), 0),
        shortlist=shortlist,
    )


def only(direction: Direction, checkpoint: Checkpoint) -> Directions:
    """The one direction there is. Asking for another raises `UsageError`."""
    able = Abilities.of_pair(direction.source, direction.target)

    def towards(task: Task) -> Direction:
        able.reads(task.source, direction.source, checkpoint.name)
        able.writes(task.target, direction.target, checkpoint.name)
        return direction

    return towards


def _vocabulary(path: Path, file: MarianWeights, embedding: str) -> SentencePieceTokenizer:
    tokenizer, rows = SentencePieceTokenizer(path), file.entries[embedding].shape[0]
    if tokenizer.size != rows:
        raise Problem(
            f"The vocabulary {path.name} has {tokenizer.size} pieces "
            f"and {embedding} in the weights {file.path.name} has {rows}.",
            AGAIN,
        )
    return tokenizer


def _generation(path: Path | None, vocabulary: int, eos: int) -> Generation:
    settings = read_settings(path)

    def number(key: str, usual: float, least: float, most: float) -> float:
        value = settings.get(key, usual)
        if not isinstance(value, int | float) or not least <= value <= most:
            raise Problem(
                f"The settings file {path and path.name} has "
                f"{key} {value!r}, and it must be from {least} to {most}.",
                "Mend it, or fetch the checkpoint again.",
            )
        return value

    return Generation(
        start=vocabulary,
        ends=(eos,),
        beams=int(number("beam-size", 1, 1, 64)),
        length_penalty=number("normalize", 1.0, -10, 10),
        length_factor=number("max-length-factor", 2.5, 0.1, 100),
    )


def _guided_layer(config: dict[str, Any]) -> int:
    layer, depth = config.get("transformer-guided-alignment-layer"), int(config["dec-depth"])
    return min(max(layer, 1), depth) - 1 if isinstance(layer, int) else depth - 1
