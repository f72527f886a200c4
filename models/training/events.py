"""What a run tells while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Began:
    """What is trained on what. `resumed` is the step it goes on after, 0 for a new run."""

    name: str
    pairs: int
    left_out: int
    valid: int
    pieces: int
    parameters: int
    resumed: int


@dataclass(frozen=True, slots=True)
class Stepped:
    """One update: the loss of a target piece, target pieces a second, the used share.

    `remaining` are seconds, None where there is no limit or nothing is known yet.
    """

    step: int
    epoch: int
    loss: float
    rate: float
    speed: float
    used: float
    remaining: float | None


@dataclass(frozen=True, slots=True)
class Validated:
    """What the net does with texts set aside: loss in nats a piece, scores from 0 to 100."""

    step: int
    loss: float
    scores: tuple[tuple[str, float], ...]
    better: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """The state was brought to disk: a run that is killed now goes on from here."""

    step: int


@dataclass(frozen=True, slots=True)
class Ended:
    """Why it ended, after which step, and where the best checkpoint is.

    `why` is "steps", "minutes", "patience" or "stopped".
    """

    why: str
    step: int
    folder: Path


TrainingEvent = Began | Stepped | Validated | Saved | Ended
