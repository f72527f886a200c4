"""Checkpoint families: what understands one kind of checkpoint, and the table of all."""

from __future__ import annotations

from pathlib import Path

from models.families import (
    bart,
    bergamot,
    interlinear,
    led,
    m2m100,
    marian,
    mbart,
    pegasus,
    t5,
    umt5,
)
from models.families.family import Family, Setting
from models.families.folder.config import Config
from models.messages import UsageError

__all__ = ["FAMILIES", "Family", "Setting", "family_of"]

FAMILIES = (
    bergamot.FAMILY,
    marian.FAMILY,
    bart.FAMILY,
    mbart.FAMILY,
    pegasus.FAMILY,
    m2m100.FAMILY,
    t5.FAMILY,
    led.FAMILY,
    umt5.FAMILY,
    interlinear.FAMILY,
)


def family_of(folder: Path) -> Family:
    """The family of a folder. Raises `UsageError` with the families that exist."""
    for family in FAMILIES:
        if family.recognises(folder):
            return family
    known = ", ".join(family.name for family in FAMILIES)
    if (folder / "config.json").exists():
        raise UsageError(
            f"The checkpoint {folder.name} is {_kind(Config.of(folder))}, which this program "
            f"does not run.",
            f"It runs {known}.",
        )
    raise UsageError(
        f"The folder {folder} holds no checkpoint of a family this program knows ({known}).",
        "Choose a folder with the weights, the vocabulary and the configuration in it.",
    )


def _kind(config: Config) -> str:
    architectures = config.values.get("architectures")
    first = str(architectures[0]) if isinstance(architectures, list) and architectures else ""
    if first.endswith(("ForCausalLM", "LMHeadModel")):
        return f"of the type {config.type} and has only a decoder"
    if first.endswith(("ForMaskedLM", "Classification", "ForTokenClassification")):
        return f"of the type {config.type} and has only an encoder"
    return f"of the type {config.type}" if config.type else "of no stated type"
