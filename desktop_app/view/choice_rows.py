"""How the rows of a small list are painted: text that may be long, and a figure at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.view import colors
from desktop_app.view.buttons import paint_ground
from desktop_app.view.metrics import BUTTON_HEIGHT, BUTTON_RADIUS, GRID
from models.messages import Utf16Map

if TYPE_CHECKING:
    from desktop_app.view.choice_list import Choice

_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints `rows`; the model of the view holds what screen readers say of them."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.rows: tuple[Choice, ...] = ()

    def height(self, width: int) -> int:
        """How high all rows are together."""
        return sum(self._row_height(row, width) for row in self.rows)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        if index.row() >= len(self.rows):
            return QSize(width, BUTTON_HEIGHT)
        return QSize(width, self._row_height(self.rows[index.row()], width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.row() >= len(self.rows):
            return
        row, rect = self.rows[index.row()], QRectF(option.rect)
        palette = self._view.palette()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint_ground(painter, rect, colors.link(palette, 0.2), BUTTON_RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint_ground(painter, rect, colors.hover(palette), BUTTON_RADIUS)
        painter.setPen(palette.text().color())
        layout = self._layout(row, rect.width())
        layout.draw(painter, QPointF(rect.left() + GRID, rect.top() + GRID / 2))
        painter.setPen(colors.secondary_text(palette))
        aside = rect.adjusted(0, 0, -GRID, 0)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(aside, end, row.aside)
        painter.restore()

    def _row_height(self, row: Choice, width: float) -> int:
        return max(BUTTON_HEIGHT, int(self._layout(row, width).boundingRect().height()) + GRID)

    def _layout(self, row: Choice, width: float) -> QTextLayout:
        """The text in lines as long as the figure beside it allows."""
        font = self._view.font()
        aside = QFontMetrics(font).horizontalAdvance(row.aside)
        layout = QTextLayout(row.text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units, formats = Utf16Map(row.text), []
        for first, last in row.bold:
            found = QTextLayout.FormatRange()
            found.start, end = units.units(first), units.units(last)
            found.length = end - found.start
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            bold.setForeground(colors.accent(self._view.palette()))
            found.format = bold
            formats.append(found)
        layout.setFormats(formats)
        layout.beginLayout()
        y, spare = 0.0, max(0.0, (BUTTON_HEIGHT - GRID - QFontMetrics(font).height()) / 2)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40.0, width - aside - 4 * GRID))
            line.setPosition(QPointF(0, y + spare))
            y += line.height()
        layout.endLayout()
        return layout
