"""What mouse and keys point at in the panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_app.view.places import Place
from desktop_app.view.pointing import Pointing
from desktop_app.view.strip import Strip


class PanelPointing(QObject):
    """Goes on from what is pointed at; not while the panel still shows an older text."""

    changed = Signal(Pointing)

    def __init__(
        self, strip: Strip, pointing: Callable[[], Pointing | None], parent: QObject
    ) -> None:
        """`pointing` is None while nothing can be pointed at in the panel."""
        super().__init__(parent)
        self._strip, self._pointing = strip, pointing
        strip.view.hovered.connect(self._hover)
        strip.view.clicked.connect(lambda place, several: self._click((place,), several))
        strip.view.walked.connect(self._walk)
        strip.matrix.hovered.connect(self._hover_cell)
        strip.matrix.clicked.connect(self._click)
        strip.matrix.walked.connect(self._walk_cell)

    def _hover(self, place: Place | None) -> None:
        pointing = self._pointing()
        if pointing is not None:
            self.changed.emit(replace(pointing, hover=place))

    def _hover_cell(self, places: tuple[Place, ...]) -> None:
        pointing = self._pointing()
        if pointing is not None:
            hover = places[0] if places else None
            self.changed.emit(replace(pointing, hover=hover, cell=places))

    def _click(self, places: tuple[Place, ...], several: bool) -> None:
        pointing = self._pointing()
        if pointing is not None:
            for number, place in enumerate(places):
                pointing = pointing.pin(place, several or number > 0)
            self.changed.emit(pointing)

    def _walk(self, place: Place) -> None:
        pointing = self._pointing()
        if pointing is not None:
            self.changed.emit(replace(pointing, hover=None, caret=place))
            self._strip.view.bring_into_view(place)

    def _walk_cell(self, places: tuple[Place, ...]) -> None:
        pointing = self._pointing()
        if pointing is not None:
            self.changed.emit(replace(pointing, hover=None, caret=places[0], cell=places))
