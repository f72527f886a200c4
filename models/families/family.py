"""What a family of checkpoints is: the record that the table of all families holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.messages import Checkpoint

if TYPE_CHECKING:
    from models.model import Model


@dataclass(frozen=True)
class Setting:
    """Where and how to open a checkpoint: `cache` is a folder for what is derived from it.

    `check` is called now and then while that takes time; what it raises ends the work.
    """

    precision: str = "fp32"
    device: str = "cpu"
    cache: Path | None = None
    check: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Family:
    """One kind of checkpoint.

    `recognises` looks at a folder's file names and its configuration. `describe` reads no
    weights and loads no torch. `load` builds the net, fills it strictly and raises one
    `Problem` with every fault. `half` says whether half precision (fp16) is safe for it,
    `rounded` that its files hold 8-bit weights, by which nothing is lost.
    """

    name: str
    recognises: Callable[[Path], bool]
    describe: Callable[[Path], Checkpoint]
    load: Callable[[Checkpoint, Setting], Model]
    half: bool = True
    rounded: bool = False
