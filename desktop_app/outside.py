"""What the window has from outside of itself, so that tests can give it something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.detecting import Detection
from desktop_app.language_watch import Detects
from desktop_app.self_tests import Command, own_command
from desktop_app.works import Works
from models.hub import Timing
from models.library import Places
from models.messages import Offer


@dataclass(frozen=True)
class Outside:
    """`places` are other programs' folders, `offers` the catalogue, None for the program's own.

    `work` takes the place of all work on disk and hub; `detect` makes what tells languages
    apart; `command` is how a fetched checkpoint is tried out.
    """

    places: Places | None = None
    offers: tuple[Offer, ...] | None = None
    work: Works | None = None
    detect: Callable[[], Detects] = Detection
    command: Command = own_command
    timing: Timing | None = None
