"""What a T5-like checkpoint is asked to do, and the words before the text that say so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from models.families.folder.abilities import Abilities
from models.families.folder.card import name_of
from models.families.folder.config import Config
from models.messages import Preset, Task, UsageError
from models.text.languages import UNKNOWN, tags

TRANSLATION = re.compile(r"translation_([a-z]{2})_to_([a-z]{2})")
TARGET_PIECE = re.compile(rb"<2([a-z]{2,3}(?:_[A-Z][a-z]{3})?)>")
MOST_TARGET_PIECES = 256  # of a translator by target piece whose files state no limit
SUMMARY_PIECES, TRANSLATION_PIECES = 200, 300  # the published checkpoints' own limits

# What the multi-task checkpoints were trained for (Raffel et al. 2020, appendix D).
SUMMARY = Preset("summarize", "summarize: ")
MULTI_TASK = (
    SUMMARY,
    Preset("question", "question: {question} context: "),
    Preset("sentiment", "sst2 sentence: "),
)
# What checkpoints that follow instructions do besides (Chung et al. 2022).
INSTRUCTED = (*MULTI_TASK, Preset("simplify", "Simplify the following text: "))
ENGLISH_NAMES = MappingProxyType(
    {"en": "English", "de": "German", "fr": "French", "ro": "Romanian"}
)


def abilities(config: Config) -> Abilities:
    """Languages by target pieces (MADLAD), else what the configuration's tasks name."""
    codes = _target_codes(config)
    if codes:
        languages = tags(codes)
        known = tuple(zip(languages, codes, strict=True))
        return Abilities(sources=languages, targets=languages, codes=known)
    tasks = _tasks(config)
    pairs = tuple((found[1], found[2]) for found in map(TRANSLATION.fullmatch, tasks) if found)
    several = INSTRUCTED if "flan" in name_of(config.folder).casefold() else MULTI_TASK
    presets = several if pairs else (SUMMARY,) if "summarization" in tasks else ()
    return Abilities(
        task="translation" if pairs else "summarization" if presets else "text",
        pairs=pairs,
        sources=tuple(dict.fromkeys(source for source, _ in pairs)),
        targets=tuple(dict.fromkeys(target for _, target in pairs)),
        presets=presets,
    )


def _target_codes(config: Config) -> tuple[str, ...]:
    for name in ("spiece.model", "tokenizer.json"):
        path = config.folder / name
        if path.is_file():
            found = TARGET_PIECE.findall(path.read_bytes())
            return tuple(sorted({code.decode() for code in found}))
    return ()


def _tasks(config: Config) -> Mapping[str, Mapping[str, Any]]:
    tasks = config.values.get("task_specific_params")
    if not isinstance(tasks, dict):
        return {}
    return {key: value for key, value in tasks.items() if isinstance(value, dict)}


@dataclass(frozen=True)
class Work:
    """One thing to do: the words before the text, the languages, the most target pieces.

    `most` counts as the reference's max_length and holds where the files state none.
    """

    prefix: str = ""
    source: str = UNKNOWN
    target: str = UNKNOWN
    most: int | None = None
    whole: bool = False


def work_of(task: Task, config: Config, able: Abilities) -> Work:
    """What a task means for this checkpoint. Raises `UsageError` for what it does not do."""
    name = name_of(config.folder)
    if task.preset:
        return _preset(task, able, name)
    if able.codes:
        return _by_target_piece(task, able, name)
    if able.pairs and task.target:
        return _translation(task, able, name)
    # The text may begin with an instruction, which is for all of it.
    return Work(source=task.source or UNKNOWN, target=task.target or UNKNOWN, whole=True)


def _preset(task: Task, able: Abilities, name: str) -> Work:
    preset = able.preset(task.preset, name)
    if preset.asks and not task.question.strip():
        raise UsageError(f"The preset {preset.id} needs a question.", "Add it: --question …")
    prefix = preset.prefix.replace("{question}", task.question.strip())
    return Work(prefix, most=SUMMARY_PIECES, whole=True)


def _by_target_piece(task: Task, able: Abilities, name: str) -> Work:
    source = able.reads(task.source, UNKNOWN, name)
    target = able.writes(task.target, "", name)
    if not target:
        return Work(source=source, whole=True)  # the text may begin with the piece itself
    return Work(f"<2{able.code(target)}> ", source, target, MOST_TARGET_PIECES)


def _translation(task: Task, able: Abilities, name: str) -> Work:
    source = able.reads(task.source, able.sources[0], name)
    target = able.writes(task.target, able.targets[0], name)
    if (source, target) not in able.pairs:
        pairs = ", ".join(f"{a}→{b}" for a, b in able.pairs)
        raise UsageError(f"{name} does not translate {source}→{target}.", f"It does {pairs}.")
    words = (ENGLISH_NAMES.get(language, language) for language in (source, target))
    return Work("translate {} to {}: ".format(*words), source, target, TRANSLATION_PIECES)
