"""What the inspector asks of the engine about one segment, and what it is told.

Target ids are those of a segment's `target_pieces`, whose offsets count the segment's text. All
requests may name a second checkpoint: then the source goes through `checkpoint` first, as in
`Translate`, and what is asked is asked of `via`, which reads what the first one writes.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from models.options import Options, Task
from models.segment import Matrix, Piece


class AttentionKind(enum.Enum):
    """Which attention: of the decoder to the source, or within either side."""

    CROSS = "cross"
    ENCODER = "encoder"
    DECODER = "decoder"


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What else target piece `at` could have been: the `most` likeliest words."""

    id: int
    source: str
    target_ids: tuple[int, ...]
    at: int
    checkpoint: str
    most: int = 8
    options: Options = field(default_factory=Options)
    task: Task = field(default_factory=Task)
    via: str | None = None
    via_task: Task = field(default_factory=Task)


@dataclass(frozen=True, slots=True)
class Redecode:
    """Write a segment anew from a forced prefix, which is kept exactly.

    `own` is text that follows the prefix: with a blank at its start a new word, without one it
    goes on with the last; a blank at its end says that its last word ends there. The answer is
    a `SegmentDone` of index 0 whose segment stands at the start of a document of its own.
    """

    id: int
    source: str
    prefix_ids: tuple[int, ...]
    checkpoint: str
    own: str = ""
    options: Options = field(default_factory=Options)
    task: Task = field(default_factory=Task)
    via: str | None = None
    via_task: Task = field(default_factory=Task)


@dataclass(frozen=True, slots=True)
class Explain:
    """One row of one attention head in numbers.

    Row `at` is the one that predicts target piece `at`; of encoder attention it is that of
    source piece `at`.
    """

    id: int
    source: str
    target_ids: tuple[int, ...]
    at: int
    layer: int
    head: int
    kind: AttentionKind
    checkpoint: str
    options: Options = field(default_factory=Options)
    task: Task = field(default_factory=Task)
    via: str | None = None
    via_task: Task = field(default_factory=Task)


@dataclass(frozen=True, slots=True)
class Inspect:
    """All weights of one kind, every layer and head; the answer is an `AttentionDone`."""

    id: int
    source: str
    target_ids: tuple[int, ...]
    kind: AttentionKind
    checkpoint: str
    options: Options = field(default_factory=Options)
    task: Task = field(default_factory=Task)
    via: str | None = None
    via_task: Task = field(default_factory=Task)


Inspection = Alternatives | Redecode | Explain | Inspect


@dataclass(frozen=True, slots=True)
class Alternative:
    """A piece that could come next and the whole `word` that it would begin or go on with.

    `probability` is that of the word's first new piece; of several pieces that lead to the same
    word it is their sum, and `piece` the likeliest of them. `ids` are the piece and those that
    complete the word: after the pieces before they are a prefix that keeps the word. An end
    token has an empty word.
    """

    piece: Piece
    probability: float
    word: str
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AlternativesDone:
    """The answer to `Alternatives`, likeliest first; the piece that was taken is among them."""

    request_id: int
    at: int
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """One step in numbers; all matrices are (1, S), a column for each text of `columns`.

    `weights` are the softmax of `scores`, which are negative infinity where the row may not
    look. `formula` says how a score is made: "scaled dot-product", "dot", "general" or
    "additive"; `scale` is what products are multiplied with. `bias` is the part of the scores
    that comes from relative positions, None where there is none. `contributions` are
    ||a f(x)||, what each place adds to the head's output. `likeliest` are the five likeliest
    next pieces, none of them for encoder attention. `terms` (2, S) are the sums of the positive
    and of the negative terms of an additive score. With `hard` the highest score has all the
    weight.
    """

    request_id: int
    formula: str
    scores: Matrix
    weights: Matrix
    contributions: Matrix
    likeliest: tuple[Alternative, ...]
    scale: float
    bias: Matrix | None = None
    columns: tuple[str, ...] = ()
    terms: Matrix | None = None
    hard: bool = False


Answer = AlternativesDone | Explained
