"""What is summarized when: between the page's wishes and the worker. No widgets, no torch."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.frames import Frames
from desktop_app.summary_choices import SummaryChoices
from desktop_app.summary_status import SummaryPace, SummaryPhase, SummaryStatus
from models.messages import (
    Cancelled,
    Event,
    Failed,
    Finished,
    Loading,
    Notice,
    Opened,
    Options,
    Request,
    Summarize,
    SummaryDone,
    SummaryPart,
)

TYPING_PAUSE_MS = 400
SHOW_WORK_AFTER_MS = 300
_IN_WORDS = re.compile(r"[^\W_]")  # a letter or a digit
_BEFORE_FIRST_ID = -(1 << 50)  # far from the ids of all other questions


def has_words(text: str) -> bool:
    """Whether there is anything to summarize."""
    return _IN_WORDS.search(text) is not None


class Summarizing(QObject):
    """Turns a document into requests and drops what comes back for an older one.

    A summary of the document's own sentences follows every edit while the page is seen; what
    a checkpoint writes is made when it is asked for.
    """

    began = Signal(str)  # the document that all of `shown` belongs to
    shown = Signal(object)  # the Summary so far, None where there is nothing to summarize
    opened = Signal(Opened)
    noticed = Signal(Notice)
    status_changed = Signal(SummaryStatus)
    failed = Signal(Failed)
    finished = Signal()

    def __init__(
        self,
        submit: Callable[[Request], None],
        cancel: Callable[[], None],
        read_text: Callable[[], str],
        choices: Callable[[], SummaryChoices],
        options: Callable[[], Options],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._submit, self._cancel = submit, cancel
        self._read_text = read_text
        self._choices = choices
        self._options = options
        self._last_id = _BEFORE_FIRST_ID
        self._current: int | None = None  # the request whose events count
        self._awake = False
        self._is_old = False  # whether the document or the choices are other ones by now
        self._asked: Summarize | None = None  # the choices of the last request
        self._pace = SummaryPace()
        self._status = SummaryStatus()
        self._pause = self._timer(self.summarize)
        self._slow = self._timer(self._publish)
        self._frames = Frames(self)
        self._frames.frame.connect(self._on_frame)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    @property
    def busy(self) -> bool:
        """Whether a summary is waited for."""
        return self._pause.isActive() or self._status.busy

    @property
    def is_old(self) -> bool:
        """Whether what is shown belongs to another document, or to other choices."""
        return self._is_old

    def wake(self, awake: bool) -> None:
        """The page can be seen, or cannot any more."""
        self._awake = awake
        if awake and self._is_old and self._choices().live:
            self.summarize()
        elif not awake:
            self._pause.stop()

    def edit(self, urgent: bool) -> None:
        """Answer a change of the document."""
        self._stop()
        self._is_old = True
        if self._awake and self._choices().live:
            self._pause.start(0 if urgent else TYPING_PAUSE_MS)
        else:
            self._settle(SummaryStatus())

    def choose(self) -> None:
        """Answer a change of what is chosen."""
        wanted = self._wanted()
        if wanted != self._asked:
            self._asked = wanted
            self.edit(urgent=True)

    def _wanted(self) -> Summarize:
        """What would be asked, whatever the document."""
        return self._choices().request(0, "", self._options())

    def summarize(self) -> None:
        """Summarize the whole document now."""
        self._stop()
        text = self._read_text()
        self._is_old = False
        self._asked = self._wanted()
        self.began.emit(text)
        if not has_words(text):
            self.shown.emit(None)
            self._settle(SummaryStatus())
            return
        self._last_id -= 1
        self._current = self._last_id
        self._pace = SummaryPace()
        self._status = SummaryStatus(SummaryPhase.WORKING)
        self._slow.start(SHOW_WORK_AFTER_MS)
        self._submit(self._choices().request(self._last_id, text, self._options()))

    def cancel(self) -> None:
        """Stop the running work; what is shown stays, and says how far it came."""
        shown = self._status.summary
        if self._status.busy:
            self._stop()
            self._settle(SummaryStatus(SummaryPhase.STOPPED, shown))

    def feed(self, events: tuple[Event, ...]) -> None:
        """Take what the engine says of anything."""
        self._frames.feed(each for each in events if each.request_id == self._current)

    def _stop(self) -> None:
        self._pause.stop()
        if self._status.busy:
            self._cancel()
        self._current = None
        self._frames.drop()
        self._slow.stop()

    def _settle(self, status: SummaryStatus) -> None:
        self._slow.stop()
        self._current = None
        self._status = status
        self._publish()

    def _publish(self) -> None:
        self.status_changed.emit(self._status)

    def _update(self, status: SummaryStatus) -> None:
        self._status = status
        if not self._slow.isActive():
            self._publish()

    def _on_frame(self, events: tuple[Event, ...]) -> None:
        parts = [each for each in events if isinstance(each, SummaryPart | SummaryDone)]
        if parts and parts[-1].summary is not self._status.summary:
            self.shown.emit(parts[-1].summary)
        for event in events:
            if event.request_id == self._current:
                self._on_event(event)

    def _on_event(self, event: Event) -> None:
        status = self._status
        match event:
            case Loading():
                opening = replace(status, phase=SummaryPhase.OPENING, model=event.checkpoint)
                self._update(opening)
            case Opened():
                self._update(replace(status, phase=SummaryPhase.WORKING))
                self.opened.emit(event)
            case SummaryPart():
                left = self._pace.left(event)
                self._update(SummaryStatus(SummaryPhase.WORKING, event.summary, left))
            case SummaryDone():
                self._status = replace(status, summary=event.summary)
            case Notice():
                self.noticed.emit(event)
            case Finished(seconds=seconds):
                done = SummaryStatus(SummaryPhase.DONE, status.summary, seconds=seconds)
                self._settle(done)
                self.finished.emit()
            case Cancelled():
                self._is_old = True
                self._settle(SummaryStatus(SummaryPhase.STOPPED, status.summary))
            case Failed():
                phase = SummaryPhase.STOPPED if status.summary else SummaryPhase.READY
                self._settle(SummaryStatus(phase, status.summary))
                self.failed.emit(event)
            case _:
                pass
