"""OPUS-MT: Marian Transformers in Hugging Face's format (Junczys-Dowmunt et al. 2018).

A checkpoint reads one language or several and writes one, or several that a first token such
as `>>fra<<` tells apart.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from models.families import bart_like
from models.families.folder.abilities import Abilities
from models.families.folder.card import name_of
from models.families.folder.config import Config, read_optional_json
from models.families.folder.special_pieces import required
from models.families.hub import Hub
from models.messages import Task
from models.text.languages import SEVERAL, UNKNOWN, tag, tags

if TYPE_CHECKING:
    from models.model import Direction, Directions
    from models.nets import Head

TARGET_TOKEN = re.compile(rb'">>([^<"]+)<<"')
LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3}|_[A-Z]{2})?")
TRAITS = bart_like.Traits(
    activation="gelu", scaled=False, pre_norm=False, positions="interleaved"
)
SUMMARIZATION = "summarization"  # the task that config.json may name, a key of our own
NAME = re.compile(r"(?:^|--)opus-mt-(?:tc-|bible-|big-|base-)*([^-]+)-([^-]+)")


def abilities(config: Config) -> Abilities:
    """Languages from the folder's name, the tokenizer's settings and the target tokens."""
    source, target = _sides(config)
    if config.text("task") == SUMMARIZATION:
        return Abilities.of_lines(source, target)
    codes = _target_codes(config)
    if not codes:
        return Abilities.of_pair(source, target)
    targets = tags(codes)
    return Abilities(
        sources=(source,),
        targets=targets,
        codes=tuple(zip(targets, codes, strict=True)),
    )


def _sides(config: Config) -> tuple[str, str]:
    found = NAME.search(name_of(config.folder))
    settings = read_optional_json(config.folder / "tokenizer_config.json")
    named = (
        found.groups()
        if found
        else (settings.get("source_lang", ""), settings.get("target_lang", ""))
    )
    source, target = (_language(str(one or "")) for one in named)
    return source, target


def _language(name: str) -> str:
    if not name:
        return UNKNOWN
    return tag(name) if LANGUAGE.fullmatch(name) and name != SEVERAL else SEVERAL


def _target_codes(config: Config) -> tuple[str, ...]:
    vocabulary = config.folder / "vocab.json"
    if not vocabulary.is_file():
        return ()
    found = TARGET_TOKEN.findall(vocabulary.read_bytes())
    return tuple(sorted(code.decode("utf-8", "replace") for code in found))


def guided(config: Config) -> Head | None:
    """The head that config.json names."""
    from models.families.folder.guided import guided_head  # noqa: PLC0415

    return guided_head(config)


def directions(config: Config, able: Abilities) -> Directions:
    """Every target language with its token at the head of the source."""
    from models.families.folder.generation_file import read_generation  # noqa: PLC0415
    from models.families.folder.vocabularies import marian  # noqa: PLC0415
    from models.model import Direction  # noqa: PLC0415
    from models.text.framed import Framed  # noqa: PLC0415

    source_vocabulary, target_vocabulary = marian(config.folder)
    end = required(source_vocabulary, "</s>", config.folder)
    generation = read_generation(config.folder, config.values)
    written = Framed(
        target_vocabulary, (), (required(target_vocabulary, "</s>", config.folder),)
    )
    name = name_of(config.folder)
    whole = able.task == SUMMARIZATION
    one_way = whole or bool(able.pairs)

    def towards(task: Task) -> Direction:
        source = able.reads(task.source, able.sources[0], name)
        target = able.writes(task.target, able.targets[0] if one_way else UNKNOWN, name)
        token = source_vocabulary.id_of(f">>{able.code(target)}<<")
        before = () if token is None else (token,)
        return Direction(
            Framed(source_vocabulary, before, (end,)),
            written,
            generation,
            source,
            target,
            whole,
        )

    return towards


FAMILY = Hub(
    name="marian",
    types=("marian",),
    abilities=abilities,
    build=partial(bart_like.net, traits=TRAITS),
    naming=bart_like.COMPUTED_POSITIONS,
    reading=bart_like.reading,
    directions=directions,
    guided=guided,
).family()
