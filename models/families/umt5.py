"""UMT5 (Chung et al. 2023): mT5 with relative position biases of their own in every layer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.families import t5
from models.families.folder.abilities import Abilities
from models.families.folder.config import Config
from models.families.t5_names import BIAS_OF_EACH_LAYER
from models.naming import Naming

if TYPE_CHECKING:
    from models.model import Directions
    from models.nets.transformer import Transformer


def build(config: Config) -> Transformer:
    """The net, on the current device; the reference scales its output as that of T5."""
    from models.nets.t5 import build_t5  # noqa: PLC0415

    sizes = t5.sizes(config)
    return build_t5(replace(sizes, bias_per_layer=True, output_scale=sizes.width**-0.5))


def directions(config: Config, able: Abilities) -> Directions:
    """As T5's; the reference takes a tokenizer.json as it stands, having no class for UMT5."""
    from models.families.folder.vocabularies import t5 as of_pieces  # noqa: PLC0415
    from models.families.folder.vocabularies import tokenizer_json  # noqa: PLC0415

    whole = (config.folder / "tokenizer.json").is_file()
    vocabulary = (tokenizer_json if whole else of_pieces)(config.folder)
    return t5.directions_with(vocabulary, config, able)


FAMILY = replace(
    t5.HUB,
    name="umt5",
    types=("umt5",),
    build=build,
    directions=directions,
    naming=Naming(
        renames=(BIAS_OF_EACH_LAYER, *t5.HUB.naming.renames), ties=t5.HUB.naming.ties
    ),
).family()
