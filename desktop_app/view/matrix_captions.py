"""The words at a matrix's edges, cut to their longest, and the cells that suit them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF

from desktop_app.view.matrix_geometry import CELLS, USUAL
from desktop_app.view.matrix_sheet import Sheet

_LEFT = 22  # as wide as the margin of the rows
GAP = 8  # between a label and the cells
_WIDEST, _HIGHEST = 168, 128  # of labels; longer ones are cut and told by the tooltip
_AROUND = 12  # left and right of a column's word, together
_LEGIBLE = 0.8  # of a line's height


@dataclass(frozen=True, slots=True)
class Captions:
    """Upright above the columns where no word touches the next one, else turned."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    left: int = 0  # how much room those of the rows take
    widest: float = 0.0  # of the columns
    closest: float = 0.0  # columns whose words would touch each other
    line: float = 0.0  # the height of one

    @staticmethod
    def of(sheet: Sheet | None, metrics: QFontMetricsF) -> Captions:
        """Shorten the words that are too long, and measure all."""
        if sheet is None:
            return Captions()
        height, width = sheet.size
        cut = Qt.TextElideMode.ElideRight
        rows = [metrics.elidedText(sheet.row_text(at), cut, _WIDEST) for at in range(height)]
        columns = [
            metrics.elidedText(sheet.column_text(at), cut, _HIGHEST) for at in range(width)
        ]
        wide = [metrics.horizontalAdvance(text) for text in columns]
        return Captions(
            tuple(rows),
            tuple(columns),
            _LEFT + math.ceil(max(map(metrics.horizontalAdvance, rows), default=0.0)) + GAP,
            max(wide, default=0.0),
            _closest(wide),
            metrics.height(),
        )

    def upright(self, cell_width: int) -> bool:
        """Whether all words fit above columns of this width."""
        return self.closest + GAP <= cell_width

    def legible(self, cell: int) -> bool:
        """Whether words can stand in rows, or turned in columns, of this size."""
        return cell >= self.line * _LEGIBLE

    def bands(self, cell_width: int) -> QSize:
        """How much room the labels take at the left and above."""
        if not self.left:
            return QSize(0, 0)
        above = self.line if self.upright(cell_width) else self.widest + GAP / 2
        return QSize(self.left, math.ceil(above) + GAP)

    def usual_cell(self, room: QSize, bar: int) -> QSize:
        """The cells that suit a room: rows are low only where they are too many for it.

        Columns are as wide as their widest word where they all fit, else as wide as the
        room allows. Scroll bars are `bar` thick; room for the vertical one is always kept,
        so that no word turns when it comes.
        """
        across = room.width() - self.left - bar
        wanted = math.ceil(self.widest) + _AROUND
        size = QSize()
        for cell in (CELLS[USUAL], CELLS[USUAL - 1]):
            width = max(cell, min(wanted, across // max(len(self.columns), 1)))
            below = bar if width * len(self.columns) > across else 0
            size = QSize(width, cell)
            if self.bands(width).height() + len(self.rows) * cell + below <= room.height():
                break
        return size


def _closest(wide: list[float]) -> float:
    """A long word may reach over its column's edges, where the words beside it are short."""
    if not wide:
        return 0.0
    beside = ((one + other) / 2 for one, other in pairwise(wide))
    return max(wide[0] - GAP, wide[-1] - GAP, *beside)
