"""What the user points at: with the mouse, with the caret, and with pins. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.view.places import Place


@dataclass(frozen=True, slots=True)
class Pointing:
    """The mouse goes before the caret; pins are always there."""

    hover: Place | None = None
    caret: Place | None = None
    pins: tuple[Place, ...] = ()
    cell: tuple[Place, ...] = ()  # both tokens of the matrix's cell that was pointed at last

    @property
    def chosen(self) -> tuple[Place, ...]:
        """The token under the mouse, else the one under the caret; of a cell both."""
        place = self.hover or self.caret
        if place in self.cell:
            return self.cell
        return (place,) if place else ()

    @property
    def spoken_of(self) -> Place | None:
        """The one token that is explained in words."""
        return self.hover or self.caret or (self.pins[-1] if self.pins else None)

    def pin(self, place: Place, several: bool) -> Pointing:
        """Pin a token alone, or with `several` add it to the others or take it away."""
        if not several:
            return replace(self, pins=(place,))
        pins = tuple(each for each in self.pins if each != place)
        if len(pins) == len(self.pins):
            pins = (*pins, place)
        return replace(self, pins=pins)
