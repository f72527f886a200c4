"""What can be fetched, what a fetch consists of, and how far it is. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

HUB = "https://huggingface.co"


@dataclass(frozen=True, slots=True)
class Offer:
    """A checkpoint that can be fetched: one of the catalogue, or one that a search found.

    Languages are as in `Checkpoint`. What is not known is None, and asked when online:
    `bytes` counts the files that would be fetched and is exact only with `measured`;
    `commercial` says whether the licence allows commercial use.
    """

    repo: str  # owner/name
    task: str
    family: str
    pairs: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    licence: str = ""  # empty: see its card
    commercial: bool | None = None
    bytes: int | None = None
    measured: bool = False
    parameters: int | None = None
    why: str = ""
    downloads: int | None = None  # of the last month
    gated: bool = False

    @property
    def id(self) -> str:
        """What the installed checkpoint is called."""
        return id_of(self.repo)

    @property
    def name(self) -> str:
        """The repository without its owner."""
        return self.repo.rpartition("/")[2]

    def serves(self, source: str, target: str) -> bool:
        """Whether it is for these languages; an empty one fits all."""
        if self.pairs:
            return any(source in ("", a) and target in ("", b) for a, b in self.pairs)
        return source in ("", *self.sources) and target in ("", *self.targets)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the hub is. `proxy` is an address or empty; `token` opens gated repositories.

    A token is for `HUB`; a mirror gets it only with `token_to_mirror`.
    """

    url: str = HUB
    proxy: str = ""
    token: str = ""
    token_to_mirror: bool = False


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a repository; `digest` is its sha256 (64 digits) or git's sha1 (40)."""

    path: str
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of one commit that a checkpoint needs."""

    repo: str
    commit: str
    files: tuple[RemoteFile, ...]

    @property
    def id(self) -> str:
        """What the installed checkpoint is called."""
        return id_of(self.repo)

    @property
    def bytes(self) -> int:
        """Of all files."""
        return sum(file.bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A download that was begun and can be gone on with."""

    repo: str
    done: int  # bytes that are here
    bytes: int

    @property
    def id(self) -> str:
        """What the installed checkpoint will be called."""
        return id_of(self.repo)


@dataclass(frozen=True, slots=True)
class Fetching:
    """Bytes come in. `speed` is in bytes a second; `remaining` in seconds, None at first."""

    file: str
    done: int
    bytes: int
    speed: float
    remaining: float | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing comes; the next try is in some seconds."""

    why: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Checking:
    """A file is compared with its digest, or copied; bytes of all files together."""

    file: str
    done: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """All is here and right; `id` is the checkpoint's."""

    id: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """Cancelled; so many bytes are kept."""

    done: int


FetchEvent: TypeAlias = Fetching | Waiting | Checking | Fetched | Stopped


def id_of(repo: str) -> str:
    """owner/name -> owner--name."""
    return repo.replace("/", "--")
