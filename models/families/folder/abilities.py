"""What a checkpoint can do: its languages, its presets, and how it calls the languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from models.messages import Preset, UsageError
from models.text.languages import ANY, nearest, tags


@dataclass(frozen=True)
class Abilities:
    """Languages (BCP-47) and presets of a checkpoint.

    With `pairs` only these are possible; else every source goes with every target. `codes`
    holds (BCP-47, the checkpoint's own code). `one_line` is that of `Checkpoint`.
    """

    task: str = "translation"
    pairs: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    presets: tuple[Preset, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    one_line: bool = False

    @staticmethod
    def of_pair(source: str, target: str) -> Abilities:
        """A checkpoint for one pair."""
        return Abilities(pairs=((source, target),), sources=(source,), targets=(target,))

    @staticmethod
    def of_lines(source: str, target: str) -> Abilities:
        """A checkpoint that writes one line about a text, as those trained here do."""
        return Abilities("summarization", (), (source,), (target,), one_line=True)

    @staticmethod
    def among(codes: Sequence[str]) -> Abilities:
        """A checkpoint for all pairs of its own language codes."""
        languages = tags(codes)
        return Abilities(
            sources=languages,
            targets=languages,
            codes=tuple(zip(languages, codes, strict=True)),
        )

    def code(self, language: str) -> str:
        """The checkpoint's own code of one of its languages."""
        return MappingProxyType(dict(self.codes)).get(language, language)

    def reads(self, wanted: str, usual: str, checkpoint: str) -> str:
        """The source language meant by `wanted`. Raises `UsageError` for an unknown one."""
        return _chosen(wanted, usual, self.sources, f"{checkpoint} does not read {wanted}.")

    def writes(self, wanted: str, usual: str, checkpoint: str) -> str:
        """The target language meant by `wanted`. Raises `UsageError` as `reads` does."""
        return _chosen(wanted, usual, self.targets, f"{checkpoint} does not write {wanted}.")

    def preset(self, id: str, checkpoint: str) -> Preset:
        """The preset with this id. Raises `UsageError` naming those that exist."""
        for preset in self.presets:
            if preset.id == id:
                return preset
        known = ", ".join(preset.id for preset in self.presets)
        raise UsageError(
            f"{checkpoint} has no preset {id}.",
            f"It has {known}." if known else "It has none.",
        )


def _chosen(wanted: str, usual: str, offered: Sequence[str], complaint: str) -> str:
    if not wanted:
        return usual
    if not offered or ANY.intersection(offered):
        return wanted
    found = nearest(wanted, offered)
    if found is None:
        some = ", ".join(offered[:12]) + (", …" if len(offered) > 12 else "")
        raise UsageError(complaint, f"It knows {some}.")
    return found
