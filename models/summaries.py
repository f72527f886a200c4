"""What summarizing a document asks and tells.

All offsets count Unicode code points: those of evidence in the document, those of a
sentence's own spans in the sentence.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from models.options import Options, Task
from models.segment import Span


class Size(enum.Enum):
    """How long a summary should be, by the document's length."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Form(enum.Enum):
    """What a summary looks like."""

    SENTENCES = "sentences"
    BULLETS = "bullets"
    TITLE = "title"  # one line


@dataclass(frozen=True, slots=True)
class Length:
    """A size, or a number of words, which counts when it is given."""

    size: Size = Size.MEDIUM
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A translation before or after the summary: a checkpoint and what it is asked."""

    checkpoint: str
    task: Task = field(default_factory=Task)


@dataclass(frozen=True, slots=True)
class Summarize:
    """Summarize a document of any length; nothing of it is left out unsaid.

    `checkpoint` is an id of the library or a folder; None takes sentences of the document
    itself. `before` translates the document first, `after` the summary.
    """

    id: int
    text: str
    checkpoint: str | None = None
    length: Length = field(default_factory=Length)
    form: Form = Form.SENTENCES
    task: Task = field(default_factory=Task)
    before: Step | None = None
    after: Step | None = None
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the document, and which share of a summary sentence rests on it (0..1)."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary, at `start` in its text.

    `evidence` comes strongest first. `unfounded` are numbers, names and dates of `text` that
    are nowhere in the evidence.
    """

    text: str
    start: int
    evidence: tuple[Evidence, ...] = ()
    unfounded: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary, or as much of it as there is so far.

    `text` holds the sentences with what stands between them. `document` are all sentences of
    the document, in order. `words` are the document's, `read` those that reached the model so
    far, in `parts` parts and `levels` levels of reduction. `asked` and `got` count the
    summary's words; 0 are asked of a checkpoint that writes one line about each part. `covered`
    is the share of the document's words in sentences that some summary sentence rests on
    (0..1). `extractive` summaries consist of sentences of the document.
    """

    text: str
    sentences: tuple[SummarySentence, ...]
    document: tuple[Span, ...]
    words: int
    read: int
    parts: int
    levels: int
    asked: int
    got: int
    covered: float
    extractive: bool


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """The summary so far; `done` of `total` units of work (pieces to read) are done."""

    request_id: int
    summary: Summary
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SummaryDone:
    """The whole summary."""

    request_id: int
    summary: Summary
