"""The words at the left and above a matrix: they stay where the cells scroll."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette, QPen

from desktop_app.view import colors
from desktop_app.view.buttons import paint_ground
from desktop_app.view.highlights import Light
from desktop_app.view.matrix_geometry import Grid
from desktop_app.view.matrix_sheet import Sheet
from desktop_app.view.places import Place

_LEFT = 22  # as wide as the margin of the rows
_WIDEST, _HIGHEST = 168, 128  # of labels; longer ones are cut and told by the tooltip
_GAP = 8  # between a label and the cells
_RADIUS = 4

Lit = Callable[[Place], Light | None]


class Labels:
    """Upright above the columns where every word is as narrow as a cell, else turned."""

    def __init__(self) -> None:
        self.bands = QSize()
        self._sheet: Sheet | None = None
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._upright = False
        self._legible = True

    def prepare(self, sheet: Sheet | None, cell: int, metrics: QFontMetricsF) -> None:
        """Measure the words, and shorten those that are too long."""
        self._sheet = sheet
        if sheet is None:
            self.bands = QSize()
            return
        rows, columns = sheet.size
        cut = Qt.TextElideMode.ElideRight
        self._rows = tuple(
            metrics.elidedText(sheet.row_text(at), cut, _WIDEST) for at in range(rows)
        )
        self._columns = tuple(
            metrics.elidedText(sheet.column_text(at), cut, _HIGHEST) for at in range(columns)
        )
        widest = max(map(metrics.horizontalAdvance, self._columns), default=0.0)
        self._upright = widest <= cell - 2
        self._legible = cell >= metrics.height() * 0.8
        above = metrics.height() if self._upright else widest
        left = max(map(metrics.horizontalAdvance, self._rows), default=0.0)
        self.bands = QSize(_LEFT + math.ceil(left) + _GAP, math.ceil(above) + _GAP)

    def paint(
        self,
        painter: QPainter,
        palette: QPalette,
        grid: Grid,
        origin: QPoint,
        size: QSize,
        lit: Lit,
    ) -> None:
        """Paint those beside the cells that can be seen; among tiny cells only lit ones."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        below = QRect(0, self.bands.height(), size.width(), size.height() - self.bands.height())
        beside = QRect(self.bands.width(), 0, size.width() - self.bands.width(), size.height())
        painter.save()
        painter.setClipRect(below)
        for row in grid.rows_between(below.top() - origin.y(), below.bottom() + 1 - origin.y()):
            self._paint_row(painter, palette, grid, row, origin, lit)
        painter.setClipRect(beside)
        left, right = beside.left() - origin.x(), beside.right() + 1 - origin.x()
        for column in grid.columns_between(left, right):
            self._paint_column(painter, palette, grid, column, origin, lit)
        painter.restore()

    def _paint_row(
        self,
        painter: QPainter,
        palette: QPalette,
        grid: Grid,
        row: int,
        origin: QPoint,
        lit: Lit,
    ) -> None:
        light = lit(self._sheet.row_place(row)) if self._sheet else None
        if not (self._legible or light):
            return
        room = QRectF(
            _LEFT - _GAP / 2,
            origin.y() + grid.y(row),
            self.bands.width() - _LEFT,
            grid.cell,
        )
        self._paint_ground(painter, palette, room, light)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(palette.windowText().color())
        painter.drawText(room.adjusted(0, -20, -_GAP / 2, 20), align, self._rows[row])

    def _paint_column(
        self,
        painter: QPainter,
        palette: QPalette,
        grid: Grid,
        column: int,
        origin: QPoint,
        lit: Lit,
    ) -> None:
        light = lit(self._sheet.column_place(column)) if self._sheet else None
        if not (self._legible or light):
            return
        height = self.bands.height() - _GAP / 2
        room = QRectF(origin.x() + grid.x(column), 0, grid.cell, height)
        self._paint_ground(painter, palette, room.adjusted(1, 0, -1, 0), light)
        painter.setPen(palette.windowText().color())
        if self._upright:
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._columns[column])
            return
        painter.save()
        painter.translate(room.center().x(), room.bottom() - 2)
        painter.rotate(-90)
        line = QRectF(0, -20, height, 40)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(line, align | Qt.AlignmentFlag.AlignVCenter, self._columns[column])
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, palette: QPalette, room: QRectF, light: Light | None
    ) -> None:
        if light is None:
            return
        paint_ground(painter, room, colors.link(palette, light.strength), _RADIUS)
        if light.pinned:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.accent(palette), 1.5))
            painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
