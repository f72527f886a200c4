"""How far downloads are, in plain data. No Qt."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from models.messages import Failed, Offer


class Stage(enum.Enum):
    """How far a download is."""

    QUEUED = "queued"
    ASKING = "asking"  # which files there are
    FETCHING = "fetching"
    RETRYING = "retrying"  # the connection was lost, or the hub wants a pause
    CHECKING = "checking"
    PAUSED = "paused"
    FAILED = "failed"


ACTIVE = frozenset({Stage.ASKING, Stage.FETCHING, Stage.RETRYING, Stage.CHECKING})


@dataclass(frozen=True, slots=True)
class Download:
    """One of the queue. `bytes` is 0 and `remaining` None while they are not known.

    `repairs` tells that only damaged files of an installed checkpoint are fetched. `said` is
    why it waits or failed; `failed` has the details of that.
    """

    repo: str
    stage: Stage = Stage.QUEUED
    done: int = 0
    bytes: int = 0
    speed: float = 0.0  # bytes a second
    remaining: float | None = None  # seconds
    repairs: bool = False
    said: str = ""
    failed: Failed | None = None

    @property
    def id(self) -> str:
        """What the checkpoint is, or will be, called."""
        return id_of(self.repo)

    @property
    def active(self) -> bool:
        """Whether it is being fetched now."""
        return self.stage in ACTIVE


@dataclass(frozen=True, slots=True)
class Downloads:
    """All that were begun and are not installed, in their order."""

    every: tuple[Download, ...] = ()

    def of(self, id: str) -> Download | None:
        """The download of a checkpoint."""
        return next((each for each in self.every if each.id == id), None)

    @property
    def running(self) -> Download | None:
        """The one that is fetched now."""
        return next((each for each in self.every if each.active), None)


def id_of(repo: str) -> str:
    """What the checkpoint of a repository is called."""
    return Offer(repo, "", "").id
