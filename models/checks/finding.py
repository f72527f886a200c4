"""What a trust check says: where, of which kind, and one sentence."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Literal

from models.messages import Span

SideName = Literal["source", "target"]


class CheckKind(enum.Enum):
    """What was looked at; the window can switch each of them off."""

    NUMBER = "number"
    ADDRESS = "address"
    PLACEHOLDER = "placeholder"
    BRACKET = "bracket"
    LEFT_OUT = "left out"
    INVENTED = "invented"
    LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a segment that deserves a look.

    `start` and `end` are code points of the segment's `source` or `target`, as `side` says;
    `what` is one sentence. `partner` is the place on the other side that it names.
    """

    kind: CheckKind
    side: SideName
    start: int
    end: int
    what: str
    partner: Span | None = None
