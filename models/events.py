"""What the engine tells of a request: how far it is, what it found, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from models.inspection import AlternativesDone, AttentionKind, Explained
from models.segment import Matrix, Segment
from models.summaries import SummaryDone, SummaryPart


@dataclass(frozen=True, slots=True)
class Loading:
    """A checkpoint is being opened."""

    request_id: int
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A checkpoint is open and running; `precision` and `device` are what was chosen."""

    request_id: int
    checkpoint: str
    precision: str
    device: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence about something that happened while the work goes on."""

    request_id: int
    what: str


@dataclass(frozen=True, slots=True)
class Partial:
    """The output so far of segment `index`, which starts at `start` in the document."""

    request_id: int
    index: int
    start: int
    before: str
    text: str


@dataclass(frozen=True, slots=True)
class SegmentDone:
    """Segment `index` is finished; segments come in the document's order.

    `done` and `total` count code points of the document.
    """

    request_id: int
    index: int
    segment: Segment
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class AttentionDone:
    """Weights (L, H, rows, columns) of an `Attention` request."""

    request_id: int
    kind: AttentionKind
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Result:
    """All of the output: `tail` is the document's text after the last segment."""

    request_id: int
    segments: int
    tail: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The request was worked to its end."""

    request_id: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The request was stopped by the user or by a newer one."""

    request_id: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The request could not be done: one sentence, what to do next, details to copy.

    `usage` tells a request that cannot be meant (`UsageError`) from work that failed.
    """

    request_id: int
    what: str
    hint: str = ""
    details: str = ""
    usage: bool = False


Event = (
    Loading
    | Opened
    | Notice
    | Partial
    | SegmentDone
    | AttentionDone
    | AlternativesDone
    | Explained
    | SummaryPart
    | SummaryDone
    | Result
    | Finished
    | Cancelled
    | Failed
)
