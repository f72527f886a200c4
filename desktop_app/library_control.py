"""Between the Library page's wishes and the threads that grant them. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.chore import Doing, Done, Kind
from desktop_app.chores import Cancelled, Chores, Tell, Work
from desktop_app.download_state import Downloads
from desktop_app.downloads import DownloadQueue
from desktop_app.library_actions import Action
from desktop_app.library_rows import Row
from desktop_app.self_tests import SelfTests, Tested
from desktop_app.shelf import Addresses, Need, Removed, Search, Shelf, Stock, Tried
from desktop_app.speeds import read_speeds, write_speeds
from desktop_app.works import Works
from models.messages import Failed, Offer

_OF_ONE = (Kind.VERIFY, Kind.REMOVE, Kind.RELEASE)  # chores that a row shows
_CHANGING = (*_OF_ONE, Kind.IMPORT, Kind.MOVE)  # chores after which the disk is looked at


class LibraryControl(QObject):
    """Keeps the shelf; every change of it is told."""

    changed = Signal(object)  # Shelf
    stocked = Signal(object)  # Stock, after the disk was looked at
    brought = Signal(str)  # the id of a checkpoint that was installed or imported
    failed = Signal(object)  # Failed: of what no row shows
    told = Signal(str)  # one sentence about what was done
    removed = Signal(object)  # Removed
    listed = Signal(object)  # Addresses
    token_kept = Signal(str)  # where

    def __init__(
        self,
        work: Works,
        tests: SelfTests,
        offers: tuple[Offer, ...],
        needs: Callable[[tuple[Offer, ...]], Mapping[str, Need]],
        speeds: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._needs = needs
        self._speeds = speeds
        self._known = read_speeds(speeds)
        self._tests = tests
        tried = {id: Tried(speed=speed) for id, speed in self._known.items()}
        self._shelf = Shelf(offers=offers, needs=needs(offers), tried=tried)
        self.queue = DownloadQueue(work, self)
        self.disk, self.hub = Chores(self), Chores(self)
        self.queue.changed.connect(self._on_downloads)
        self.queue.installed.connect(self._on_installed)
        for chores in (self.disk, self.hub):
            chores.doing.connect(self._on_doing)
            chores.done.connect(self._on_done)
        self._tests.done.connect(self._on_tested)

    @property
    def shelf(self) -> Shelf:
        """All that the page shows."""
        return self._shelf

    def start(self) -> None:
        """Look at the disk; nothing is fetched by itself."""
        self.queue.start()
        self.look()

    def look(self) -> None:
        """Look at the disk again."""
        self.disk.submit(Kind.LOOK, "", lambda cancelled, tell: self._work.look())

    def do(self, action: Action, row: Row) -> None:
        """Do what a button of a row says."""
        repo, id = row.repo, row.id
        match action:
            case Action.DOWNLOAD | Action.RESUME | Action.AGAIN:
                self.fetch(repo)
            case Action.PAUSE:
                self.queue.pause(repo)
            case Action.CANCEL:
                self.queue.forget(repo)
            case Action.REPAIR:
                self.repair(repo)
            case Action.VERIFY:
                self.verify(id)
            case Action.STOP if row.doing:
                self.stop(row.doing.kind, id)
            case Action.TRUST:
                self.release(id)
            case Action.REMOVE:
                self.remove(id, row.name)
            case Action.LIST:
                self.list_files(repo)
            case _:
                pass

    def fetch(self, repo: str) -> None:
        """Begin or go on with a download."""
        self._note(Offer(repo, "", "").id, "")
        self.queue.fetch(repo)

    def repair(self, repo: str) -> None:
        """Fetch the damaged files of a checkpoint."""
        self._note(Offer(repo, "", "").id, "")
        self.queue.fetch(repo, repairs=True)

    def search(self, words: str, task: str, source: str, target: str) -> None:
        """Ask the hub for checkpoints."""
        self._show(replace(self._shelf, search=Search(words, asking=True)))
        self.hub.submit(
            Kind.SEARCH,
            words,
            lambda cancelled, tell: self._work.search(words, task, source, target, cancelled),
        )

    def list_files(self, repo: str) -> None:
        """Ask where the files of a checkpoint are."""
        self.hub.submit(
            Kind.ADDRESSES, repo, lambda cancelled, tell: self._work.addresses(repo, cancelled)
        )

    def verify(self, id: str) -> None:
        """Compare the files of a checkpoint with what they should be."""

        def work(cancelled: Cancelled, tell: Tell) -> None:
            self._work.verify(id, cancelled, tell)

        self._begin(Kind.VERIFY, id, work)

    def remove(self, id: str, name: str) -> None:
        """Remove a checkpoint."""

        def work(cancelled: Cancelled, tell: Tell) -> Removed:
            return Removed(name, self._work.remove(id))

        self._begin(Kind.REMOVE, id, work)

    def release(self, id: str) -> None:
        """Trust a checkpoint again, and try it."""
        self._begin(Kind.RELEASE, id, lambda cancelled, tell: self._work.release(id))

    def bring(self, path: Path) -> None:
        """Import a folder or an archive."""
        self._begin(
            Kind.IMPORT,
            path.name,
            lambda cancelled, tell: self._work.bring(path, cancelled, tell),
        )

    def move(self, to: Path) -> None:
        """Move the library; nothing may be on its way into it."""
        if self.queue.state.running:
            self.told.emit(self.tr("Pause the downloads, then move the library."))
        else:
            self._begin(Kind.MOVE, to.name, lambda *how: self._work.move(to, *how))

    def keep_token(self, token: str) -> None:
        """Keep the hub's token where tokens are kept; forget it when it is empty."""
        subject = "kept" if token else ""
        self.hub.submit(Kind.TOKEN, subject, lambda *_: self._work.keep_token(token))

    def stop(self, kind: Kind, subject: str) -> None:
        """Cancel work on the disk."""
        self.disk.stop(kind, subject)

    def _begin(self, kind: Kind, subject: str, work: Work) -> None:
        self._note(subject, "")
        self._on_doing(Doing(kind, subject))
        self.disk.submit(kind, subject, work)

    def _on_doing(self, doing: Doing) -> None:
        self._show(self._shelf.doing_now(doing))

    def _on_downloads(self, downloads: Downloads) -> None:
        self._show(replace(self._shelf, downloads=self.queue.state))

    def _on_installed(self, id: str) -> None:
        self._show(self._shelf.blamed(id, ""))
        self.brought.emit(id)
        self.look()
        self._try(id)

    def _try(self, id: str) -> None:
        self._show(self._shelf.tested(id, Tried(running=True)))
        self._tests.start(id)

    def _on_tested(self, tested: Tested) -> None:
        tried = Tried(speed=tested.speed, fault="" if tested.speed else tested.said or "?")
        self._show(self._shelf.tested(tested.id, tried))
        if tested.speed:
            self._known[tested.id] = tested.speed
            write_speeds(self._speeds, self._known)
        self.look()  # it is held when it ended its process

    def _on_done(self, done: Done) -> None:
        self._show(self._shelf.done_with(done.subject))
        match done.result:
            case Stock() as stock:
                self._on_stock(stock)
            case Addresses() as addresses:
                self.listed.emit(addresses)
            case _ if done.kind is Kind.SEARCH:
                self._on_found(done)
            case _ if done.failed:
                self._on_failed(done, done.failed)
            case _ if not done.stopped:
                self._on_success(done)
        if done.kind in _CHANGING:
            self.look()

    def _on_stock(self, stock: Stock) -> None:
        self._show(replace(self._shelf, stock=stock, read=True))
        self.queue.show_unfinished(stock.unfinished)
        self.stocked.emit(stock)

    def _on_found(self, done: Done) -> None:
        found = done.result if isinstance(done.result, tuple) else ()
        needs = {**self._needs(found), **self._needs(self._shelf.offers)}
        search = Search(done.subject, answered=not done.failed, failed=done.failed)
        self._show(replace(self._shelf, found=found, needs=needs, search=search))

    def _on_failed(self, done: Done, failed: Failed) -> None:
        if done.kind is Kind.VERIFY:
            self._show(self._shelf.blamed(done.subject, _sentence(failed)))
            self._ask_repair(done.subject)
        elif done.kind in _OF_ONE:
            self._note(done.subject, _sentence(failed))
        else:
            self.failed.emit(failed)

    def _ask_repair(self, id: str) -> None:
        def work(cancelled: Cancelled, tell: Tell) -> frozenset[str]:
            return frozenset({id} if self._work.can_repair(id, cancelled) else ())

        self.disk.submit(Kind.REPAIRABLE, id, work)

    def _on_success(self, done: Done) -> None:
        subject = done.subject
        match done.kind:
            case Kind.VERIFY:
                self._show(self._shelf.blamed(subject, ""))
                self._note(subject, self.tr("All files are as they should be."))
            case Kind.REPAIRABLE if isinstance(done.result, frozenset):
                self._show(
                    replace(self._shelf, repairable=self._shelf.repairable | done.result)
                )
            case Kind.REMOVE if isinstance(done.result, Removed):
                self._known.pop(subject, None)
                self.removed.emit(done.result)
            case Kind.RELEASE:
                self._try(subject)
            case Kind.IMPORT if done.result:
                self.brought.emit(str(done.result))
                self._try(str(done.result))
                self.told.emit(self.tr("{name} was imported.").format(name=subject))
            case Kind.TOKEN:
                self.token_kept.emit(self._token_text(bool(subject), bool(done.result)))
            case Kind.MOVE:
                self.told.emit(self.tr("The library was moved."))
            case _:
                pass

    def _token_text(self, given: bool, stored: bool) -> str:
        if not given:
            return self.tr("There is no token any more.")
        if stored:
            return self.tr("The token is kept in the system's key store.")
        return self.tr("This system has no key store: kept until the program ends.")

    def _note(self, id: str, said: str) -> None:
        self._show(self._shelf.noted(id, said))

    def _show(self, shelf: Shelf) -> None:
        if shelf != self._shelf:
            self._shelf = shelf
            self.changed.emit(shelf)

    def close(self) -> None:
        """Let all threads end; `join` waits for them."""
        self._tests.close()
        for each in (self.queue, self.disk, self.hub):
            each.close()

    def join(self) -> bool:
        """Whether all threads have ended."""
        return all([each.join() for each in (self.queue, self.disk, self.hub)])  # noqa: C419


def _sentence(failed: Failed) -> str:
    return f"{failed.what} {failed.hint}".strip()
