"""What may happen when: between the view's wishes and the worker. No widgets, no torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.choices import Choices
from desktop_app.frames import Frames
from desktop_app.progress import Pace
from desktop_app.routes import Route
from desktop_app.status import Phase, Status
from models.messages import (
    Cancelled,
    Event,
    Failed,
    Finished,
    Loading,
    Notice,
    Opened,
    Options,
    Partial,
    Request,
    Result,
    SegmentDone,
    Translate,
)

TYPING_PAUSE_MS = 250
SHOW_WORK_AFTER_MS = 300
_WARM_UP = 0  # the id of the request that only opens a checkpoint


class Works(Protocol):
    """What the controller needs of the worker."""

    def submit(self, request: Request) -> None:
        """Take over a request; the newest wins."""
        ...

    def cancel(self) -> None:
        """Stop the running text request."""
        ...

    def take(self) -> tuple[Event, ...]:
        """All events since the last call."""
        ...


class Controller(QObject):
    """Turns edits into requests and drops what comes back for an older text."""

    began = Signal(str)  # the text that all output belongs to until the next `began`
    output = Signal(tuple)  # Partial, SegmentDone and Result in the document's order
    opened = Signal(Opened)
    noticed = Signal(Notice)
    status_changed = Signal(Status)
    failed = Signal(Failed)
    finished = Signal(Finished)
    held_back = Signal()  # the text was edited or a model chosen, but `hold` is on
    unchanged = Signal()  # so it was, and the present output answers it again
    asides = Signal(tuple)  # events of requests with negative ids: questions of others

    def __init__(
        self,
        worker: Works,
        read_text: Callable[[], str],
        choices: Callable[[], Choices],
        live: Callable[[], bool],
        options: Callable[[], Options],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._read_text = read_text
        self._choices = choices
        self._live = live
        self._options = options
        self._last_id = _WARM_UP
        self._current: int | None = _WARM_UP  # the request whose events count
        self._held = False
        self._refused = False  # a translation, because of `hold`
        self._request_shown: Translate | None = None
        self._pace = Pace()
        self._status = Status()
        self._pause = self._timer(self._on_pause)
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
        """Whether a translation is waiting or running."""
        return self._pause.isActive() or self._status.phase is not Phase.READY

    @property
    def request(self) -> Translate | None:
        """What the present output answers; None before the first text."""
        return self._request_shown

    def edit(self, urgent: bool) -> None:
        """Answer a change of the text: at once when `urgent`, else after a pause in typing."""
        self._stop()
        self._refused = False
        if self._live() or self._held:
            self._pause.start(0 if urgent else TYPING_PAUSE_MS)

    def renew(self) -> None:
        """Translate anew, except where `hold` is on and the output answers all this already."""
        if self._held and self._is_answered():
            self._refused = False
            self.unchanged.emit()
        else:
            self.translate()

    def _on_pause(self) -> None:
        if self._live() or self._refused or self._is_answered():
            self.renew()

    def _is_answered(self) -> bool:
        text, route = self._read_text(), self._choices().route
        return route is not None and self._request_shown == self._request(
            self._last_id, text, route
        )

    def translate(self) -> None:
        """Translate the whole text now; finished sentences come from the engine's cache."""
        self._stop()
        self._refused = self._held
        if self._held:
            self.held_back.emit()
            return
        text, route = self._read_text(), self._choices().route
        self.began.emit(text)
        if not text.strip() or route is None:
            return
        self._last_id += 1
        self._request_shown = self._request(self._last_id, text, route)
        self._begin(self._request_shown)

    @property
    def held(self) -> bool:
        """Whether there is something that a new translation would cost."""
        return self._held

    def hold(self, held: bool) -> None:
        """Translate nothing while `held`: there is something that would be lost."""
        self._held = held
        if self._refused and not held:
            self._pause.start(TYPING_PAUSE_MS)

    def warm_up(self) -> None:
        """Open the chosen checkpoint in the background."""
        route = self._choices().route
        if route and self._status.phase is Phase.READY:
            self._begin(self._request(_WARM_UP, "", route))

    def cancel(self) -> None:
        """Stop the running work; what is shown stays."""
        self._stop()

    def on_ready(self) -> None:
        """Fetch what the worker has."""
        events = self._worker.take()
        if asides := tuple(each for each in events if each.request_id < 0):
            self.asides.emit(asides)
        self._frames.feed(each for each in events if each.request_id == self._current)

    def _request(self, identity: int, text: str, route: Route) -> Translate:
        return Translate(
            identity,
            text,
            route.model.reference,
            via=route.via.reference if route.via else None,
            options=replace(self._options(), split_punctuation=True),
            task=route.task,
            via_task=route.via_task,
        )

    def _begin(self, request: Translate) -> None:
        self._current = request.id
        self._pace = Pace()
        self._status = Status(Phase.WORKING)
        self._slow.start(SHOW_WORK_AFTER_MS)
        self._worker.submit(request)

    def _stop(self) -> None:
        self._pause.stop()
        if self._status.phase is not Phase.READY:
            self._worker.cancel()
            self._settle(None)
        self._current = None
        self._frames.drop()

    def _settle(self, seconds: float | None) -> None:
        self._slow.stop()
        self._status = Status(Phase.READY, seconds=seconds)
        self._publish()

    def _publish(self) -> None:
        self.status_changed.emit(self._status)

    def _publish_if_slow(self) -> None:
        if not self._slow.isActive():
            self._publish()

    def _on_frame(self, events: tuple[Event, ...]) -> None:
        shown = tuple(e for e in events if isinstance(e, Partial | SegmentDone | Result))
        if shown:
            self.output.emit(shown)
        for event in events:
            self._on_event(event)
        done = [each for each in shown if isinstance(each, SegmentDone)]
        if done and self._status.phase is Phase.WORKING:
            self._status = Status(Phase.WORKING, progress=self._pace.note(done[-1]))
            self._publish_if_slow()

    def _on_event(self, event: Event) -> None:
        match event:
            case Loading():
                choices = self._choices()
                self._status = Status(Phase.OPENING, (choices.source, choices.target))
                self._publish_if_slow()
            case Opened():
                self._status = Status(Phase.WORKING)
                self._publish_if_slow()
                self.opened.emit(event)
            case Notice():
                self.noticed.emit(event)
            case Finished(seconds=seconds, request_id=request):
                self._settle(seconds if request != _WARM_UP else None)
                self.finished.emit(event)
            case Cancelled():
                self._settle(None)
            case Failed():
                self._settle(None)
                self.failed.emit(event)
            case _:
                pass
