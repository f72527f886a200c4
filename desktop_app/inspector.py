"""Whose attention is looked at: asks the engine for weights and turns them into links."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_app.details import Details
from desktop_app.head_links import Head, closest_head, fits, realigned
from desktop_app.inspected import Inspected
from models.messages import (
    AttentionDone,
    AttentionKind,
    Event,
    Explain,
    Explained,
    Failed,
    Inspect,
    Matrix,
    Segment,
    Translate,
)

_KEPT = 6  # answers about the present text
_WEIGHTS, _STEP = "weights", "step"

_Key = tuple[int, AttentionKind, tuple[int, ...]]


class Inspector(QObject):
    """Follows the sentence that is shown; its answers go when the text changes."""

    changed = Signal(Inspected)
    realigned = Signal(int, object)  # a sentence, and its Alignment or None for its own
    explained = Signal(object, object)  # the Head, and Explained, Failed or None

    def __init__(
        self,
        details: Details,
        request: Callable[[], Translate | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._details = details
        self._request = request
        self._state = Inspected()
        self._segment: Segment | None = None
        self._index = 0
        self._wanted = False
        self._row: int | None = None  # that is to be explained
        self._kept: OrderedDict[_Key, Matrix] = OrderedDict()

    def forget(self, _: object = None) -> None:
        """The text has changed: nothing that was asked holds any longer."""
        self._details.drop(_WEIGHTS)
        self._details.drop(_STEP)
        self._kept.clear()
        self._segment = None
        self._set(replace(self._state, weights=None, failure=""))
        self._row = None
        self.explained.emit(None, None)

    def show_segment(self, segment: Segment | None, index: int) -> None:
        """Look at another sentence."""
        known = self._segment
        if segment and known and index == self._index and _ids(segment) == _ids(known):
            return
        self._segment, self._index = segment, index
        self._set(replace(self._state, weights=None, failure=""))
        self._look()

    def want_weights(self, wanted: bool) -> None:
        """All heads are to be seen, or no longer."""
        self._wanted = wanted
        self._look()

    def choose_kind(self, kind: AttentionKind) -> None:
        """Look at the attention to the source, or within either text."""
        if kind is self._state.kind:
            return
        self.choose_head(None)
        self._set(Inspected(kind))
        self._look()

    def choose_head(self, head: Head | None) -> None:
        """Take the links from one head; None goes back to the usual ones."""
        had = self._state.head
        self._set(replace(self._state, head=head))
        if head is None and had and self._state.kind is AttentionKind.CROSS:
            self.realigned.emit(self._index, None)
        self._look()

    def explain(self, at: int | None) -> None:
        """Say how row `at` of the chosen head comes about; None is no row."""
        self._row = at
        self._details.drop(_STEP)
        if at is None:
            self.explained.emit(None, None)
        else:
            self._look()

    def _ask_step(self, weights: Matrix) -> None:
        """Explain a row by the chosen head, else by the one that is closest to the links."""
        state, segment, request, at = self._state, self._segment, self._request(), self._row
        if at is None or segment is None or request is None or at >= weights.shape[2]:
            return
        cross = state.kind is AttentionKind.CROSS
        usual = closest_head(segment, weights, at) if cross else Head(0, 0)
        head = state.head or usual

        def make(identity: int) -> Explain:
            return Explain(
                identity,
                segment.source,
                _ids(segment),
                at,
                head.layer,
                head.head,
                state.kind,
                request.checkpoint,
                request.options,
                request.task,
                request.via,
                request.via_task,
            )

        self._details.ask(_STEP, make, lambda event: self._on_step(head, event))

    def _on_step(self, head: Head, event: Event) -> None:
        if isinstance(event, Explained | Failed):
            self.explained.emit(head, event)

    def _look(self) -> None:
        """Show the weights that are wanted, or ask for them."""
        state, segment = self._state, self._segment
        needed = self._wanted or state.head or self._row is not None
        needed = needed or state.kind is not AttentionKind.CROSS
        if segment is None or not needed or not segment.target_pieces:
            return
        key = (self._index, state.kind, _ids(segment))
        if key in self._kept:
            self._take(self._kept[key])
        else:
            self._ask(key, segment)

    def _ask(self, key: _Key, segment: Segment) -> None:
        request = self._request()
        if request is None:
            return

        def make(identity: int) -> Inspect:
            return Inspect(
                identity,
                segment.source,
                _ids(segment),
                key[1],
                request.checkpoint,
                request.options,
                request.task,
                request.via,
                request.via_task,
            )

        self._details.ask(_WEIGHTS, make, lambda event: self._on_weights(key, event))

    def _on_weights(self, key: _Key, event: Event) -> None:
        if isinstance(event, AttentionDone):
            self._kept[key] = event.matrix
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            self._take(event.matrix)
        elif isinstance(event, Failed):
            self._set(replace(self._state, weights=None, failure=event.what))

    def _take(self, weights: Matrix) -> None:
        state, segment = self._state, self._segment
        if segment is None:
            return
        if not fits(segment, state.kind, weights):
            what = self.tr(
                "Heads cannot be shown where the translation goes through two models."
            )
            self._set(replace(state, weights=None, failure=what))
            return
        layers, heads = weights.shape[:2]
        head = state.head
        if head and (head.layer >= layers or head.head >= heads):
            head = None
        self._set(replace(state, weights=weights, head=head, failure=""))
        if head and state.kind is AttentionKind.CROSS:
            self.realigned.emit(self._index, realigned(segment, weights, head))
        self._ask_step(weights)

    def _set(self, state: Inspected) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)


def _ids(segment: Segment) -> tuple[int, ...]:
    return tuple(piece.id for piece in segment.target_pieces)
