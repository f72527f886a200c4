"""What the window has from outside of itself, so that tests can give it something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_app.detecting import Detection
from desktop_app.language_watch import Detects
from desktop_app.network import NetworkWatch
from desktop_app.self_tests import Command, trying
from desktop_app.works import Works
from models.hub import Timing
from models.library import Places
from models.messages import Offer


@dataclass(frozen=True)
class Outside:
    """`places` are other programs' folders, `offers` the catalogue, None for the program's own.

    `work` takes the place of all work on disk and hub; `detect` makes what tells languages
    apart; `command` is how a fetched checkpoint is tried out. `network` counts from the
    program's start, also where the window is made anew.
    """

    places: Places | None = None
    offers: tuple[Offer, ...] | None = None
    work: Works | None = None
    detect: Callable[[], Detects] = Detection
    command: Command = trying
    timing: Timing | None = None
    network: NetworkWatch = field(default_factory=NetworkWatch)
