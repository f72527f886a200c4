"""The words at the left and above a matrix: they stay where the cells scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

from desktop_app.view import colors
from desktop_app.view.buttons import paint_ground
from desktop_app.view.highlights import Light
from desktop_app.view.matrix_captions import GAP, Captions
from desktop_app.view.matrix_geometry import Grid
from desktop_app.view.matrix_sheet import Sheet
from desktop_app.view.places import Place

_RADIUS = 4

Lit = Callable[[Place], Light | None]


class Labels:
    """Paints captions in the colours of the words that are lit."""

    def __init__(self) -> None:
        self.bands = QSize(0, 0)
        self._sheet: Sheet | None = None
        self._captions = Captions()

    def prepare(self, sheet: Sheet | None, captions: Captions, grid: Grid) -> None:
        """Paint these from now on, beside such cells."""
        self._sheet, self._captions = sheet, captions
        self.bands = captions.bands(grid.cell_width)

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
        legible = self._captions.legible(grid.cell)
        if not (legible or light):
            return
        text, metrics = self._captions.rows[row], painter.fontMetrics()
        wide = metrics.horizontalAdvance(text) + GAP
        high = grid.cell if legible else metrics.height()
        left = self.bands.width() - GAP / 2 - wide
        middle = origin.y() + grid.y(row) + grid.cell / 2
        room = QRectF(left, middle - high / 2, wide, high)
        self._paint_ground(painter, palette, room, light)
        painter.setPen(palette.windowText().color())
        painter.drawText(room.adjusted(0, -20, 0, 20), Qt.AlignmentFlag.AlignCenter, text)

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
        upright = self._captions.upright(grid.cell_width)
        legible = upright or self._captions.legible(grid.cell_width)
        if not (legible or light):
            return
        text, metrics = self._captions.columns[column], painter.fontMetrics()
        size = QSizeF(metrics.horizontalAdvance(text) + GAP, metrics.height() + GAP / 2)
        if upright:
            size.setWidth(max(size.width(), grid.cell_width - 2))
        else:
            size = size.transposed()
            if legible:
                size.setWidth(min(size.width(), grid.cell_width - 2))
        middle = origin.x() + grid.x(column) + grid.cell_width / 2
        low = self.bands.height() - GAP / 2
        room = QRectF(QPointF(middle - size.width() / 2, low - size.height()), size)
        self._paint_ground(painter, palette, room, light)
        painter.setPen(palette.windowText().color())
        if upright:
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        else:
            _paint_turned(painter, room, text)

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


def _paint_turned(painter: QPainter, room: QRectF, text: str) -> None:
    """Read from below."""
    painter.save()
    painter.translate(room.center())
    painter.rotate(-90)
    line = QRectF(-room.height() / 2, -20, room.height(), 40)
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
