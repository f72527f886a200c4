"""Paints one row of the library: its name, what it is, and how it stands with it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.library_rows import Row
from desktop_app.view import colors
from desktop_app.view.buttons import paint_focus, paint_ground
from desktop_app.view.library_words import LibraryWords, is_fault
from desktop_app.view.metrics import BUTTON_RADIUS, GRID

ROW = Qt.ItemDataRole.UserRole
HEIGHT = 60
_INSET = 4
_PADDING = 12
_NARROW = 460  # below, the state takes the second line
_BAR = 4
_START, _END = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """A row never gets wider than the list: what has no room is shortened at its end."""

    def __init__(self, words: LibraryWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines = 2 * QFontMetrics(option.font).height() + 2 * GRID + _BAR
        return QSize(0, max(HEIGHT, lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option)
        content = option.rect.adjusted(_INSET + _PADDING, 0, -_INSET - _PADDING, 0)
        start, state = content, self._words.state(row)
        if content.width() >= _NARROW:
            start, end = _divided(content, option, state)
            _draw(painter, end, option, state, _state_ink(option.palette, row), _END)
            state = ""
        self._paint_lines(painter, start, option, row, state if _is_news(row) else "")
        if row.download and row.download.bytes:
            bar = QRectF(content.left(), content.bottom() - _BAR - 3, content.width(), _BAR)
            share = row.download.done / row.download.bytes
            paint_progress(painter, bar, share, option.palette, option.direction)
        painter.restore()

    def _paint_lines(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        row: Row,
        state: str,
    ) -> None:
        """The name, and below it what it is, or in narrow rows how it stands with it."""
        height = QFontMetrics(option.font).height()
        top = rect.center().y() - height - 1 - (3 if row.download and row.download.bytes else 0)
        upper = QRect(rect.left(), top, rect.width(), height)
        lower = upper.translated(0, height + 2)
        palette, font = option.palette, QFont(option.font)
        ink = _state_ink(palette, row) if state else colors.secondary_text(palette)
        _draw(painter, lower, option, state or self._words.about(row), ink, _START)
        font.setBold(True)
        painter.setFont(font)
        _draw(painter, upper, option, self._words.title(row), palette.text().color(), _START)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    ground = QRectF(option.rect).adjusted(_INSET, 1, -_INSET, -1)
    palette = option.palette
    if option.state & QStyle.StateFlag.State_Selected:
        chosen = QColor(colors.accent(palette))
        chosen.setAlphaF(0.22 if colors.is_dark(palette) else 0.14)
        paint_ground(painter, ground, chosen, BUTTON_RADIUS)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        paint_ground(painter, ground, colors.hover(palette), BUTTON_RADIUS)
    if option.state & QStyle.StateFlag.State_HasFocus:
        paint_focus(painter, ground, colors.accent(palette), BUTTON_RADIUS)


def _is_news(row: Row) -> bool:
    """Whether its state matters more than what it is."""
    return bool(row.download or row.doing or is_fault(row))


def _state_ink(palette: QPalette, row: Row) -> QColor:
    return colors.uncertain(palette) if is_fault(row) else colors.secondary_text(palette)


def _divided(content: QRect, option: QStyleOptionViewItem, state: str) -> tuple[QRect, QRect]:
    """Room for the name, and at the end for the state, at most half."""
    wide = QFontMetrics(option.font).horizontalAdvance(state) + 2 if state else 0
    wide = min(wide, content.width() // 2)
    gap = 2 * GRID if wide else 0
    start = QRect(content.topLeft(), QSize(content.width() - wide - gap, content.height()))
    end = QRect(content.right() - wide + 1, content.top(), wide, content.height())
    turned = [QStyle.visualRect(option.direction, content, rect) for rect in (start, end)]
    return turned[0], turned[1]


def _draw(
    painter: QPainter,
    rect: QRect,
    option: QStyleOptionViewItem,
    text: str,
    ink: QColor,
    align: Qt.AlignmentFlag,
) -> None:
    """One line in the painter's font, shortened where it must be."""
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    side = QStyle.visualAlignment(option.direction, align)
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.setPen(ink)
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, shown)


def paint_progress(
    painter: QPainter,
    rect: QRectF,
    share: float,
    palette: QPalette,
    direction: Qt.LayoutDirection,
) -> None:
    """A thin bar of which `share` is filled."""
    radius = rect.height() / 2
    paint_ground(painter, rect, colors.track(palette), radius)
    filled = QRectF(rect)
    filled.setWidth(max(rect.height(), rect.width() * min(max(share, 0.0), 1.0)))
    if direction is Qt.LayoutDirection.RightToLeft:
        filled.moveRight(rect.right())
    if share > 0:
        paint_ground(painter, filled, colors.accent(palette), radius)
