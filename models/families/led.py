"""LED: BART for long documents; local and global encoder attention (Beltagy et al. 2020)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.families import bart_like
from models.families.anatomy import SCALED
from models.families.bart import directions
from models.families.folder.abilities import Abilities
from models.families.folder.config import LARGEST_PLACES, Config
from models.families.hub import Hub
from models.naming import Naming
from models.reading import Reading

if TYPE_CHECKING:
    from models.nets.transformer import Transformer

TRAITS = bart_like.Traits(
    activation="gelu", scaled=False, pre_norm=False, positions="learned", embedding_norm=True
)
USUAL_ENCODER_PLACES, USUAL_WINDOW = 16_384, 512


def abilities(config: Config) -> Abilities:
    """An English summarizer."""
    del config
    return Abilities("summarization", sources=("en",), targets=("en",))


def _places(config: Config) -> tuple[int, int]:
    return (
        config.places("max_encoder_position_embeddings", USUAL_ENCODER_PLACES),
        config.places("max_decoder_position_embeddings", bart_like.USUAL_PLACES),
    )


def _windows(config: Config) -> tuple[int, ...]:
    value = config.values.get("attention_window", USUAL_WINDOW)
    layers = config.depth("encoder_layers", bart_like.USUAL_DEPTH)
    windows = value if isinstance(value, list) else [value] * layers
    whole = all(type(one) is int and 0 < one <= LARGEST_PLACES for one in windows)
    if not whole or len(windows) != layers or any(one % 2 for one in windows):
        raise config.impossible("attention_window")
    return tuple(windows)


def build(config: Config) -> Transformer:
    """The net, on the current device."""
    from models.nets.led import build_led  # noqa: PLC0415

    return build_led(bart_like.sizes(config, TRAITS, *_places(config)), _windows(config))


def reading(config: Config) -> Reading:
    """The encoder reads more than the decoder writes."""
    return bart_like.reading_of(config, *_places(config))


FAMILY = Hub(
    name="led",
    types=("led",),
    abilities=abilities,
    build=build,
    naming=Naming(
        renames=(
            (
                r"led\.encoder\.layers\.(\d+)\.self_attn\.longformer_self_attn\.(.*)",
                r"encoder.layers.\1.self_attn.\2",
            ),
            (
                r"led\.encoder\.layers\.(\d+)\.self_attn\.output\.(.*)",
                r"encoder.layers.\1.self_attn.output.\2",
            ),
            (r"(?:led\.)?(.*)\.(fc[12])\.(weight|bias)", r"\1.feed_forward.\2.\3"),
            (r"led\.(.*)", r"\1"),
        ),
        optional=bart_like.MAY_LACK,
        ties=bart_like.TIES,
    ),
    reading=reading,
    directions=directions,
    attention=f"{SCALED}, in windows in the encoder",
).family()
