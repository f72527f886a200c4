"""Pegasus summarizers (Zhang et al. 2020)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from models.families import bart_like
from models.families.folder.abilities import Abilities
from models.families.folder.config import Config
from models.families.folder.special_pieces import required
from models.families.hub import Hub

if TYPE_CHECKING:
    from models.model import Directions

TRAITS = bart_like.Traits(
    activation="gelu",
    scaled=False,
    pre_norm=True,
    positions="interleaved",
    final_norm=True,
)


def abilities(config: Config) -> Abilities:
    """An English summarizer."""
    del config
    return Abilities("summarization", sources=("en",), targets=("en",))


def directions(config: Config, able: Abilities) -> Directions:
    """The one way."""
    from models.families.folder.vocabularies import pegasus  # noqa: PLC0415
    from models.families.one_way import one_way  # noqa: PLC0415
    from models.text.framed import Framed  # noqa: PLC0415

    vocabulary = pegasus(config.folder)
    end = required(vocabulary, "</s>", config.folder)
    return one_way(Framed(vocabulary, (), (end,)), config, able)


FAMILY = Hub(
    name="pegasus",
    types=("pegasus",),
    abilities=abilities,
    build=partial(bart_like.net, traits=TRAITS),
    naming=bart_like.COMPUTED_POSITIONS,
    reading=bart_like.reading,
    directions=directions,
).family()
