"""All layers and heads at a glance; one of them can be chosen for the links."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from desktop_app.head_links import Head
from desktop_app.view import colors
from desktop_app.view.export_picture import Draw
from desktop_app.view.heads_file import Look, draw_heads, outline
from desktop_app.view.heads_geometry import HeadGrid
from desktop_app.view.heads_image import painted
from desktop_app.view.heads_labels import bands, head_name, paint_labels
from desktop_app.view.matrix_keys import key_step
from desktop_app.view.panel_area import PanelArea
from models.messages import Matrix


class HeadsView(PanelArea):
    chosen = Signal(Head)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Layers and heads"))
        self._weights: Matrix | None = None
        self._grid = HeadGrid()
        self._turned = False
        self._picture = QPixmap()
        self._work: Iterator[QPixmap] = iter(())
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._add_layer)
        self._used: Head | None = None
        self._current = Head(0, 0)
        self._hover: Head | None = None

    @property
    def current(self) -> Head:
        """The head that the keyboard is at."""
        return self._current

    @property
    def complete(self) -> bool:
        """Whether all layers are painted."""
        return not self._next.isActive() and not self._picture.isNull()

    def show_weights(self, weights: Matrix | None, turned: bool = False) -> None:
        """Show all heads of weights (L, H, rows, columns)."""
        if weights is self._weights and turned == self._turned:
            return
        self._weights, self._turned = weights, turned
        self.arrange()

    def mark(self, used: Head | None) -> None:
        """Outline the head that the links come from."""
        self._used = used
        if used:
            self._current = used
        self._describe()
        self.viewport().update()

    def rect_of(self, head: Head) -> QRect:
        """Where a head's picture lies on the viewport."""
        return self._grid.rect(head).translated(-self.scrolled)

    def picture(self) -> QPixmap:
        """All heads, as far as they are painted."""
        return self._picture

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, size, bands = QPainter(self.viewport()), self.viewport().size(), self._bands()
        painter.setPen(colors.secondary_text(self.palette()))
        if self._weights is None:
            return
        paint_labels(painter, self._grid, self.scrolled, size)
        painter.setClipRect(QRect(bands.width() - 3, bands.height() - 3, 1 << 14, 1 << 14))
        painter.translate(-self.scrolled)
        painter.drawPixmap(QPoint(), self._picture)
        outline(painter, self._grid, self._used, colors.accent(self.palette()), 2.5)
        ink = self.palette().windowText().color()
        outline(painter, self._grid, self._hover, ink, 1.5)
        if self.hasFocus():
            ink = colors.accent(self.palette())
            outline(painter, self._grid, self._current, ink, 1.5)

    def drawing(self) -> Draw:
        """All heads and their labels as they are now, as large as `whole_size`."""
        look = Look(QPalette(self.palette()), QFont(self.font()), self._turned, self._used)
        return partial(draw_heads, self._weights, self._grid.for_file(), look)

    def whole_size(self) -> QSize:
        """How large all of it is in a file."""
        return self._grid.for_file().size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        head = self._head_at(event.position().toPoint())
        if head and event.button() is Qt.MouseButton.LeftButton:
            self._current = head
            self.chosen.emit(head)

    def tip_at(self, point: QPoint) -> str:
        """What the mouse is told at a point of the viewport."""
        head = self._head_at(point)
        return head_name(head) if head else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = key_step(key, max(self._grid.layers, self._grid.heads))
        if step and self._weights:
            self._walk(*step)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._weights:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _walk(self, across: int, down: int) -> None:
        self._current = Head(
            min(max(self._current.layer + down, 0), self._grid.layers - 1),
            min(max(self._current.head + across, 0), self._grid.heads - 1),
        )
        self._reach(self._grid.rect(self._current))
        self._describe()
        self.viewport().update()

    def _describe(self) -> None:
        self.setAccessibleDescription(head_name(self._current) if self._weights else "")

    def _head_at(self, point: QPoint) -> Head | None:
        bands = self._bands()
        over_labels = point.x() < bands.width() or point.y() < bands.height()
        if self._weights is None or over_labels:
            return None
        return self._grid.at(point + self.scrolled)

    def hover_at(self, point: QPoint) -> None:
        """The mouse is at a point of the viewport."""
        head = self._head_at(point)
        if head != self._hover:
            self._hover = head
            self.viewport().update()

    def _reach(self, rect: QRect) -> None:
        bands, gap = self._bands(), self._grid.gap
        for bar, low, high in (
            (self.horizontalScrollBar(), rect.left() - bands.width(), rect.right()),
            (self.verticalScrollBar(), rect.top() - bands.height(), rect.bottom()),
        ):
            band = bands.width() if bar is self.horizontalScrollBar() else bands.height()
            last = high + gap - band - bar.pageStep()
            bar.setValue(min(max(bar.value(), last), low))

    def _bands(self) -> QSize:
        return self._grid.bands

    def arrange(self) -> None:
        """Paint all layers anew, one in each turn of the event loop."""
        self._picture = QPixmap()
        self._next.stop()
        if self._weights:  # without any the view scrolls as far as before: others will come
            layers, heads = self._weights.shape[:2]
            room, wanted = self.viewport().size(), bands(layers, self.fontMetrics())
            self._grid = HeadGrid.fitting(layers, heads, room, wanted)
            self.set_bars(self._grid.size - wanted, room - wanted, self._grid.step.height())
            ratio = self.devicePixelRatioF()
            self._work = painted(self._weights, self._grid, self.palette(), ratio, self._turned)
            self._next.start()
        self.viewport().update()

    def _add_layer(self) -> None:
        picture = next(self._work, None)
        if picture is None:
            self._next.stop()
            return
        self._picture = picture
        self.viewport().update()
