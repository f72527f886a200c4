"""Paints a matrix: the cached heat map, lines, linked cells, and labels at the edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPaintEngine,
    QPainter,
    QPalette,
    QPen,
)

from desktop_app.view import colors
from desktop_app.view.highlights import Light
from desktop_app.view.matrix_captions import Captions
from desktop_app.view.matrix_geometry import Grid
from desktop_app.view.matrix_image import color_table, heat_image, quantized, turned
from desktop_app.view.matrix_labels import Labels
from desktop_app.view.matrix_sheet import Sheet
from desktop_app.view.places import Place

_LINES_FROM = 11  # sides of cells that have lines between them
_SEEN = 3  # the alpha, of 255, from which on a cell is written into a file
_AT_ONCE = 256  # points of the heat map's height that are painted at once
_OUTLINES_FROM = 8  # sides of cells that are outlined where there is a link


@dataclass(frozen=True, slots=True)
class Frame:
    """What is to be painted: the part that is scrolled to, and what is pointed at."""

    size: QSize
    scrolled: QPoint
    hover: tuple[int, int] | None
    current: tuple[int, int] | None
    palette: QPalette
    font: QFont
    as_shapes: bool = False  # every cell is a shape of its own, for files
    origin: QPoint = QPoint()  # noqa: RUF009  # the first cell's corner; set by `over`

    def over(self, bands: QSize) -> Frame:
        """The frame with its first cell behind bands of labels."""
        origin = QPoint(bands.width() - self.scrolled.x(), bands.height() - self.scrolled.y())
        return replace(self, origin=origin)


class MatrixPainter:
    """Keeps what painting needs until the weights, the colours or the zoom change."""

    def __init__(self) -> None:
        self._sheet: Sheet | None = None
        self._grid = Grid()
        self._heat = QImage()
        self._links: tuple[tuple[int, int], ...] = ()
        self._labels = Labels()
        self._lights: Mapping[Place, Light] = {}
        self._made_of: tuple[object, ...] = ()

    @property
    def bands(self) -> QSize:
        """How much room the labels take at the left and above."""
        return self._labels.bands

    def prepare(
        self, sheet: Sheet | None, captions: Captions, grid: Grid, palette: QPalette
    ) -> None:
        """Make the heat map, and place the labels."""
        self._sheet, self._grid = sheet, grid
        self._labels.prepare(sheet, captions, grid)
        key = (sheet, grid.turned, palette.cacheKey())
        if key == self._made_of:
            return
        self._made_of = key
        self._heat, self._links = QImage(), ()
        if sheet and grid.rows and grid.columns:
            values = quantized(sheet.level.matrix.data)
            table = color_table(palette, sheet.threshold)
            heat = heat_image(values, grid.rows, grid.columns, table)
            self._heat = turned(heat) if grid.turned else heat
            links = sheet.level.links(sheet.threshold)
            self._links = tuple((link.target, link.source) for link in links)

    @property
    def lights(self) -> Mapping[Place, Light]:
        """The words that are lit."""
        return self._lights

    def set_lights(self, lights: Mapping[Place, Light]) -> bool:
        """Light these words; whether anything changed."""
        changed = lights != self._lights
        self._lights = dict(lights)
        return changed

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Paint what can be seen."""
        sheet, grid = self._sheet, self._grid
        if sheet is None or self._heat.isNull():
            return
        if frame.origin.isNull():
            frame = frame.over(self.bands)
        cells = QRect(QPoint(), frame.size).adjusted(
            self.bands.width(), self.bands.height(), 0, 0
        )
        painter.setFont(frame.font)
        painter.save()
        painter.setClipRect(cells.adjusted(0, 0, 1, 1))
        whole = QRect(frame.origin, QSize(grid.width, grid.height))
        painter.fillRect(whole.intersected(cells), frame.palette.base())
        self._paint_pointed(painter, frame, whole)
        if frame.as_shapes:
            self._paint_cells(painter, frame)
        else:
            self._paint_heat(painter, whole, cells)
        seen = cells.translated(-frame.origin)
        if grid.cell >= _LINES_FROM:
            self._paint_lines(painter, frame, whole, seen)
        if grid.cell >= _OUTLINES_FROM:
            self._paint_links(painter, frame, seen)
        self._paint_marks(painter, frame)
        painter.restore()
        self._labels.paint(painter, frame.palette, grid, frame.origin, frame.size, self._light)

    def _light(self, place: Place) -> Light | None:
        return self._lights.get(place)

    def _paint_heat(self, painter: QPainter, whole: QRect, cells: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        wide, high = self._grid.cell_width, self._grid.cell
        part = whole.intersected(cells).translated(-whole.topLeft())
        left, top = part.left() // wide, part.top() // high
        right, bottom = -(-(part.right() + 1) // wide), -(-(part.bottom() + 1) // high)
        step = max(1, _AT_ONCE // high)
        for row in range(top, bottom, step):
            source = QRect(left, row, right - left, min(step, bottom - row))
            target = QRect(
                left * wide, row * high, source.width() * wide, source.height() * high
            )
            painter.drawImage(target.translated(whole.topLeft()), self._heat, source)

    def _paint_cells(self, painter: QPainter, frame: Frame) -> None:
        for row in range(self._heat.height()):
            for x in range(self._heat.width()):
                color = self._heat.pixelColor(x, row)
                if color.alpha() >= _SEEN:
                    left = frame.origin.x() + x * self._grid.cell_width
                    top = frame.origin.y() + self._grid.y(row)
                    size = QSize(self._grid.cell_width, self._grid.cell)
                    painter.fillRect(QRect(QPoint(left, top), size), color)

    def _paint_pointed(self, painter: QPainter, frame: Frame, whole: QRect) -> None:
        """Shade the row and the column of the cell under the mouse."""
        if frame.hover is None:
            return
        row, column = frame.hover
        shade = colors.hover(frame.palette)
        left, top, grid = whole.left(), whole.top(), self._grid
        painter.fillRect(left, top + grid.y(row), whole.width(), grid.cell, shade)
        painter.fillRect(left + grid.x(column), top, grid.cell_width, whole.height(), shade)

    def _paint_lines(self, painter: QPainter, frame: Frame, whole: QRect, seen: QRect) -> None:
        grid, origin = self._grid, frame.origin
        rows = grid.rows_between(seen.top(), seen.bottom() + 1)
        columns = grid.columns_between(seen.left(), seen.right() + 1)
        ys = [origin.y() + grid.y(row) for row in rows]
        xs = [origin.x() + grid.x(column) for column in columns]
        left, top = whole.left(), whole.top()
        right, bottom = whole.right() + 1, whole.bottom() + 1
        lines = [QLineF(left, y, right, y) for y in (*ys, bottom)]
        lines += [QLineF(x, top, x, bottom) for x in (*xs, right)]
        painter.setPen(QPen(colors.hairline(frame.palette), 1))
        painter.drawLines(lines)

    def _paint_links(self, painter: QPainter, frame: Frame, seen: QRect) -> None:
        """Outline linked cells: a link is not told by its colour alone."""
        grid = self._grid
        rows = grid.rows_between(seen.top(), seen.bottom() + 1)
        columns = grid.columns_between(seen.left(), seen.right() + 1)
        rects = [
            self._rect(frame, row, column).adjusted(1.5, 1.5, -0.5, -0.5)
            for row, column in self._links
            if row in rows and column in columns
        ]
        painter.setPen(QPen(colors.accent(frame.palette), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects(rects)

    def _paint_marks(self, painter: QPainter, frame: Frame) -> None:
        """Mark pinned words' rows and columns, and the cells of mouse and keyboard."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for cell, ink in (
            (frame.hover, frame.palette.windowText().color()),
            (frame.current, colors.accent(frame.palette)),
        ):
            if cell:
                painter.setPen(QPen(QColor(ink), 2))
                painter.drawRect(self._rect(frame, *cell).adjusted(1, 1, 0, 0))

    def _rect(self, frame: Frame, row: int, column: int) -> QRectF:
        grid, origin = self._grid, frame.origin
        return QRectF(
            origin.x() + grid.x(column), origin.y() + grid.y(row), grid.cell_width, grid.cell
        )


def draw_sheet(
    sheet: Sheet | None,
    grid: Grid,
    lights: Mapping[Place, Light],
    frame: Frame,
    painter: QPainter,
) -> None:
    """Paint a sheet for a file, in any thread; in SVG every cell is a shape of its own."""
    own = MatrixPainter()
    own.set_lights(lights)
    captions = Captions.of(sheet, QFontMetricsF(frame.font))
    own.prepare(sheet, captions, grid, frame.palette)
    shapes = painter.paintEngine().type() is QPaintEngine.Type.SVG
    own.paint(painter, replace(frame, as_shapes=shapes))
