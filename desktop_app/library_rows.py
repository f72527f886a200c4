"""The rows of the Library page: what is here, what can be fetched, and what a wish finds.

No Qt.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.chore import Doing
from desktop_app.download_state import Download
from desktop_app.shelf import Need, Shelf, Tried
from models.messages import Checkpoint, Offer

READY = "ready"
_OPUS = ("opus-mt-tc-big-", "opus-mt-tc-", "opus-mt-")
_SMALL, _LARGE = 500_000_000, 2_000_000_000  # bytes


class State(enum.Enum):
    """What can be done with a row depends on it."""

    READY = "ready"
    BROKEN = "broken"
    HELD = "held"  # it ended the program once
    OFFERED = "offered"
    LOADING = "loading"  # its download is in the queue, running, paused or failed


class Size(enum.Enum):
    """Filters by size."""

    ANY = "any"
    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"


class Licence(enum.Enum):
    """Filters by what the licence allows."""

    ANY = "any"
    COMMERCIAL = "commercial"
    NOT_COMMERCIAL = "not commercial"
    UNKNOWN = "unknown"


class Here(enum.Enum):
    """Filters by where it is."""

    ANY = "any"
    INSTALLED = "installed"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Row:
    """A checkpoint of the page, joined from all that is known of it.

    `checkpoint` is what is installed, `offer` what can be fetched; at least one is there.
    """

    id: str
    state: State
    task: str
    pairs: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    licence: str
    commercial: bool | None
    bytes: int | None
    measured: bool
    checkpoint: Checkpoint | None = None
    offer: Offer | None = None
    download: Download | None = None
    doing: Doing | None = None
    need: Need | None = None
    tried: Tried | None = None
    note: str = ""
    fault: str = ""
    repairable: bool = False
    found: bool = False  # by a search of the hub

    @property
    def name(self) -> str:
        """Its own name."""
        return self.checkpoint.name if self.checkpoint else (self.offer or _NOBODY).name

    @property
    def repo(self) -> str:
        """Its repository on the hub, empty where there is none."""
        if self.offer:
            return self.offer.repo
        hub = self.checkpoint is not None and self.checkpoint.origin in ("hub", "huggingface")
        return self.id.replace("--", "/", 1) if hub else ""

    @property
    def kind(self) -> str:
        """What checkpoints of this series are called, empty for those with a name each."""
        name = self.name.casefold()
        if len(self.pairs) != 1 or not name.startswith(_OPUS):
            return ""
        return "OPUS-MT big" if name.startswith("opus-mt-tc-big-") else "OPUS-MT"

    @property
    def installed(self) -> bool:
        """Whether it is on this machine, in whatever state."""
        return self.checkpoint is not None

    def languages(self) -> frozenset[str]:
        """All that it reads or writes."""
        return frozenset(
            (*self.sources, *self.targets, *(x for pair in self.pairs for x in pair))
        )


_NOBODY = Offer("", "", "")


def rows_of(shelf: Shelf) -> tuple[Row, ...]:
    """Downloads first, then what is installed, the catalogue, and what a search found."""
    offers = {each.id: each for each in (*shelf.found, *shelf.offers)}
    found = {each.id for each in shelf.found} - {each.id for each in shelf.offers}
    rows: dict[str, Row] = {}
    for checkpoint in shelf.stock.checkpoints:
        rows[checkpoint.id] = _installed(checkpoint, offers.get(checkpoint.id), shelf)
    for download in shelf.downloads.every:
        if download.id not in rows:
            offer = offers.get(download.id, Offer(download.repo, "", ""))
            rows[download.id] = _offered(offer, State.LOADING)
    for offer in (*shelf.offers, *shelf.found):
        if offer.id not in rows:
            rows[offer.id] = replace(_offered(offer, State.OFFERED), found=offer.id in found)
    joined = (_with_news(row, shelf) for row in rows.values())
    return tuple(sorted(joined, key=_place))


def _place(row: Row) -> int:
    if row.state is State.LOADING:
        return 0
    return 1 if row.installed else 3 if row.found else 2


def _installed(checkpoint: Checkpoint, offer: Offer | None, shelf: Shelf) -> Row:
    state = State.READY if checkpoint.state == READY else State.BROKEN
    if checkpoint.id in shelf.stock.held:
        state = State.HELD
    licence = checkpoint.licence if checkpoint.licence not in ("", "none") else ""
    return Row(
        checkpoint.id,
        state,
        checkpoint.task or (offer.task if offer else ""),
        checkpoint.pairs or (offer.pairs if offer else ()),
        checkpoint.sources or (offer.sources if offer else ()),
        checkpoint.targets or (offer.targets if offer else ()),
        licence or (offer.licence if offer else ""),
        offer.commercial if offer else _allows(licence),
        checkpoint.bytes,
        True,
        checkpoint=checkpoint,
        offer=offer,
    )


def _allows(licence: str) -> bool | None:
    """Whether a licence that is only known by name allows commercial use."""
    words = licence.casefold().replace(" ", "-").split("-")
    return False if "nc" in words or "noncommercial" in words else None


def _offered(offer: Offer, state: State) -> Row:
    return Row(
        offer.id,
        state,
        offer.task,
        offer.pairs,
        offer.sources,
        offer.targets,
        offer.licence,
        offer.commercial,
        offer.bytes,
        offer.measured,
        offer=offer,
    )


def _with_news(row: Row, shelf: Shelf) -> Row:
    download = shelf.downloads.of(row.id)
    size = download.bytes if download and download.bytes and not row.installed else row.bytes
    return replace(
        row,
        download=download,
        bytes=size,
        measured=row.measured or size != row.bytes,
        doing=shelf.doing.get(row.id),
        need=shelf.needs.get(row.id),
        tried=shelf.tried.get(row.id),
        note=shelf.notes.get(row.id, ""),
        fault=shelf.faults.get(row.id, ""),
        repairable=row.id in shelf.repairable,
    )


@dataclass(frozen=True, slots=True)
class Filter:
    """What the page is to show; `language` fits either side, a pair only that pair."""

    words: str = ""
    task: str = ""
    language: str = ""
    pair: tuple[str, str] | None = None
    size: Size = Size.ANY
    licence: Licence = Licence.ANY
    here: Here = Here.ANY

    @property
    def chosen(self) -> bool:
        """Whether anything is left out."""
        return self != Filter()


Name = Callable[[str], str]


def searchable(row: Row, name: Name) -> str:
    """All words that find a row, folded; `name` is that of a language."""
    few = sorted(row.languages()) if len(row.languages()) <= 2 else row.languages()
    offer = row.offer
    texts = (row.name, row.kind, row.repo, row.task, offer.family if offer else "")
    return " ".join(map(folded, (*texts, *few, *map(name, few))))


def folded(text: str) -> str:
    """Without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def matching(rows: Sequence[Row], wanted: Filter, texts: Sequence[str]) -> tuple[Row, ...]:
    """The rows that a filter lets through; `texts` are what `searchable` gave for each."""
    words = folded(wanted.words).split()
    return tuple(
        row
        for row, text in zip(rows, texts, strict=True)
        if all(word in text for word in words) and _fits(row, wanted)
    )


def _fits(row: Row, wanted: Filter) -> bool:
    return (
        wanted.task in ("", row.task)
        and (not wanted.language or wanted.language in row.languages())
        and (wanted.pair is None or translates(row, *wanted.pair))
        and (wanted.size is Size.ANY or _size(row.bytes) is wanted.size)
        and (wanted.licence is Licence.ANY or _licence(row.commercial) is wanted.licence)
        and (wanted.here is Here.ANY or row.installed == (wanted.here is Here.INSTALLED))
    )


def translates(row: Row | Offer, source: str, target: str) -> bool:
    """Whether it is for that pair of languages."""
    if row.task != "translation":
        return False
    if row.pairs:
        return (source, target) in row.pairs
    return source in row.sources and target in row.targets and source != target


def _size(size: int | None) -> Size | None:
    if size is None:
        return None
    return Size.SMALL if size <= _SMALL else Size.MIDDLE if size <= _LARGE else Size.LARGE


def _licence(commercial: bool | None) -> Licence:
    known = {True: Licence.COMMERCIAL, False: Licence.NOT_COMMERCIAL}
    return known[commercial] if commercial is not None else Licence.UNKNOWN


def languages_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """The languages to filter by."""
    return tuple(sorted(frozenset[str]().union(*(row.languages() for row in rows))))
