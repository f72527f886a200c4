"""How high the panel's view is: as the user drags it, as long as the program runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.view.panel_area import USUAL_HEIGHT
from desktop_app.view.panel_grip import THICKNESS, Grip

_REST = 250  # of the page's height at least, for the texts and what stands around them
_LINES = 214  # of half of the page's height: its header and status, the panel's own lines


def usual_height(page: int) -> int:
    """As high as a matrix or heads may be while the texts keep half of a window."""
    return max(USUAL_HEIGHT, page // 2 - _LINES)


class Sizable(Protocol):
    """A view that can be asked to be higher or lower."""

    def height(self) -> int:
        """How high it is."""
        ...

    def set_height(self, height: int | None) -> None:
        """Want to be so high; None is the usual height."""
        ...


class PanelHeight(QObject):
    """Belongs to a panel, whose upper edge is the grip; each view keeps its own height."""

    def __init__(self, panel: QWidget, shown: Callable[[], Sequence[Sizable]]) -> None:
        super().__init__(panel)
        self._panel, self._shown = panel, shown  # the views that stand side by side
        self._grabbed_at = 0
        self.grip = Grip(panel)
        self.grip.grabbed.connect(self._grab)
        self.grip.dragged.connect(self._drag)
        self.grip.usual_wanted.connect(lambda: self._set(None))

    def place(self) -> None:
        """The panel is of another size."""
        self.grip.setGeometry(0, 0, self._panel.width(), THICKNESS)
        self.grip.raise_()

    def _grab(self) -> None:
        self._grabbed_at = self._shown()[0].height()

    def _drag(self, up: int) -> None:
        page = self._panel.parentWidget()
        around = self._panel.height() - self._shown()[0].height()
        most = page.height() - around - _REST if page else self._grabbed_at
        self._set(min(self._grabbed_at + up, most))

    def _set(self, height: int | None) -> None:
        for view in self._shown():
            view.set_height(height)
