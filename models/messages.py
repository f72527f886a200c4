"""What crosses every border of the engine: requests, segments, events and errors.

Everything here is frozen and made of plain data, so it may be kept, compared and sent
between threads. All offsets count Unicode code points. Matrices cross as shape and
float32 bytes; `Utf16Map` is the one place where offsets become Qt's UTF-16 units.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from models.described import Checkpoint, Preset
from models.offers import (
    Checking,
    Endpoint,
    Fetched,
    FetchEvent,
    Fetching,
    Offer,
    Plan,
    RemoteFile,
    Stopped,
    Unfinished,
    Waiting,
)
from models.options import Options, Rules, Sampling, Task
from models.segment import (
    Alignment,
    Hypothesis,
    Level,
    Link,
    Matrix,
    Note,
    Piece,
    Segment,
    Span,
    Token,
)
from models.text.utf16 import Utf16Map

__all__ = [
    "Align",
    "Alignment",
    "Attention",
    "AttentionDone",
    "AttentionKind",
    "Cancelled",
    "Checking",
    "Checkpoint",
    "Endpoint",
    "Event",
    "Failed",
    "FetchEvent",
    "Fetched",
    "Fetching",
    "Finished",
    "Hypothesis",
    "Level",
    "Link",
    "Loading",
    "Matrix",
    "Note",
    "Notice",
    "Offer",
    "Opened",
    "Options",
    "Partial",
    "Piece",
    "Plan",
    "Preset",
    "Problem",
    "RemoteFile",
    "Request",
    "Result",
    "Rules",
    "Sampling",
    "Segment",
    "SegmentDone",
    "Span",
    "Stopped",
    "Task",
    "Token",
    "Translate",
    "Unfinished",
    "UsageError",
    "Utf16Map",
    "Waiting",
]


class Problem(Exception):  # noqa: N818
    """Work that failed for a reason a user can act on; the command line exits with 1.

    `what` is one plain sentence; `hint` says what to do next and may be empty;
    `details` is for a bug report.
    """

    def __init__(self, what: str, hint: str = "", details: str = "") -> None:
        what, hint = " ".join(what.splitlines()), " ".join(hint.splitlines())
        super().__init__(f"{what} {hint}".strip())
        self.what = what
        self.hint = hint
        self.details = details


class UsageError(Problem):
    """A request that cannot be meant as it stands; the command line exits with 2."""


class AttentionKind(enum.Enum):
    """Which attention: of the decoder to the source, or within either side."""

    CROSS = "cross"
    ENCODER = "encoder"
    DECODER = "decoder"


@dataclass(frozen=True, slots=True)
class Translate:
    """Translate a document, or with `lines` each line as one segment.

    `checkpoint` is an id of the library or a folder; with `via` the text goes through
    `checkpoint` first and `via` second, and `via_task` says what the second does. `prefixes`
    maps segment indices to target piece ids that the output must begin with.
    """

    id: int
    text: str
    checkpoint: str
    via: str | None = None
    lines: bool = False
    options: Options = field(default_factory=Options)
    prefixes: tuple[tuple[int, tuple[int, ...]], ...] = ()
    task: Task = field(default_factory=Task)
    via_task: Task = field(default_factory=Task)


@dataclass(frozen=True, slots=True)
class Align:
    """Force-decode given (source, target) pairs and link their words.

    With `tokenized` words are exactly the blank-separated tokens. `method` is "auto",
    "guided", "shift", "norm", "average" or "LAYER:HEAD"; `reverse` joins a checkpoint of
    the other direction.
    """

    id: int
    pairs: tuple[tuple[str, str], ...]
    checkpoint: str
    reverse: str | None = None
    method: str = "auto"
    tokenized: bool = False
    options: Options = field(default_factory=Options)
    task: Task = field(default_factory=Task)


@dataclass(frozen=True, slots=True)
class Attention:
    """Raw attention weights of one (source, target pieces) pair, all layers and heads."""

    id: int
    source: str
    target_ids: tuple[int, ...]
    checkpoint: str
    kind: AttentionKind = AttentionKind.CROSS
    options: Options = field(default_factory=Options)
    task: Task = field(default_factory=Task)


Request = Translate | Align | Attention


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
    | Result
    | Finished
    | Cancelled
    | Failed
)
