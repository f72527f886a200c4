"""M2M100, NLLB-200 and small100 (Fan et al. 2021; NLLB team 2022; Mohammadshahi et al. 2022).

A source is `language text </s>`, the output is forced to begin with the target language. For
small100 the language before the source is the target's, and nothing is forced.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from models.families import bart_like
from models.families.folder.abilities import Abilities
from models.families.folder.config import Config, read_optional_json
from models.families.folder.language_lists import M2M100, NLLB
from models.families.folder.multilingual import Tongues
from models.families.folder.special_pieces import required
from models.families.hub import Hub
from models.messages import Task

if TYPE_CHECKING:
    from models.model import Direction, Directions

TRAITS = bart_like.Traits(
    activation="relu",
    scaled=True,
    pre_norm=True,
    positions="even_steps",
    offset=2,
    final_norm=True,
    logits_bias=False,
    pads_have_no_place=True,
)
SMALL_DECODER = 3  # layers of small100, whose files do not name it otherwise


def is_nllb(config: Config) -> bool:
    """Whether languages are called as in NLLB: there is no vocab.json beside its pieces."""
    return "nllb" in _tokenizer(config) or not (config.folder / "vocab.json").is_file()


def is_small(config: Config) -> bool:
    """Whether it is small100."""
    deep = config.values.get("encoder_layers", 0), config.values.get("decoder_layers", 0)
    return "small100" in _tokenizer(config) or (
        deep == (bart_like.USUAL_DEPTH, SMALL_DECODER) and not is_nllb(config)
    )


def _tokenizer(config: Config) -> str:
    settings = read_optional_json(config.folder / "tokenizer_config.json")
    return str(settings.get("tokenizer_class") or "").lower()


def abilities(config: Config) -> Abilities:
    """All languages of the vocabulary."""
    return Abilities.among(NLLB if is_nllb(config) else M2M100)


def directions(config: Config, able: Abilities) -> Directions:
    """Every pair of languages."""
    from models.families.folder.generation_file import read_generation  # noqa: PLC0415
    from models.families.folder.vocabularies import m2m100, nllb  # noqa: PLC0415
    from models.model import Direction  # noqa: PLC0415
    from models.text.framed import Framed  # noqa: PLC0415

    theirs, small = is_nllb(config), is_small(config)
    vocabulary = nllb(config.folder) if theirs else m2m100(config.folder)
    end = required(vocabulary, "</s>", config.folder)
    generation = read_generation(config.folder, config.values)
    stated = generation.forced_first is not None
    tongues = Tongues.of(config, able, "eng_Latn" if theirs else "en", stated)

    def id_of(language: str) -> int:
        code = able.code(language)
        return required(vocabulary, code if theirs else f"__{code}__", config.folder)

    def towards(task: Task) -> Direction:
        source, target = tongues.source(task), tongues.target(task)
        if not target:
            reads = Framed(vocabulary, (id_of(source),), (end,))
            writes = Framed(vocabulary, (generation.forced_first or end,), (end,))
            return Direction(reads, writes, generation, source)
        language = id_of(target)
        reads = Framed(vocabulary, (language if small else id_of(source),), (end,))
        if small:
            return Direction(reads, Framed(vocabulary, (), (end,)), generation, source, target)
        writes = Framed(vocabulary, (language,), (end,))
        begun = replace(generation, forced_first=language)
        return Direction(reads, writes, begun, source, target)

    return towards


FAMILY = Hub(
    name="m2m100",
    types=("m2m_100",),
    abilities=abilities,
    build=partial(bart_like.net, traits=TRAITS),
    naming=replace(
        bart_like.COMPUTED_POSITIONS,
        renames=((r"final_logits_bias", None), *bart_like.COMPUTED_POSITIONS.renames),
    ),
    reading=bart_like.reading,
    directions=directions,
).family()
