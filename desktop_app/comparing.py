"""The same text by another way, or back by the reverse one: asks, and drops what is old."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop_app.choices import Choices
from desktop_app.frames import Frames
from desktop_app.passages import Passages, Places
from desktop_app.routes import Route
from models.messages import Event, Failed, Options, Request, Translate

# The ids of comparisons lie below those that questions about a sentence ever reach.
_BELOW_QUESTIONS = -(1 << 40)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the translation is held against: another one, or with `back` its way back."""

    route: Route
    back: bool = False

    def among(self, choices: Choices) -> bool:
        """Whether it is still one of those that can be chosen."""
        ways = (choices.back,) if self.back else choices.others
        return any(way is not None and way.is_like(self.route) for way in ways)


class Comparing(QObject):
    """Translates the passages of the present text anew, after everything else is done."""

    changed = Signal(object)  # the Comparison that is open, or None
    began = Signal(Passages)  # all output belongs to these until the next `began`
    output = Signal(tuple)  # Partial, SegmentDone and Result in the passages' order
    failed = Signal(Failed)

    def __init__(
        self,
        submit: Callable[[Request], None],
        cancel: Callable[[], None],
        options: Callable[[], Options],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._submit, self._cancel, self._options = submit, cancel, options
        self._comparison: Comparison | None = None
        self._passages: Passages | None = None  # what was asked last
        self._places = Places(Passages(()))
        self._last_id = _BELOW_QUESTIONS
        self._frames = Frames(self)
        self._frames.frame.connect(self._on_frame)

    @property
    def comparison(self) -> Comparison | None:
        """What is open."""
        return self._comparison

    def open(self, comparison: Comparison) -> None:
        """Compare in this way from now on; `follow` brings the text."""
        self.forget()
        self._comparison = comparison
        self.changed.emit(comparison)

    def close(self) -> None:
        """Compare nothing any more."""
        if self._comparison:
            self.forget()
            self._comparison = None
            self.changed.emit(None)

    def keep_to(self, choices: Choices) -> None:
        """Close what cannot be compared any more."""
        if self._comparison and not self._comparison.among(choices):
            self.close()

    def forget(self) -> None:
        """What was asked is of no use any more: stop the work at it."""
        self._cancel()
        self._passages = None
        self._frames.drop()
        self._last_id -= 1  # what is still told of the last one counts for nothing

    def follow(self, passages: Passages) -> None:
        """Compare the present text, unless that was asked already."""
        if self._comparison is None or passages == self._passages:
            return
        self.forget()
        self._passages, self._places = passages, Places(passages)
        self.began.emit(passages)
        self._submit(self._request(self._comparison.route, passages))

    def feed(self, events: tuple[Event, ...]) -> None:
        """Hand on what the engine says of the newest comparison."""
        self._frames.feed(each for each in events if each.request_id == self._last_id)

    def _request(self, route: Route, passages: Passages) -> Translate:
        return Translate(
            self._last_id,
            "\n".join(passages.lines()),
            route.model.reference,
            via=route.via.reference if route.via else None,
            lines=True,
            options=replace(self._options(), split_punctuation=True),
            task=route.task,
            via_task=route.via_task,
        )

    def _on_frame(self, events: tuple[Event, ...]) -> None:
        if shown := tuple(one for each in events for one in self._places.placed(each)):
            self.output.emit(shown)
        for event in events:
            if isinstance(event, Failed):
                self.failed.emit(event)
