"""The window's first row: its pages, and at the end what belongs to all of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from desktop_app.view import colors
from desktop_app.view.buttons import paint_focus, paint_ground
from desktop_app.view.metrics import BUTTON_HEIGHT, BUTTON_RADIUS, GRID, MARGIN

_PADDING = 12
_HEIGHT = BUTTON_HEIGHT + 4
_LINE = 2.0  # under the chosen page


class PageTabs(QWidget):
    chosen = Signal(int)

    def __init__(self, texts: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _Bar()
        self.bar.setAccessibleName(self.tr("Pages"))
        for text in texts:
            self.bar.addTab(text)
        self.bar.currentChanged.connect(self.chosen)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN - _PADDING, 0, MARGIN - GRID, 0)
        self._row.setSpacing(GRID)
        self._row.addWidget(self.bar)
        self._row.addStretch()

    def add_corner(self, widget: QWidget) -> None:
        """Append what belongs to the window, at the end."""
        self._row.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        bottom = self.height() - 1
        painter.fillRect(0, bottom, self.width(), 1, colors.hairline(self.palette()))


class _Bar(QTabBar):
    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def tabSizeHint(self, index: int) -> QSize:
        width = QFontMetrics(self._font(bold=True)).horizontalAdvance(self.tabText(index))
        return QSize(width + 2 * _PADDING, _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def _font(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        pointed = -1
        if self.underMouse():
            pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos()))
        for index in range(self.count()):
            rect = QRectF(self.tabRect(index))
            chosen = index == self.currentIndex()
            ground = rect.adjusted(2, GRID / 2, -2, -GRID / 2)
            if index == pointed and not chosen:
                paint_ground(painter, ground, colors.hover(palette), BUTTON_RADIUS)
            if chosen:
                line = QRectF(rect.left() + _PADDING, rect.bottom() - _LINE, 0, _LINE)
                line.setWidth(rect.width() - 2 * _PADDING)
                paint_ground(painter, line, colors.accent(palette), _LINE / 2)
            ink = palette.windowText().color() if chosen else colors.secondary_text(palette)
            painter.setPen(ink)
            painter.setFont(self._font(bold=chosen))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if chosen and self.hasFocus():
                paint_focus(painter, ground, colors.accent(palette), BUTTON_RADIUS)
