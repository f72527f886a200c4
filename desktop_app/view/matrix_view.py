"""The matrix: a heat map with the words at its edges, which stay while it scrolls."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop_app.view.export_picture import Draw
from desktop_app.view.highlights import Light
from desktop_app.view.matrix_captions import Captions
from desktop_app.view.matrix_geometry import CELLS, USUAL, Grid
from desktop_app.view.matrix_keys import key_step
from desktop_app.view.matrix_paint import Frame, MatrixPainter, draw_sheet
from desktop_app.view.matrix_sheet import Sheet, cell_spoken, cell_tip
from desktop_app.view.panel_area import PanelArea
from desktop_app.view.places import Place
from desktop_app.view.scroll_bar import THICKNESS

Cell = tuple[int, int]


class MatrixView(PanelArea):
    hovered = Signal(tuple)  # the places of a cell, of a label, or none
    clicked = Signal(tuple, bool)  # places; with Ctrl they are added to the others
    walked = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Matrix of links"))
        self._painter = MatrixPainter()
        self._sheet: Sheet | None = None
        self._zoom = USUAL
        self._zoomed = False  # by the user
        self._turned = False
        self._grid = Grid()
        self._hover: Cell | None = None
        self._current: Cell = (0, 0)

    @property
    def sheet(self) -> Sheet | None:
        """What is shown."""
        return self._sheet

    @property
    def current(self) -> Cell:
        """Row and column of the cell that the keyboard is at."""
        return self._current

    def show_sheet(self, sheet: Sheet | None, turned: bool = False) -> None:
        """Show weights; `turned` columns run from right to left."""
        if sheet == self._sheet and turned == self._turned:
            return
        new_text = not self._sheet or not sheet or sheet.size != self._sheet.size
        self._sheet, self._turned, self._hover = sheet, turned, None
        if new_text:
            self._current = (0, 0)
        self.arrange()
        if new_text:
            self.verticalScrollBar().setValue(0)
            bar = self.horizontalScrollBar()
            bar.setValue(bar.maximum() if turned else 0)
        self._describe(aloud=False)

    def set_lights(self, lights: Mapping[Place, Light]) -> None:
        """Light the labels of these words."""
        if self._painter.set_lights(lights):
            self.viewport().update()

    def zoom(self, by: int) -> None:
        """Make cells larger or smaller by so many steps."""
        zoom = min(max(self._zoom + by, 0), len(CELLS) - 1)
        if zoom != self._zoom:
            self._zoom, self._zoomed = zoom, True
            self.arrange()
            self._reveal()

    def rect_of(self, row: int, column: int) -> QRect:
        """Where a cell lies on the viewport."""
        origin, grid = self._frame().origin, self._grid
        return QRect(
            origin.x() + grid.x(column), origin.y() + grid.y(row), grid.cell_width, grid.cell
        )

    def drawing(self) -> Draw:
        """The whole matrix with its labels as it is now, as large as `whole_size`."""
        palette, font = QPalette(self.palette()), QFont(self.font())
        frame = Frame(self.whole_size(), QPoint(), None, None, palette, font)
        return partial(draw_sheet, self._sheet, self._grid, self._painter.lights, frame)

    def whole_size(self) -> QSize:
        """How large the matrix is with its labels."""
        band = self._painter.bands
        return QSize(band.width() + self._grid.width, band.height() + self._grid.height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._painter.paint(painter, self._frame())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        places = self._places_at(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not places:
            return
        if cell := self._cell_at(event.position().toPoint()):
            self._current = cell
            self._describe(aloud=False)
        several = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.clicked.emit(places, several)

    def tip_at(self, point: QPoint) -> str:
        """What the mouse is told at a point of the viewport."""
        sheet, cell = self._sheet, self._cell_at(point)
        if sheet and cell:
            return cell_tip(sheet, *cell)
        places = self._places_at(point)
        if not sheet or not places:
            return ""
        place = places[0]
        row, _ = self._tokens_at(point)
        return (
            sheet.row_text(place.token) if row is not None else sheet.column_text(place.token)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = key_step(key, max(self._grid.rows, self._grid.columns))
        if step and self._sheet:
            self._walk(*step)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sheet:
            several = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.clicked.emit(self._sheet.places(*self._current), several)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if key is Qt.Key.Key_Minus else 1)
        else:
            super().keyPressEvent(event)

    def _walk(self, across: int, down: int) -> None:
        if self._sheet and self._grid.rows and self._grid.columns:
            self._current = self._grid.step(*self._current, across, down)
            self._reveal()
            self._describe(aloud=True)
            self.walked.emit(self._sheet.places(*self._current))
            self.viewport().update()

    def bring_into_view(self, place: Place) -> None:
        """Scroll so far that a word's row or column can be seen."""
        sheet = self._sheet
        if not sheet or place.segment != sheet.index:
            return
        row, column = None, None
        if place.side is sheet.rows and place.token < self._grid.rows:
            row = place.token
        elif place.side is sheet.columns and place.token < self._grid.columns:
            column = place.token
        self._reach(row, column)

    def _reveal(self) -> None:
        self._reach(*self._current)

    def _reach(self, row: int | None, column: int | None) -> None:
        grid = self._grid
        if row is not None:
            bar = self.verticalScrollBar()
            low = grid.y(row) + grid.cell - bar.pageStep()
            bar.setValue(min(max(bar.value(), low), grid.y(row)))
        if column is not None:
            bar = self.horizontalScrollBar()
            low = grid.x(column) + grid.cell_width - bar.pageStep()
            bar.setValue(min(max(bar.value(), low), grid.x(column)))

    def _describe(self, aloud: bool) -> None:
        """Let screen readers know the current cell."""
        rows, columns = self._sheet.size if self._sheet else (0, 0)
        said = (
            cell_spoken(self._sheet, *self._current) if self._sheet and rows * columns else ""
        )
        self.setAccessibleDescription(said)
        if aloud and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def hover_at(self, point: QPoint) -> None:
        """The mouse is at a point of the viewport."""
        cell = self._cell_at(point)
        if cell != self._hover:
            self._hover = cell
            self.viewport().update()
        self.hovered.emit(self._places_at(point))

    def _tokens_at(self, point: QPoint) -> tuple[int | None, int | None]:
        """The row and the column at a point; None for the one whose label is there."""
        origin, bands = self._frame().origin, self._painter.bands
        over_columns = point.y() < bands.height()
        beside_rows = point.x() < bands.width()
        if not self.viewport().rect().contains(point) or (over_columns and beside_rows):
            return None, None
        row = None if over_columns else self._grid.row_at(point.y() - origin.y())
        column = None if beside_rows else self._grid.column_at(point.x() - origin.x())
        if (row is None and not over_columns) or (column is None and not beside_rows):
            return None, None
        return row, column

    def _cell_at(self, point: QPoint) -> Cell | None:
        row, column = self._tokens_at(point)
        return (row, column) if row is not None and column is not None else None

    def _places_at(self, point: QPoint) -> tuple[Place, ...]:
        row, column = self._tokens_at(point)
        if not self._sheet:
            return ()
        places = [self._sheet.row_place(row)] if row is not None else []
        places += [self._sheet.column_place(column)] if column is not None else []
        return tuple(places)

    def arrange(self) -> None:
        """Prepare what is painted: the weights, the zoom or the colours are others."""
        rows, columns = self._sheet.size if self._sheet else (0, 0)
        captions = Captions.of(self._sheet, QFontMetricsF(self.font()))
        usual = captions.usual_cell(self.maximumViewportSize(), THICKNESS)
        if not self._zoomed:
            self._zoom = CELLS.index(usual.height())
        cell = CELLS[self._zoom]
        width = max(cell, round(usual.width() * cell / usual.height()))
        self._grid = Grid(rows, columns, cell, self._turned, width)
        self._painter.prepare(self._sheet, captions, self._grid, self.palette())
        self._set_bars()
        self.viewport().update()

    def _set_bars(self) -> None:
        whole = QSize(self._grid.width, self._grid.height)
        self.set_bars(whole, self.viewport().size() - self._painter.bands, self._grid.cell)

    def _frame(self) -> Frame:
        current = self._current if self.hasFocus() and self._sheet else None
        size = self.viewport().size()
        frame = Frame(size, self.scrolled, self._hover, current, self.palette(), self.font())
        return frame.over(self._painter.bands)
