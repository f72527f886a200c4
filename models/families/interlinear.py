"""The recurrent checkpoints of this program's own format.

A folder holds config.json with `RecurrentSizes`, languages and special ids, model.safetensors
with the net's own names, source.spm (one SentencePiece model for both sides) and
generation_config.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from models.families.anatomy import Anatomy
from models.families.family import Family, Setting
from models.families.folder.abilities import Abilities
from models.families.folder.card import name_of
from models.families.folder.config import LARGEST_VOCABULARY, Config
from models.families.hub import Hub
from models.messages import Checkpoint, Problem, Task
from models.naming import Naming
from models.reading import Reading
from models.text.languages import UNKNOWN, tag

if TYPE_CHECKING:
    from models.model import Direction, Directions, Model
    from models.nets.recurrent import Recurrent
    from models.nets.recurrent_sizes import RecurrentSizes

TYPE = "interlinear_rnn"
SUMMARIZATION = "summarization"
NOTHING = "none"  # the attention that is none
WEIGHTS, VOCABULARY = "model.safetensors", "source.spm"
USUAL_LIMIT = 160  # source pieces of a part where config.json names no other number
PLACES = 16_384  # a recurrence has no positions that could run out
NAMING = Naming(ties=(("lm_head.weight", "decoder.embed_tokens.weight"),))


def abilities(config: Config) -> Abilities:
    """One pair of languages, or one language that is summarized."""
    source, target = (
        tag(config.text(f"{side}_language", UNKNOWN)) for side in ("source", "target")
    )
    if config.text("task") == SUMMARIZATION:
        return Abilities.of_lines(source, target)
    return Abilities.of_pair(source, target)


def sizes(config: Config) -> RecurrentSizes:
    """The numbers of the net. Raises `Problem` for impossible ones."""
    from models.nets.recurrent_sizes import (  # noqa: PLC0415
        ATTENTIONS,
        CELLS,
        MOST_LAYERS,
        RecurrentSizes,
    )

    hidden = config.width("hidden")
    return RecurrentSizes(
        vocabulary=config.vocabulary("vocabulary"),
        width=config.width("width"),
        hidden=hidden,
        cell=config.choice("cell", "", CELLS),
        encoder_layers=config.size("encoder_layers", MOST_LAYERS),
        decoder_layers=config.size("decoder_layers", MOST_LAYERS),
        attention=config.choice("attention", "", ATTENTIONS),
        heads=config.heads("heads", hidden, 1),
        hard=config.flag("hard", usual=False),
        input_feeding=config.flag("input_feeding", usual=False),
        tied=config.flag("tied", usual=True),
    )


def build(config: Config) -> Recurrent:
    """The net, on the current device."""
    from models.nets.recurrent import Recurrent  # noqa: PLC0415

    return Recurrent(sizes(config))


def reading(config: Config) -> Reading:
    """As many pieces as it was trained on; more would fit and be read badly."""
    ids = config.vocabulary("vocabulary")
    return Reading(
        limit=config.places("limit", USUAL_LIMIT),
        places=PLACES,
        target_places=PLACES,
        reference=False,
        source_ids=ids,
        target_ids=ids,
    )


def directions(config: Config, able: Abilities) -> Directions:
    """The one way through. Raises `Problem` for a vocabulary that does not fit."""
    from models.families.folder.generation_file import read_generation  # noqa: PLC0415
    from models.model import Direction  # noqa: PLC0415
    from models.text.pieces import SentencePieceTokenizer  # noqa: PLC0415

    pieces = SentencePieceTokenizer(config.folder / VOCABULARY)
    _check(pieces.size, pieces.eos, config)
    generation = read_generation(config.folder, {**config.values, **special_ids(config)})
    name = name_of(config.folder)

    def towards(task: Task) -> Direction:
        source = able.reads(task.source, able.sources[0], name)
        target = able.writes(task.target, able.targets[0], name)
        whole = able.task == SUMMARIZATION
        return Direction(pieces, pieces, generation, source, target, whole)

    return towards


def _check(size: int, end: int, config: Config) -> None:
    wanted = config.vocabulary("vocabulary")
    if size != wanted:
        raise Problem(
            f"The vocabulary {VOCABULARY} of {config.folder.name} has {size} pieces, and its "
            f"net has {wanted}.",
            "Fetch or copy the checkpoint again.",
        )
    if end != config.size("end", LARGEST_VOCABULARY, least=0):
        raise config.impossible("end", f"that of {VOCABULARY} is {end}")


def special_ids(config: Config) -> Mapping[str, object]:
    """The special ids under the names that search settings use."""
    most = config.vocabulary("vocabulary") - 1
    return {
        "vocab_size": most + 1,
        "pad_token_id": config.size("pad", most, least=0),
        "decoder_start_token_id": config.size("start", most, least=0),
        "eos_token_id": config.size("end", most, least=0),
    }


def anatomy(config: Config) -> Anatomy:
    """The rows for people, from the file alone: the classes of nets come with torch."""
    cell = config.text("cell").upper()
    attention = (
        f"{_attention(config)}, {'hard' if config.flag('hard', usual=False) else 'soft'}"
    )
    if config.values.get("heads", 1) != 1:
        attention += f", {config.values['heads']} heads"
    if config.flag("input_feeding", usual=False):
        attention += ", input feeding"
    attends = _attention(config) != NOTHING
    width, hidden = config.width("width"), config.width("hidden")
    return (
        ("Family", HUB.name),
        ("Encoder", f"{_layers(config, 'encoder_layers')} of {cell}, in both directions"),
        ("Decoder", f"{_layers(config, 'decoder_layers')} of {cell}"),
        ("Attention", attention if attends else "none: one vector stands for the source"),
        ("Widths", f"embedding {width}, state {hidden}"),
        ("Vocabulary", f"{config.vocabulary('vocabulary'):,} pieces"),
    )


def _attention(config: Config) -> str:
    return config.text("attention")


def _layers(config: Config, key: str) -> str:
    count = config.depth(key)
    return "1 layer" if count == 1 else f"{count} layers"


def summary(config: Config) -> str:
    """The size of the net in words."""
    kind = _attention(config)
    attention = "no attention" if kind == NOTHING else f"{kind} attention"
    return (
        f"{config.text('cell').upper()} with {attention}: "
        f"{_layers(config, 'encoder_layers')} in, {config.depth('decoder_layers')} out, "
        f"width {config.width('hidden')}"
    )


def load(checkpoint: Checkpoint, setting: Setting) -> Model:
    """Open a checkpoint. Raises one `Problem` that names what is wrong."""
    from models.families.hub_model import open_model  # noqa: PLC0415
    from models.nets.recurrent import Recurrent  # noqa: PLC0415

    model = open_model(HUB, checkpoint, setting)
    assert isinstance(model.net, Recurrent)
    model.net.flatten()
    return replace(model, attends=model.net.sizes.attends)


HUB = Hub(
    name="recurrent",
    types=(TYPE,),
    abilities=abilities,
    build=build,
    naming=NAMING,
    reading=reading,
    directions=directions,
    anatomy=anatomy,
    summary=summary,
)
FAMILY: Family = replace(HUB.family(), load=load)
