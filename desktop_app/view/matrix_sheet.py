"""What a matrix shows: weights between the tokens of two rows, and how a cell is said."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_app.view.places import Place, Side
from desktop_app.view.strip_texts import percent
from models.messages import Level

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Sheet:
    """A level of segment `index`; of self-attention both sides are the same one."""

    index: int
    level: Level
    threshold: float
    rows: Side = Side.TARGET
    columns: Side = Side.SOURCE

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.level.target), len(self.level.source)

    def row_text(self, row: int) -> str:
        """The label of a row."""
        return shown(self.level.target[row].text)

    def column_text(self, column: int) -> str:
        """The label of a column."""
        return shown(self.level.source[column].text)

    def places(self, row: int, column: int) -> tuple[Place, Place]:
        """The token of a cell's row and that of its column."""
        return self.row_place(row), self.column_place(column)

    def row_place(self, row: int) -> Place:
        """The token of a row."""
        return Place(self.index, self.rows, row)

    def column_place(self, column: int) -> Place:
        """The token of a column."""
        return Place(self.index, self.columns, column)

    def value(self, row: int, column: int) -> float:
        """The weight of a cell."""
        return self.level.matrix.at(row, column)


def shown(text: str) -> str:
    """A token on one line; one that is only a blank gets a mark."""
    return " ".join(text.split()) or "␣"


def cell_tip(sheet: Sheet, row: int, column: int) -> str:
    """Both words and the value: "vermelha ← red: 97 %"."""
    return translate("MatrixTexts", "{row} ← {column}: {percent} %").format(
        row=sheet.row_text(row),
        column=sheet.column_text(column),
        percent=percent(sheet.value(row, column)),
    )


def cell_spoken(sheet: Sheet, row: int, column: int) -> str:
    """For screen readers: "casa from house, 97 percent, linked, row 3 of 9, column 4 of 9"."""
    value, (rows, columns) = sheet.value(row, column), sheet.size
    linked = value >= sheet.threshold
    pattern = (
        translate(
            "MatrixTexts",
            "{row} from {column}, {percent} percent, linked, "
            "row {at} of {rows}, column {place} of {columns}",
        )
        if linked
        else translate(
            "MatrixTexts",
            "{row} from {column}, {percent} percent, "
            "row {at} of {rows}, column {place} of {columns}",
        )
    )
    return pattern.format(
        row=sheet.row_text(row),
        column=sheet.column_text(column),
        percent=percent(value),
        at=row + 1,
        rows=rows,
        place=column + 1,
        columns=columns,
    )
