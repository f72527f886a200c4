"""Which languages a task means, for checkpoints whose texts carry language tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.families.folder.abilities import Abilities
from models.families.folder.card import name_of
from models.families.folder.config import Config, read_optional_json
from models.messages import Task, UsageError
from models.text.languages import tag


@dataclass(frozen=True)
class Tongues:
    """The languages of one checkpoint and what its tokenizer takes when nobody says.

    `stated` says that the checkpoint itself names the target language.
    """

    able: Abilities
    name: str
    settings: Mapping[str, Any]
    usual: str
    stated: bool

    @staticmethod
    def of(config: Config, able: Abilities, usual: str, stated: bool) -> Tongues:
        """`usual` is the reference's own code for the source language."""
        settings = read_optional_json(config.folder / "tokenizer_config.json")
        return Tongues(able, name_of(config.folder), settings, usual, stated)

    def source(self, task: Task) -> str:
        """The source language (BCP-47)."""
        code = self.settings.get("src_lang") or self.usual
        known = {theirs: language for language, theirs in self.able.codes}
        return self.able.reads(task.source, known.get(code, tag(str(code))), self.name)

    def target(self, task: Task) -> str:
        """The target language; empty when the checkpoint has its own. Raises `UsageError`."""
        found = self.able.writes(task.target, "", self.name)
        if not found and not self.stated:
            some = ", ".join(self.able.targets[:8])
            raise UsageError(
                f"{self.name} writes {len(self.able.targets)} languages.",
                f"Say which: --to {some}, …",
            )
        return found
