"""mBART-25 and mBART-50 (Liu et al. 2020; Tang et al. 2020).

mBART-25 reads `text </s> language` and starts with the target language; mBART-50 reads
`language text </s>`, starts with `</s>` and is forced to the target language.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from models.families import bart_like
from models.families.folder.abilities import Abilities
from models.families.folder.config import Config, read_optional_json
from models.families.folder.language_lists import MBART_25, MBART_50
from models.families.folder.multilingual import Tongues
from models.families.folder.special_pieces import required
from models.families.hub import Hub
from models.messages import Task

if TYPE_CHECKING:
    from models.model import Direction, Directions

TRAITS = bart_like.Traits(
    activation="gelu",
    scaled=False,
    pre_norm=True,
    positions="learned",
    offset=2,
    embedding_norm=True,
    final_norm=True,
)
FIRST_LANGUAGE = 250_001  # id of ar_AR in the published vocabularies


def is_fifty(config: Config) -> bool:
    """Whether it is mBART-50: by its tokenizer's class, else by the size of its vocabulary."""
    settings = read_optional_json(config.folder / "tokenizer_config.json")
    named = str(settings.get("tokenizer_class") or config.values.get("tokenizer_class") or "")
    if named:
        return "50" in named
    return config.vocabulary() >= FIRST_LANGUAGE + len(MBART_50)


def abilities(config: Config) -> Abilities:
    """All languages of the vocabulary; one target where the decoder starts with its token."""
    able = Abilities.among(MBART_50 if is_fifty(config) else MBART_25)
    start = config.values.get("decoder_start_token_id")
    at = start - FIRST_LANGUAGE if type(start) is int else -1
    if is_fifty(config) or not 0 <= at < len(able.targets):
        return able
    return replace(able, targets=(able.targets[at],))


def directions(config: Config, able: Abilities) -> Directions:
    """Every pair of languages."""
    from models.families.folder.generation_file import read_generation  # noqa: PLC0415
    from models.families.folder.vocabularies import mbart  # noqa: PLC0415
    from models.model import Direction  # noqa: PLC0415
    from models.text.framed import Framed  # noqa: PLC0415

    vocabulary, fifty = mbart(config.folder), is_fifty(config)
    end = required(vocabulary, "</s>", config.folder)
    generation = read_generation(config.folder, config.values)
    forced = generation.forced_first is not None
    tongues = Tongues.of(config, able, "en_XX", forced or len(able.targets) == 1)

    def id_of(language: str) -> int:
        return required(vocabulary, able.code(language), config.folder)

    def towards(task: Task) -> Direction:
        source, target = tongues.source(task), tongues.target(task)
        code = id_of(source)
        reads = Framed(vocabulary, *(((code,), (end,)) if fifty else ((), (end, code))))
        if not target:
            writes = Framed(vocabulary, (), (end,))
            return Direction(reads, writes, generation, source, able.targets[0])
        language = id_of(target)
        if fifty:
            writes = Framed(vocabulary, (language,), (end,))
            begun = replace(generation, forced_first=language)
        else:
            writes = Framed(vocabulary, (), (end,))
            begun = replace(generation, start=language)
        return Direction(reads, writes, begun, source, target)

    return towards


FAMILY = Hub(
    name="mbart",
    types=("mbart",),
    abilities=abilities,
    build=partial(bart_like.net, traits=TRAITS),
    naming=bart_like.LEARNED_POSITIONS,
    reading=bart_like.reading,
    directions=directions,
).family()
