"""Where a matrix's cells lie. Plain numbers, no painting."""

from __future__ import annotations

from dataclasses import dataclass

CELLS = (3, 4, 6, 8, 11, 16, 22, 30, 40, 56)  # heights of a cell at each zoom
USUAL = 6  # the index of the usual one


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells at least as wide as high; `turned` columns run from right to left."""

    rows: int = 0
    columns: int = 0
    cell: int = CELLS[USUAL]  # the height of one
    turned: bool = False
    cell_width: int = CELLS[USUAL]

    @property
    def width(self) -> int:
        """Of all cells."""
        return self.columns * self.cell_width

    @property
    def height(self) -> int:
        """Of all cells."""
        return self.rows * self.cell

    def x(self, column: int) -> int:
        """The left edge of a column."""
        return (self.columns - 1 - column if self.turned else column) * self.cell_width

    def y(self, row: int) -> int:
        """The upper edge of a row."""
        return row * self.cell

    def row_at(self, y: float) -> int | None:
        """The row at a height."""
        row = int(y // self.cell)
        return row if 0 <= row < self.rows else None

    def column_at(self, x: float) -> int | None:
        """The column at a distance from the left."""
        column = int(x // self.cell_width)
        if not 0 <= column < self.columns:
            return None
        return self.columns - 1 - column if self.turned else column

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows that can be seen between two heights."""
        return range(max(0, top // self.cell), min(self.rows, -(-bottom // self.cell)))

    def columns_between(self, left: int, right: int) -> range:
        """The columns that can be seen between two distances from the left."""
        first = max(0, left // self.cell_width)
        last = min(self.columns, -(-right // self.cell_width))
        if self.turned:
            return range(self.columns - last, self.columns - first)
        return range(first, last)

    def step(self, row: int, column: int, across: int, down: int) -> tuple[int, int]:
        """The cell that lies so many cells to the right and below, as it looks."""
        across = -across if self.turned else across
        return (
            min(max(row + down, 0), self.rows - 1),
            min(max(column + across, 0), self.columns - 1),
        )
