"""What the Library page has done on the disk and on the hub. Blocks: for threads only."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

from desktop_app.chores import Cancelled, Tell
from desktop_app.key_store import KeyStore
from desktop_app.network import NetworkWatch
from desktop_app.paths import Paths
from desktop_app.selection import Catalogue
from desktop_app.settings import Settings
from desktop_app.settings_file import write_settings
from desktop_app.shelf import MOST_FOUND, Addresses, Need, Stock
from models import memory
from models.catalogue import read_catalogue
from models.hub import Hub, Timing
from models.installing import install, repair
from models.library import Library, Places
from models.messages import (
    Endpoint,
    Fetched,
    FetchEvent,
    Offer,
    Problem,
    Unfinished,
)
from resources import read_text

_PRECISIONS = ("fp32", "bf16", "int8")


class LibraryWork:
    """Every method may take long and raises `Problem`; `cancelled` ends it within a second.

    `shown` is what lists the checkpoints, `settle` is told the library's folder after a move.
    """

    def __init__(
        self,
        library: Library,
        shown: Catalogue,
        endpoint: Callable[[], Endpoint],
        keys: KeyStore,
        network: NetworkWatch,
        settle: Callable[[Path], None],
        timing: Timing | None = None,
    ) -> None:
        self._library = library
        self._shown = shown
        self._endpoint = endpoint
        self._keys = keys
        self._network = network
        self._timing = timing or Timing()
        self._settle = settle

    def look(self) -> Stock:
        """What is on the disk, and what this machine has."""
        found, folder = self._shown.checkpoints(), self._library.folder
        held = frozenset(each.id for each in found if self._library.quarantined(each.id))
        return Stock(
            checkpoints=found,
            unfinished=self._library.unfinished(),
            held=held,
            folder=folder,
            bytes=self._library.total(),
            free=_free(folder),
            memory=memory.there().free,
        )

    def install(self, repo: str, cancelled: Cancelled) -> Iterator[FetchEvent]:
        """Fetch a checkpoint."""
        with self._network.used_for(_short(repo)):
            hub = Hub(self._endpoint(), cancelled, self._timing)
            yield from install(self._library, hub, repo, cancelled)

    def repair(self, repo: str, cancelled: Cancelled) -> Iterator[FetchEvent]:
        """Fetch the damaged files of a checkpoint."""
        with self._network.used_for(_short(repo)):
            hub = Hub(self._endpoint(), cancelled, self._timing)
            yield from repair(self._library, hub, Offer(repo, "", "").id, cancelled)

    def forget(self, id: str) -> None:
        """Throw away what was fetched of a download."""
        self._library.forget(id)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """What earlier runs began."""
        return self._library.unfinished()

    def search(
        self, words: str, task: str, source: str, target: str, cancelled: Cancelled
    ) -> tuple[Offer, ...]:
        """Ask the hub."""
        with self._network.used_for(f"“{words}”" if words else "huggingface.co"):
            return Hub(self._endpoint(), cancelled, self._timing).search(
                words, task, source, target, MOST_FOUND
            )

    def addresses(self, repo: str, cancelled: Cancelled) -> Addresses:
        """Where the files of a checkpoint are, exactly where that is known already."""
        plan = self._library.begun(Offer(repo, "", "").id)
        hub = Hub(self._endpoint(), cancelled, self._timing)
        if plan is None:
            try:
                with self._network.used_for(_short(repo)):
                    plan = hub.plan(repo)
            except Problem:
                if all(repo != offer.repo for offer in catalogue_offers()):
                    raise
                return Addresses(repo, hub.usual_addresses(repo))
        return Addresses(repo, hub.addresses(plan))

    def verify(self, id: str, cancelled: Cancelled, tell: Tell) -> None:
        """Compare all files with what they should be."""
        for event in self._library.verify(id, cancelled):
            tell(event)

    def can_repair(self, id: str, cancelled: Cancelled) -> bool:
        """Whether damaged files can be fetched again."""
        return self._library.repair_plan(id, cancelled) is not None

    def remove(self, id: str) -> int:
        """Remove a checkpoint; the bytes that are free then."""
        return self._library.remove(id)

    def bring(self, path: Path, cancelled: Cancelled, tell: Tell) -> str:
        """Import a folder or an archive; the checkpoint's id, empty when it was stopped."""
        for event in self._library.import_from(path, cancelled):
            if isinstance(event, Fetched):
                return event.id
            tell(event)
        return ""

    def move(self, to: Path, cancelled: Cancelled, tell: Tell) -> None:
        """Move the library."""
        for event in self._library.move(to, cancelled, self._settle):
            tell(event)

    def keep_token(self, token: str) -> bool:
        """Keep the token; whether it outlives the program."""
        return self._keys.keep(token)

    def release(self, id: str) -> None:
        """Trust a checkpoint again that ended the program."""
        self._library.release(id)


def open_library(paths: Paths, settings: Settings, places: Places | None) -> Library:
    """The library where it was moved to, or where it is by itself."""
    folder = Path(settings.library) if settings.library else paths.library
    return Library(folder, paths.cache, places)


def remember_folder(paths: Paths, settings: Settings, folder: Path) -> None:
    """Write down where the library is now; a program that ends then finds it there."""
    write_settings(paths.settings, replace(settings, library=str(folder)))


def catalogue_offers() -> tuple[Offer, ...]:
    """The checkpoints that are known without a network."""
    return read_catalogue(read_text("catalogue.json"))


def needs(offers: Collection[Offer]) -> dict[str, Need]:
    """The memory that each of the offers takes, by id."""
    return {
        offer.id: Need(
            *(memory.needed(offer.parameters, precision) for precision in _PRECISIONS)
        )
        for offer in offers
        if offer.parameters
    }


def _short(repo: str) -> str:
    return repo.rpartition("/")[2]


def _free(folder: Path) -> int:
    for each in (folder, *folder.parents):
        if each.exists():
            return shutil.disk_usage(each).free
    raise Problem(f"The disk of {folder} is not there.", "Choose another library folder.")
