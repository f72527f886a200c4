"""T5, T5 v1.1, flan-T5, mT5 and MADLAD (Raffel et al. 2020; Xue et al. 2021; Kudugunta
et al. 2023): one text in, one text out, the task said in words before it.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.families.anatomy import UNSCALED
from models.families.folder.abilities import Abilities
from models.families.folder.config import LARGEST_PLACES, LARGEST_WIDTH, Config
from models.families.folder.special_pieces import required
from models.families.hub import Hub
from models.families.t5_names import NAMING
from models.families.t5_tasks import abilities, work_of
from models.messages import Task
from models.reading import Reading

if TYPE_CHECKING:
    from models.generation import Generation
    from models.model import Direction, Directions
    from models.nets.t5 import T5Sizes
    from models.nets.transformer import Transformer
    from models.text.vocabulary import Vocabulary

USUAL_LIMIT = 512  # pieces it was trained on; positions are relative, so the net has no limit
PLACES = 16_384
T5_USUAL = MappingProxyType(
    {"d_model": 512, "d_kv": 64, "d_ff": 2048, "num_layers": 6, "num_heads": 8}
)
MT5_USUAL = MappingProxyType(
    {"d_model": 512, "d_kv": 64, "d_ff": 1024, "num_layers": 8, "num_heads": 6}
)


def build(config: Config) -> Transformer:
    """The net, on the current device."""
    from models.nets.t5 import build_t5  # noqa: PLC0415

    return build_t5(sizes(config))


def sizes(config: Config) -> T5Sizes:
    """The numbers of the net. Raises `Problem` for impossible ones."""
    from models.nets.bart import StackSizes  # noqa: PLC0415
    from models.nets.t5 import T5Sizes  # noqa: PLC0415

    usual = T5_USUAL if config.type == "t5" else MT5_USUAL
    width = config.width("d_model", usual["d_model"])
    layers = config.depth("num_layers", usual["num_layers"])
    heads = config.size("num_heads", LARGEST_WIDTH, usual["num_heads"])
    inner = config.width("d_ff", usual["d_ff"])
    gated, activation = _feed_forward(config)
    return T5Sizes(
        width=width,
        head_width=config.width("d_kv", usual["d_kv"]),
        vocabulary=config.vocabulary(),
        encoder=StackSizes(layers, heads, inner, PLACES),
        decoder=StackSizes(config.depth("num_decoder_layers", layers), heads, inner, PLACES),
        activation=activation,
        gated=gated,
        buckets=config.size("relative_attention_num_buckets", LARGEST_WIDTH, 32, least=4),
        distance=config.size("relative_attention_max_distance", LARGEST_PLACES, 128, least=4),
        norm_eps=config.number("layer_norm_epsilon", 1e-6),
        output_scale=width**-0.5 if _scales(config) else 1.0,
        bias_per_layer=False,
    )


def _feed_forward(config: Config) -> tuple[bool, str]:
    usual = "relu" if config.type == "t5" else "gated-gelu"
    form = config.text("feed_forward_proj", usual)
    first, _, second = form.partition("-")
    gated = first == "gated"
    if bool(second) != gated or "-" in second:
        raise config.impossible("feed_forward_proj")
    return gated, "gelu_new" if form == "gated-gelu" else second or first


def _scales(config: Config) -> bool:
    # T5 scales unless it was untied; mT5 never does.
    if config.type != "t5":
        return False
    return config.flag("scale_decoder_outputs", config.flag("tie_word_embeddings", usual=True))


def reading(config: Config) -> Reading:
    """What it was trained on; any length fits."""
    limit = config.places("n_positions", USUAL_LIMIT)
    ids = config.vocabulary()
    return Reading(limit, PLACES, PLACES, source_ids=ids, target_ids=ids)


def directions(config: Config, able: Abilities) -> Directions:
    """A prefix for each task; none leaves the text as it is."""
    from models.families.folder.vocabularies import t5  # noqa: PLC0415

    return directions_with(t5(config.folder), config, able)


def directions_with(vocabulary: Vocabulary, config: Config, able: Abilities) -> Directions:
    """As `directions`, with a vocabulary that is open."""
    from models.families.folder.generation_file import read_generation  # noqa: PLC0415
    from models.model import Direction  # noqa: PLC0415
    from models.text.framed import Framed  # noqa: PLC0415

    end = (required(vocabulary, "</s>", config.folder),)
    generation = read_generation(config.folder, config.values)
    writes = Framed(vocabulary, (), end)

    def towards(task: Task) -> Direction:
        work = work_of(task, config, able)
        reads = Framed(vocabulary, (), end, work.prefix)
        limited = _limited(generation, work.most)
        return Direction(reads, writes, limited, work.source, work.target, work.whole)

    return towards


def _limited(generation: Generation, most: int | None) -> Generation:
    if generation.max_length is None and generation.max_new is None and most:
        return replace(generation, max_length=most)
    return generation


HUB = Hub(
    name="t5",
    types=("t5", "mt5"),
    abilities=abilities,
    build=build,
    naming=NAMING,
    reading=reading,
    directions=directions,
    half=False,
    attention=UNSCALED,
)
FAMILY = HUB.family()
