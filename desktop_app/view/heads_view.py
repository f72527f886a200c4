"""All layers and heads at a glance; one of them can be chosen for the links."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop_app.head_links import Head
from desktop_app.view import colors
from desktop_app.view.heads_geometry import LEFT, TOP, HeadGrid
from desktop_app.view.heads_image import painted
from desktop_app.view.scroll_bar import SlimScrollBar
from models.messages import Matrix

_HEIGHT = 236


class HeadsView(QAbstractScrollArea):
    chosen = Signal(Head)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBar(SlimScrollBar(Qt.Orientation.Horizontal))
        self.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
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
        self._restart()

    def mark(self, used: Head | None) -> None:
        """Outline the head that the links come from."""
        self._used = used
        if used:
            self._current = used
        self._describe()
        self.viewport().update()

    def rect_of(self, head: Head) -> QRect:
        """Where a head's picture lies on the viewport."""
        return self._grid.rect(head).translated(-self._scrolled())

    def picture(self) -> QPixmap:
        """All heads, as far as they are painted."""
        return self._picture

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(-self._scrolled())
        self.render_all(painter)
        self._outline(painter, self._hover, self.palette().windowText().color(), 1.5)
        if self.hasFocus() and self._weights:
            self._outline(painter, self._current, colors.accent(self.palette()), 1.5)

    def render_all(self, painter: QPainter) -> None:
        """Paint all heads and their numbers."""
        grid, palette = self._grid, self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(QPoint(), self._picture)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        align = Qt.AlignmentFlag.AlignCenter
        for head in range(grid.heads if self._weights else 0):
            place = grid.rect(Head(0, head))
            painter.drawText(
                QRect(place.left() - 4, 0, place.width() + 8, TOP), align, str(head + 1)
            )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for layer in range(grid.layers if self._weights else 0):
            place = grid.rect(Head(layer, 0))
            painter.drawText(
                QRect(0, place.top(), LEFT - 8, place.height()), right, str(layer + 1)
            )
        self._outline(painter, self._used, colors.accent(palette), 2.5)

    def whole_size(self) -> QSize:
        """How large all of it is."""
        return self._grid.size

    def _outline(self, painter: QPainter, head: Head | None, ink: QColor, width: float) -> None:
        if head and self._weights:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink, width))
            painter.drawRect(self._grid.rect(head).adjusted(-2, -2, 2, 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restart()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._picture = QPixmap()
            self._restart()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_at(event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        head = self._head_at(event.position().toPoint())
        if head and event.button() is Qt.MouseButton.LeftButton:
            self._current = head
            self.chosen.emit(head)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hover_at(QPoint(-1, -1))
        elif event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            head = self._head_at(event.pos())
            QToolTip.showText(event.globalPos(), self._text(head) if head else "", self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key = Qt.Key(event.key())
        if key in steps and self._weights:
            down, across = steps[key]
            self._current = Head(
                min(max(self._current.layer + down, 0), self._grid.layers - 1),
                min(max(self._current.head + across, 0), self._grid.heads - 1),
            )
            self._reach(self._grid.rect(self._current))
            self._describe()
            self.viewport().update()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._weights:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.viewport().update()

    def _text(self, head: Head) -> str:
        text = self.tr("Layer {layer}, head {head}")
        return text.format(layer=head.layer + 1, head=head.head + 1)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._text(self._current) if self._weights else "")

    def _head_at(self, point: QPoint) -> Head | None:
        return self._grid.at(point + self._scrolled()) if self._weights else None

    def _hover_at(self, point: QPoint) -> None:
        head = self._head_at(point)
        if head != self._hover:
            self._hover = head
            self.viewport().update()

    def _scrolled(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _reach(self, rect: QRect) -> None:
        for bar, low, high in (
            (self.horizontalScrollBar(), rect.left(), rect.right()),
            (self.verticalScrollBar(), rect.top(), rect.bottom()),
        ):
            bar.setValue(min(max(bar.value(), high + 8 - bar.pageStep()), low - 8))

    def _restart(self) -> None:
        """Paint all layers anew, one in each turn of the event loop."""
        layers, heads = self._weights.shape[:2] if self._weights else (0, 0)
        self._grid = HeadGrid.fitting(layers, heads, self.viewport().width())
        size, view = self._grid.size, self.viewport().size()
        for bar, whole, room in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(self._grid.side)
            bar.setRange(0, max(0, whole - room))
        self._picture = QPixmap()
        self._next.stop()
        if self._weights:
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
