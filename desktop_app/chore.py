"""What is done besides translating, and what came of it, in plain data. No Qt."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from models.messages import Failed


class Kind(enum.Enum):
    """What is done; of those that are `newest`, a later one takes the place of an earlier."""

    LOOK = "look"  # at the disk
    VERIFY = "verify"
    REPAIRABLE = "repairable"  # whether damaged files can be fetched again
    REMOVE = "remove"
    IMPORT = "import"
    MOVE = "move"
    RELEASE = "release"
    SEARCH = "search"
    ADDRESSES = "addresses"
    TOKEN = "token"
    DETECT = "detect"
    COUNT = "count"  # the words of a document
    READ = "read"  # a document

    @property
    def newest(self) -> bool:
        """Whether only the newest wish counts."""
        return self in (Kind.LOOK, Kind.SEARCH, Kind.ADDRESSES, Kind.DETECT, Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a chore: a result, or why there is none. `stopped` when it was cancelled."""

    kind: Kind
    subject: str
    result: object = None
    failed: Failed | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Doing:
    """How far a chore is; without numbers it waits for its turn."""

    kind: Kind
    subject: str
    done: int = 0
    bytes: int = 0
