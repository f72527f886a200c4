"""A narrow bar beside a scroll bar: where in the whole text something lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.view import colors

_WIDTH = 14
_LEAST = 4.0  # pixels of height
_NEAR = 6.0  # pixels from a mark that still mean it
_RADIUS = 2.0


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the text by shares of the whole (0..1), and how strongly it is marked."""

    top: float
    bottom: float
    strength: float
    place: int  # what is gone to, for whoever showed it


class OverviewBar(QWidget):
    place_wanted = Signal(int)  # of a band that was clicked
    share_wanted = Signal(float)  # of the whole text, where there is no band

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: tuple[Band, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setToolTip(self.tr("Where the evidence is in the document"))
        self.setAccessibleName(self.tr("Where the evidence is in the document"))

    @property
    def bands(self) -> tuple[Band, ...]:
        """What is marked."""
        return self._bands

    def show_bands(self, bands: Iterable[Band]) -> None:
        """Mark stretches, instead of those before."""
        wanted = tuple(bands)
        if wanted != self._bands:
            self._bands = wanted
            shape = Qt.CursorShape.PointingHandCursor if wanted else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 3 * _WIDTH)

    def rect_of(self, band: Band) -> QRectF:
        """Where a band is painted."""
        height = max(_LEAST, (band.bottom - band.top) * self.height())
        top = min(band.top * self.height(), self.height() - height)
        return QRectF(2, top, self.width() - 5, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        accent = colors.accent(self.palette())
        for band in self._bands:
            ink = QColor(accent)
            ink.setAlphaF(0.2 + 0.8 * min(max(band.strength, 0.0), 1.0))
            painter.setBrush(ink)
            painter.drawRoundedRect(self.rect_of(band), _RADIUS, _RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position().y()
        nearest = min(self._bands, key=lambda band: self._far(band, at), default=None)
        if nearest and self._far(nearest, at) <= _NEAR:
            self.place_wanted.emit(nearest.place)
        else:
            self.share_wanted.emit(min(max(at / max(1, self.height()), 0.0), 1.0))

    def _far(self, band: Band, y: float) -> float:
        rect = self.rect_of(band)
        return max(rect.top() - y, y - rect.bottom(), 0.0)
