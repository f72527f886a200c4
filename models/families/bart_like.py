"""What the BART-like families share: the numbers of config.json and the tensors' names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.families.folder.config import Config
from models.naming import Naming
from models.reading import Reading

if TYPE_CHECKING:
    from models.nets.bart import BartSizes, StackSizes
    from models.nets.transformer import Transformer

LARGEST_TABLE = 1 << 26  # numbers in a table of positions
USUAL_WIDTH, USUAL_DEPTH, USUAL_HEADS, USUAL_INNER, USUAL_PLACES = 1024, 12, 16, 4096, 1024

MODULES = (
    (r"(?:model\.)?(.*)\.(fc[12])\.(weight|bias)", r"\1.feed_forward.\2.\3"),
    (r"model\.(.*)", r"\1"),
)
# Sinusoids are computed; old files carry their tables.
TABLES = ((r"(?:model\.)?(?:en|de)coder\.embed_positions\.weights?", None),)
# The order matters where the vocabularies are two: the output layer follows its own side.
TIES = (
    (
        "shared.weight",
        "decoder.embed_tokens.weight",
        "lm_head.weight",
        "encoder.embed_tokens.weight",
    ),
)
MAY_LACK = (r"final_logits_bias",)

LEARNED_POSITIONS = Naming(renames=MODULES, optional=MAY_LACK, ties=TIES)
COMPUTED_POSITIONS = Naming(renames=(*TABLES, *MODULES), optional=MAY_LACK, ties=TIES)


@dataclass(frozen=True)
class Traits:
    """What tells one BART-like family from another, in the words of `BartSizes`.

    `activation` and `scaled` hold where config.json is silent.
    """

    activation: str
    scaled: bool
    pre_norm: bool
    positions: str
    offset: int = 0
    embedding_norm: bool = False
    final_norm: bool = False
    logits_bias: bool = True
    pads_have_no_place: bool = False


def sizes(
    config: Config, traits: Traits, encoder_places: int, decoder_places: int
) -> BartSizes:
    """The numbers of a net. Raises `Problem` for impossible ones."""
    from models.nets.bart import BartSizes  # noqa: PLC0415
    from models.nets.feed_forward import ACTIVATIONS  # noqa: PLC0415

    width = config.width("d_model", USUAL_WIDTH)
    if width * max(encoder_places, decoder_places) > LARGEST_TABLE:
        raise config.impossible("max_position_embeddings")
    vocabulary = config.vocabulary()
    return BartSizes(
        width=width,
        source_vocabulary=vocabulary,
        target_vocabulary=config.vocabulary("decoder_vocab_size", vocabulary),
        encoder=_stack(config, "encoder", encoder_places),
        decoder=_stack(config, "decoder", decoder_places),
        activation=config.choice("activation_function", traits.activation, ACTIVATIONS),
        pre_norm=traits.pre_norm,
        scale=width**0.5 if config.flag("scale_embedding", traits.scaled) else 1.0,
        positions=traits.positions,
        offset=traits.offset,
        embedding_norm=traits.embedding_norm,
        final_norm=traits.final_norm,
        logits_bias=traits.logits_bias,
        unplaced=_unplaced(config, traits),
    )


def _unplaced(config: Config, traits: Traits) -> int | None:
    pad = config.values.get("pad_token_id")
    return pad if traits.pads_have_no_place and type(pad) is int else None


def _stack(config: Config, side: str, places: int) -> StackSizes:
    from models.nets.bart import StackSizes  # noqa: PLC0415

    return StackSizes(
        layers=config.depth(f"{side}_layers", USUAL_DEPTH),
        heads=config.heads(
            f"{side}_attention_heads", config.width("d_model", USUAL_WIDTH), USUAL_HEADS
        ),
        inner=config.width(f"{side}_ffn_dim", USUAL_INNER),
        places=places,
    )


def net(config: Config, traits: Traits) -> Transformer:
    """The net of a family with as many positions on either side."""
    from models.nets.bart import build_bart  # noqa: PLC0415

    places = config.places("max_position_embeddings", USUAL_PLACES)
    return build_bart(sizes(config, traits, places, places))


def reading(config: Config) -> Reading:
    """As many pieces as there are positions."""
    places = config.places("max_position_embeddings", USUAL_PLACES)
    return reading_of(config, places, places)


def reading_of(config: Config, places: int, target_places: int) -> Reading:
    """As `reading`, for sides of different length."""
    source = config.vocabulary()
    return Reading(
        limit=places,
        places=places,
        target_places=target_places,
        source_ids=source,
        target_ids=config.vocabulary("decoder_vocab_size", source),
    )
