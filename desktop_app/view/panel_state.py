"""What the panel shows: a sentence, its tokens, and whose attention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop_app.head_links import Head, piece_of, self_level
from desktop_app.inspected import Inspected
from desktop_app.settings import Panel, Tokens
from desktop_app.view.matrix_sheet import Sheet
from desktop_app.view.places import Place, Side, level_of
from models.messages import AttentionKind, Note, Segment

_OWN_THRESHOLD = 0.1  # of self-attention, which spreads over many places


@dataclass(frozen=True, slots=True)
class PanelState:
    """`own_threshold` is that of self-attention, which has no links."""

    segment: Segment | None = None
    index: int = 0
    tokens: Tokens = Tokens.WORDS
    chosen: Panel = Panel.ROWS
    inspected: Inspected = field(default_factory=Inspected)
    own_threshold: float = _OWN_THRESHOLD

    @property
    def unlinked(self) -> bool:
        """Whether links are to be shown of a model that knows of none."""
        segment, links = self.segment, self.within is None
        return segment is not None and links and Note.UNLINKED in segment.notes

    @property
    def within(self) -> Side | None:
        """The text whose attention to itself is looked at; None for links."""
        kind = self.inspected.kind
        sides = {AttentionKind.ENCODER: Side.SOURCE, AttentionKind.DECODER: Side.TARGET}
        return sides.get(kind)

    @property
    def panel(self) -> Panel:
        """Which view is shown; self-attention has no rows."""
        return Panel.MATRIX if self.within and self.chosen is Panel.ROWS else self.chosen

    @property
    def columns(self) -> Side:
        """What is looked at: the columns of every matrix."""
        return self.within or Side.SOURCE

    @property
    def threshold(self) -> float | None:
        """From which weight on there is a link; None without a sentence."""
        if self.within:
            return self.own_threshold
        return self.segment.alignment.threshold if self.segment else None

    @property
    def head(self) -> Head | None:
        """The head that the matrix shows: of self-attention there is always one."""
        state = self.inspected
        return state.head or (Head(0, 0) if self.within and state.weights else None)

    def sheet(self) -> Sheet | None:
        """What the matrix shows, None while it is not known."""
        segment, state, side = self.segment, self.inspected, self.within
        if segment is None:
            return None
        if side is None:
            level = level_of(segment, self.tokens)
            return Sheet(self.index, level, segment.alignment.threshold)
        if state.weights is None or self.head is None:
            return None
        level = self_level(segment, state.kind, state.weights, self.head, self.tokens)
        return Sheet(self.index, level, self.own_threshold, side, side)

    def row_of(self, pinned: Iterable[Place]) -> int | None:
        """The row of attention that belongs to the first pinned token."""
        side = self.within or Side.TARGET
        rows = [
            place.token for place in pinned if (place.segment, place.side) == (self.index, side)
        ]
        if not rows or self.segment is None or self.panel is Panel.ROWS:
            return None
        return piece_of(self.segment, self.inspected.kind, self.tokens, min(rows))

    def piece_text(self, row: int) -> str:
        """The piece that a row of attention belongs to."""
        if self.segment is None:
            return ""
        level = self.segment.alignment.pieces
        pieces = level.source if self.within is Side.SOURCE else level.target
        return pieces[row].text
