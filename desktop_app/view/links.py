"""From a word that is pointed at to its partners: in both panes and in the strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from desktop_app.settings import Tokens
from desktop_app.view.highlights import Light, Mark, lit_places
from desktop_app.view.panel_pointing import PanelPointing
from desktop_app.view.places import Place, Reading, Side, level_of
from desktop_app.view.pointing import Pointing
from desktop_app.view.relinks import Relinks
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.source_edit import SourceEdit
from desktop_app.view.strip import Strip
from models.messages import Alignment, Segment, Utf16Map


class Links(QObject):
    """Knows the finished segments; after an edit it lights nothing until they are new."""

    segment_shown = Signal(object, int)  # the Segment in the strip or None, and its number

    def __init__(
        self, source: SourceEdit, result: ResultPane, strip: Strip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._result = result
        self._strip = strip
        self._tokens = Tokens.WORDS
        self._pointing = Pointing()
        self._reading = Reading()
        self._stale = False
        self._resting = False
        self._shown: int | None = None  # the segment in the strip
        self._relinks = Relinks()
        source.hovered.connect(lambda at: self._hover(self._place_in_source(at, at_end=False)))
        result.edit.hovered.connect(
            lambda at: self._hover(self._place_in_result(at, at_end=False))
        )
        source.pinned.connect(lambda at: self._pin(self._place_in_source(at, at_end=False)))
        result.edit.pinned.connect(
            lambda at: self._pin(self._place_in_result(at, at_end=False))
        )
        source.caret_moved.connect(self._on_source_caret)
        result.edit.caret_moved.connect(self._on_result_caret)
        in_panel = PanelPointing(strip, self._pointing_in_panel, self)
        in_panel.changed.connect(self._point)
        strip.header.step_wanted.connect(self.step)

    @property
    def reading(self) -> Reading:
        """The finished segments of the present text."""
        return self._reading

    def source_segment_at(self, position: int) -> int | None:
        """The finished segment at a position of the source."""
        return self._reading.segment_at(position)

    def source_start(self, index: int) -> int:
        """Where a finished segment begins in the source."""
        return self._reading.source_start(index)

    @property
    def pointing(self) -> Pointing:
        """What is pointed at."""
        return self._pointing

    def make_stale(self) -> None:
        """Let go of everything: the source was edited."""
        self._stale = True
        self._point(Pointing())

    def make_current(self) -> None:
        """The source is letter for letter again what the segments are of."""
        self._stale = False
        self.add(())

    def begin(self, text: str) -> None:
        """Expect the segments of `text`."""
        self._stale = False
        self._reading = Reading(text)
        self._relinks.clear()
        self._point(Pointing())
        if not text.strip():
            self._show(None)

    def add(self, segments: Sequence[Segment]) -> None:
        """Take finished segments, in the document's order."""
        for segment in segments:
            self._reading.add(self._relinks.dressed(segment))
        wanted = self._reading.segment_at(self._source.textCursor().position())
        if wanted is None and (self._shown is None or self._shown >= self._count):
            wanted = self._count - 1 if self._count else None
        self._show(self._shown if wanted is None else wanted)

    def replace(self, index: int, segment: Segment) -> None:
        """Link another translation of a finished segment."""
        self._relinks.forget(index)
        self._reading.replace(index, self._relinks.dressed(segment))
        pins = tuple(pin for pin in self._pointing.pins if pin.segment != index)
        self._pointing = Pointing(pins=pins)
        if index == self._shown:
            self._show(index)
        else:
            self._light()

    def rest(self, resting: bool) -> None:
        """Light nothing for a while: what the pane shows is not what is linked."""
        self._resting = resting
        self._light()

    def word_at(self, position: int) -> Place | None:
        """The word (never a piece) of the translation at a position, or just before it."""
        return self._find_in_result(position, Tokens.WORDS, at_end=True)

    def word_range(self, place: Place) -> tuple[int, int]:
        """Where a word (never a piece) of the translation lies."""
        return self._result_span(place, Tokens.WORDS)

    @property
    def is_current(self) -> bool:
        """Whether the segments are those of the texts that both panes show."""
        return not self._stale and not self._resting

    @property
    def shown(self) -> int | None:
        """The segment in the strip."""
        return self._shown

    def drop_older(self) -> None:
        """Show no sentence of an older text."""
        if self._shown is not None and self._shown >= self._count:
            self._show(self._count - 1 if self._count else None)

    def set_tokens(self, tokens: Tokens) -> None:
        """Link words or pieces."""
        if tokens is not self._tokens:
            self._tokens = tokens
            self._strip.set_tokens(tokens)
            self._point(Pointing())
            self._show(self._shown)

    def pin(self, place: Place) -> None:
        """Pin one token."""
        self._click(place, several=False)

    def clear_pins(self) -> bool:
        """Take all pins away; whether there were any."""
        had = bool(self._pointing.pins)
        self._point(replace(self._pointing, pins=(), caret=None))
        return had

    def realign(self, index: int, alignment: Alignment | None) -> None:
        """Show a sentence with other links; None shows all with their own again."""
        self._relinks.realign(self._reading.segments, index, alignment)
        self._show(self._shown)

    def set_threshold(self, threshold: float) -> None:
        """Show links from this probability on, in all sentences of this session."""
        self._relinks.set_threshold(self._reading.segments, threshold)
        self._show(self._shown)

    def step(self, by: int) -> None:
        """Go to another sentence and put the source's caret at its beginning."""
        index = min(max((self._shown or 0) + by, 0), self._count - 1)
        if index < 0 or self._stale:
            return
        cursor = QTextCursor(self._source.document())
        cursor.setPosition(self._reading.source_start(index))
        self._source.setTextCursor(cursor)
        self._show(index)
        self._point(replace(self._pointing, caret=None))

    @property
    def _count(self) -> int:
        return len(self._reading.segments)

    def _show(self, index: int | None) -> None:
        """Show a sentence in the strip."""
        if index is None or index >= self._count:
            self._shown = None
            self._strip.show_segment(None, 0, 0)
            self.segment_shown.emit(None, 0)
            return
        self._shown = index
        self._strip.show_segment(self._reading.segments[index], index, self._count)
        self._light()
        self.segment_shown.emit(self._reading.segments[index], index)

    def _place_in_source(self, position: int, at_end: bool) -> Place | None:
        if position < 0 or self._stale:
            return None
        return self._reading.place_at(position, self._tokens, at_end)

    def _place_in_result(self, position: int, at_end: bool) -> Place | None:
        return self._find_in_result(position, self._tokens, at_end)

    def _find_in_result(self, position: int, tokens: Tokens, at_end: bool) -> Place | None:
        if position < 0 or self._stale or self._resting:
            return None
        index = self._result.text.index_at(position)
        if index is None or index >= self._count:
            return None
        inside = position - self._result.text.range_of(index)[0]
        points = Utf16Map(self._reading.segments[index].target).points(inside)
        if inside < 0:
            return None
        token = self._reading.token_in(index, Side.TARGET, points, tokens, at_end)
        return Place(index, Side.TARGET, token) if token is not None else None

    def _on_source_caret(self, position: int) -> None:
        if not self._stale:
            place = self._place_in_source(position, at_end=True)
            self._follow(place, self._reading.segment_at(position))

    def _on_result_caret(self, position: int) -> None:
        follows = self._result.edit.hasFocus() and self._result.text.knows_all
        if follows and not self._stale and not self._resting:
            place = self._place_in_result(position, at_end=True)
            self._follow(place, self._result.text.index_at(position))

    def _follow(self, place: Place | None, segment: int | None) -> None:
        """Let the strip go with the caret."""
        if segment is not None:
            self._show(segment)
        self._point(replace(self._pointing, caret=place))
        if place:
            self._strip.view.bring_into_view(place)

    def _hover(self, place: Place | None) -> None:
        self._point(replace(self._pointing, hover=place))
        if place:
            self._strip.view.bring_into_view(place)

    def _pin(self, place: Place | None) -> None:
        if place:
            self._click(place, several=True)

    def _click(self, place: Place, several: bool) -> None:
        if not self._stale and place.segment < self._count:
            self._point(self._pointing.pin(place, several))

    def _pointing_in_panel(self) -> Pointing | None:
        """What is pointed at; None while the panel shows a sentence of an older text."""
        is_older = self._shown is None or self._shown >= self._count
        return None if self._stale or is_older else self._pointing

    def _point(self, pointing: Pointing) -> None:
        if pointing != self._pointing:
            self._pointing = pointing
            self._light()

    def _light(self) -> None:
        pointing = Pointing() if self._resting else self._pointing
        lights: Mapping[Place, Light] = lit_places(
            self._reading, pointing.chosen, frozenset(pointing.pins), self._tokens
        )
        self._source.show_marks(
            Mark(*self._reading.source_span(place, self._tokens), light)
            for place, light in lights.items()
            if place.side is Side.SOURCE
        )
        self._result.edit.show_marks(
            Mark(*self._result_span(place, self._tokens), light)
            for place, light in lights.items()
            if place.side is Side.TARGET
        )
        spoken_of = pointing.spoken_of
        here = spoken_of in lights and spoken_of and spoken_of.segment == self._shown
        self._strip.show_lights(lights, spoken_of if here else None)

    def _result_span(self, place: Place, tokens: Tokens) -> tuple[int, int]:
        segment = self._reading.segments[place.segment]
        token = level_of(segment, tokens).target[place.token]
        start = self._result.text.range_of(place.segment)[0]
        units = Utf16Map(segment.target)
        return start + units.units(token.start), start + units.units(token.end)
