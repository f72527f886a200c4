"""What crosses every border of the engine: requests, segments, events and errors.

Everything here is frozen and made of plain data, so it may be kept, compared and sent
between threads. All offsets count Unicode code points. Matrices cross as shape and
float32 bytes; `Utf16Map` is the one place where offsets become Qt's UTF-16 units.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models.certainty import UNCERTAIN, uncertain
from models.described import Checkpoint, Preset
from models.events import (
    AttentionDone,
    Cancelled,
    Event,
    Failed,
    Finished,
    Loading,
    Notice,
    Opened,
    Partial,
    Result,
    SegmentDone,
)
from models.inspection import (
    Alternative,
    Alternatives,
    AlternativesDone,
    AttentionKind,
    Explain,
    Explained,
    Inspect,
    Redecode,
)
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
from models.summaries import (
    Evidence,
    Form,
    Length,
    Size,
    Step,
    Summarize,
    Summary,
    SummaryDone,
    SummaryPart,
    SummarySentence,
)
from models.text.utf16 import Utf16Map

__all__ = [
    "UNCERTAIN",
    "Align",
    "Alignment",
    "Alternative",
    "Alternatives",
    "AlternativesDone",
    "Attention",
    "AttentionDone",
    "AttentionKind",
    "Cancelled",
    "Checking",
    "Checkpoint",
    "Endpoint",
    "Event",
    "Evidence",
    "Explain",
    "Explained",
    "Failed",
    "FetchEvent",
    "Fetched",
    "Fetching",
    "Finished",
    "Form",
    "Hypothesis",
    "Inspect",
    "Length",
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
    "Redecode",
    "RemoteFile",
    "Request",
    "Result",
    "Rules",
    "Sampling",
    "Segment",
    "SegmentDone",
    "Size",
    "Span",
    "Step",
    "Stopped",
    "Summarize",
    "Summary",
    "SummaryDone",
    "SummaryPart",
    "SummarySentence",
    "Task",
    "Token",
    "Translate",
    "Unfinished",
    "UsageError",
    "Utf16Map",
    "Waiting",
    "uncertain",
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
    "guided", "shift", "norm", "average", "LAYER", "LAYER:HEAD" or "norm:LAYER", the last four
    also after "shift:"; `reverse` joins a checkpoint of the other direction as `join` says:
    "mean", "intersection", "grow-diag-final" or "union". With `via`, a pivot's second
    checkpoint, the first one's own output of a source stands between, and `via_task` says
    what the second does.
    """

    id: int
    pairs: tuple[tuple[str, str], ...]
    checkpoint: str
    reverse: str | None = None
    method: str = "auto"
    join: str = "mean"
    tokenized: bool = False
    options: Options = field(default_factory=Options)
    task: Task = field(default_factory=Task)
    via: str | None = None
    via_task: Task = field(default_factory=Task)


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


Request = (
    Translate | Summarize | Align | Attention | Alternatives | Redecode | Explain | Inspect
)
