"""The queue of downloads: one is fetched at a time, in a thread of its own, the others wait.

What was fetched is kept on disk whatever happens; after a start nothing goes on by itself.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.chores import failure
from desktop_app.download_state import Download, Downloads, Stage, id_of
from models.messages import (
    Checking,
    Failed,
    Fetched,
    FetchEvent,
    Fetching,
    Stopped,
    Unfinished,
    Waiting,
)

_JOIN_SECONDS = 0.8


class Fetches(Protocol):
    """What fetches; everything is called in the queue's thread and may raise `Problem`."""

    def install(self, repo: str, cancelled: Callable[[], bool]) -> Iterator[FetchEvent]:
        """Fetch a checkpoint."""
        ...

    def repair(self, repo: str, cancelled: Callable[[], bool]) -> Iterator[FetchEvent]:
        """Fetch the damaged files of one."""
        ...

    def forget(self, id: str) -> None:
        """Throw away what was fetched of a download."""
        ...

    def unfinished(self) -> tuple[Unfinished, ...]:
        """What earlier runs began."""
        ...


@dataclass(frozen=True)
class _Job:
    repo: str
    stop: threading.Event = field(default_factory=threading.Event)


class DownloadQueue(QObject):
    """Owns the downloads. All methods may be called from any thread."""

    changed = Signal(object)  # Downloads
    installed = Signal(str)  # the id of a checkpoint
    failed = Signal(object)  # the Download

    def __init__(self, fetches: Fetches, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetches = fetches
        self._condition = threading.Condition()
        self._known: dict[str, Download] = {}  # by repository, in the order of the queue
        self._unwanted: deque[str] = deque()  # ids whose files go
        self._job: _Job | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="downloads", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    @property
    def state(self) -> Downloads:
        """All downloads as they are now."""
        with self._condition:
            return Downloads(tuple(self._known.values()))

    def fetch(self, repo: str, *, repairs: bool = False) -> None:
        """Begin, or go on with, a download when its turn comes."""
        with self._condition:
            known = self._known.pop(repo, Download(repo, repairs=repairs))
            if known.active:
                self._known[repo] = known
                return
            self._known[repo] = replace(known, stage=Stage.QUEUED, said="", failed=None)
            self._condition.notify()
        self._tell()

    def pause(self, repo: str) -> None:
        """Stop a download and keep what is here of it."""
        with self._condition:
            if self._job and self._job.repo == repo:
                self._job.stop.set()
            elif repo in self._known:
                self._put(repo, stage=Stage.PAUSED)
        self._tell()

    def forget(self, repo: str) -> None:
        """Stop a download and throw away what is here of it."""
        with self._condition:
            known = self._known.pop(repo, None)
            if known is None:
                return
            if self._job and self._job.repo == repo:
                self._job.stop.set()
            self._unwanted.append(known.id)
            self._condition.notify()
        self._tell()

    def show_unfinished(self, found: tuple[Unfinished, ...]) -> None:
        """Take up what is on disk from earlier runs, as paused."""
        with self._condition:
            for each in found:
                known = self._known.get(each.repo)
                if known is None and each.id not in self._unwanted:
                    self._known[each.repo] = Download(
                        each.repo, Stage.PAUSED, each.done, each.bytes
                    )
        self._tell()

    def close(self) -> None:
        """Let the thread end; `join` waits for it."""
        with self._condition:
            self._closing = True
            if self._job:
                self._job.stop.set()
            self._condition.notify()

    def join(self) -> bool:
        """Wait up to a second; whether the thread has ended."""
        if self._thread.ident is not None:
            self._thread.join(_JOIN_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while job := self._next():
            self._work(job)

    def _next(self) -> _Job | None:
        while True:
            with self._condition:
                self._condition.wait_for(
                    lambda: self._closing or self._unwanted or self._first_queued()
                )
                queued = self._first_queued()
                if not self._unwanted and queued and not self._closing:
                    self._job = _Job(queued)
                    self._put(queued, stage=Stage.ASKING)
                    break
                if self._closing and not self._unwanted:
                    return None
            self._clear_out()
        self._tell()
        return self._job

    def _first_queued(self) -> str:
        found = (each.repo for each in self._known.values() if each.stage is Stage.QUEUED)
        return next(found, "")

    def _work(self, job: _Job) -> None:
        with self._condition:
            known = self._known.get(job.repo)
        begin = self._fetches.repair if known and known.repairs else self._fetches.install
        failed = None
        try:
            for event in begin(job.repo, job.stop.is_set):
                self._note(job, event)
                self._clear_out(but=job.repo)
        except Exception as error:  # the queue must live on, whatever comes from outside
            failed = failure(error)
        self._settle(job, failed)
        self._clear_out()

    def _settle(self, job: _Job, failed: Failed | None) -> None:
        with self._condition:
            self._job = None
            known = self._known.get(job.repo)
            if known and failed and not job.stop.is_set():
                self._put(job.repo, stage=Stage.FAILED, said=failed.what, failed=failed)
            elif known and known.active and known.stage is not Stage.QUEUED:
                self._put(job.repo, stage=Stage.PAUSED, said="")
            known = self._known.get(job.repo)
        self._tell()
        if known and known.stage is Stage.FAILED:
            self.failed.emit(known)

    def _note(self, job: _Job, event: FetchEvent) -> None:
        with self._condition:
            known = self._known.get(job.repo)
            if known is None or known.stage is Stage.QUEUED:
                return  # thrown away meanwhile, and perhaps wanted again
            match event:
                case Fetching(done=done, bytes=size, speed=speed, remaining=remaining):
                    self._put(job.repo, Stage.FETCHING, done, size, speed, remaining)
                case Waiting(why=why):
                    self._put(job.repo, stage=Stage.RETRYING, said=why)
                case Checking(done=done, bytes=size):
                    self._put(job.repo, stage=Stage.CHECKING, said="")
                case Stopped(done=done):
                    self._put(job.repo, stage=Stage.PAUSED, done=done, said="")
                case Fetched():
                    del self._known[job.repo]
        self._tell()
        if isinstance(event, Fetched):
            self.installed.emit(event.id)

    def _put(
        self,
        repo: str,
        stage: Stage,
        done: int | None = None,
        bytes: int | None = None,
        speed: float = 0.0,
        remaining: float | None = None,
        said: str = "",
        failed: Failed | None = None,
    ) -> None:
        """Change what is known of a download; the condition is held."""
        known = self._known[repo]
        self._known[repo] = replace(
            known,
            stage=stage,
            done=known.done if done is None else done,
            bytes=known.bytes if bytes is None else bytes,
            speed=speed,
            remaining=remaining,
            said=said,
            failed=failed,
        )

    def _clear_out(self, but: str = "") -> None:
        """Throw away what is not wanted; of `but` later, when it is no longer written to."""
        busy = id_of(but) if but else ""
        with self._condition:
            unwanted = [id for id in self._unwanted if id != busy]
        for id in unwanted:
            try:
                self._fetches.forget(id)
            except Exception as error:
                self.failed.emit(Download(id, Stage.FAILED, failed=failure(error)))
            with self._condition:
                self._unwanted.remove(id)
        if unwanted:
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.state)
