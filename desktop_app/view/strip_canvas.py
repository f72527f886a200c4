"""The curves between the strip's rows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.view import colors
from desktop_app.view.places import Side
from desktop_app.view.strip_geometry import Curve

_FADED = 0.25  # of curves beside the ones that are lit
_THINNEST, _THICKEST = 1.0, 3.0
_STEM = 3.0  # from a word to where its curves begin

Chosen = frozenset[tuple[Side, int]]


class Canvas(QWidget):
    """What scrolls: curves below, words above."""

    def __init__(self) -> None:
        super().__init__()
        self._curves: tuple[Curve, ...] = ()
        self._chosen: Chosen = frozenset()
        self._top = 0.0
        self._bottom = 0.0

    def show_curves(self, curves: tuple[Curve, ...], top: float, bottom: float) -> None:
        """Draw these from now on, between two heights."""
        self._curves, self._top, self._bottom = curves, top + _STEM, bottom - _STEM
        self.update()

    def choose(self, chosen: Chosen) -> None:
        """Draw the curves of these words in the accent, the others faintly."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRectF(event.rect())
        lit = [each for each in self._curves if self._is_lit(each)]
        quiet = QColor(colors.curve(self.palette()))
        quiet.setAlphaF(_FADED if lit else 1.0)
        for curve in self._curves:
            if not self._is_lit(curve):
                self._draw(painter, curve, seen, quiet)
        for curve in lit:
            self._draw(painter, curve, seen, colors.accent(self.palette()))

    def _is_lit(self, curve: Curve) -> bool:
        link = curve.link
        return (Side.SOURCE, link.source) in self._chosen or (
            Side.TARGET,
            link.target,
        ) in self._chosen

    def _draw(self, painter: QPainter, curve: Curve, seen: QRectF, color: QColor) -> None:
        left, right = sorted((curve.x_source, curve.x_target))
        if right < seen.left() or left > seen.right():
            return
        middle = (self._top + self._bottom) / 2
        path = QPainterPath(QPointF(curve.x_source, self._top))
        path.cubicTo(
            QPointF(curve.x_source, middle),
            QPointF(curve.x_target, middle),
            QPointF(curve.x_target, self._bottom),
        )
        width = _THINNEST + (_THICKEST - _THINNEST) * curve.link.probability
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.strokePath(path, pen)
