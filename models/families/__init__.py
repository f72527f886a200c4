"""Checkpoint families: what understands one kind of checkpoint, and the table of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.families import bergamot
from models.messages import Checkpoint, UsageError

if TYPE_CHECKING:
    from models.model import Model


@dataclass(frozen=True)
class Family:
    """One kind of checkpoint.

    `recognises` looks at a folder's file names only. `describe` reads no weights and loads
    no torch. `load` builds the net, fills it strictly and raises one `Problem` with every
    fault.
    """

    name: str
    recognises: Callable[[Path], bool]
    describe: Callable[[Path], Checkpoint]
    load: Callable[[Checkpoint], Model]


FAMILIES = (Family(bergamot.NAME, bergamot.recognises, bergamot.describe, bergamot.load),)


def family_of(folder: Path) -> Family:
    """The family of a folder. Raises `UsageError` with the families that exist."""
    for family in FAMILIES:
        if family.recognises(folder):
            return family
    known = ", ".join(family.name for family in FAMILIES)
    raise UsageError(
        f"The folder {folder} holds no checkpoint of a family this program knows ({known}).",
        "Choose a folder with the weights, the vocabulary and the configuration in it.",
    )
